import type { Event } from '#domain';
import type { Block, PaperContent } from '../paper';
import { LIFE_ZH, dateZh, dueZh, momentOr, momentZh } from '../wording';
import {
  body,
  type CaseFacts,
  caseFields,
  chapter,
  deadlineOf,
  defectTitle,
  fields,
  leadUnitId,
  note,
  photoPairs,
  statusZh,
  timelinessZh,
} from './case';

/** 一案一档: the whole case on paper, its timeline, and why each rung rang. Names units, never people. */
export function dossierPaper(facts: CaseFacts, numbers: ReadonlyMap<string, string | null>): PaperContent {
  const { finding, number } = facts;
  const timeline = facts.events.flatMap((event) => {
    const what = told(event, facts);
    return what === null ? [] : [[momentZh(event.at), what, event.by === null ? '系统' : party(event, facts)]];
  });
  return {
    kind: 'dossier',
    form: 'sheet',
    issuer: facts.issuer,
    title: `一案一档　${number}`,
    colour: null,
    to: [],
    copies: [],
    asOf: facts.at,
    blocks: [
      chapter('一、基本情况'),
      fields([
        ...caseFields(facts),
        [
          ['责任单位', facts.unit(leadUnitId(facts))],
          ['当前环节', statusZh(facts)],
        ],
        [
          ['整改时限', dueZh(deadlineOf(facts))],
          ['时限状态', timelinessZh(facts)],
        ],
        [
          ['整改轮次', `第${finding.cycle}轮`],
          ['销号时间', momentOr(finding.writtenOffAt)],
        ],
      ]),
      chapter('二、整改前后'),
      ...photoPairs(facts, defectTitle(facts), 20),
      chapter('三、时限说明'),
      ...(facts.explained.length === 0 ? [body('未起算。')] : facts.explained.map(body)),
      chapter('四、升级记录'),
      ...ladder(facts),
      chapter('五、单据与公文'),
      ...papers(facts, numbers),
      chapter('六、全程留痕'),
      {
        type: 'table',
        columns: [
          { heading: '时间', width: 34, align: 'center' },
          { heading: '事项', width: 92 },
          { heading: '经办', width: 30, align: 'center' },
        ],
        rows: timeline,
      },
      note(
        '本档附原始证据、事件链（events.jsonl）和校验程序（verify.mjs）：每一事件的散列值覆盖前一事件，任何改动都会使其后全部散列值不符。',
      ),
    ],
  };
}

/** Ours are 督查组, whoever it was; a unit's own are the unit (ruling 12). */
function party({ by }: Event, facts: CaseFacts): string {
  const lined = facts.finding.lines.some(({ unitId }) => unitId === by?.unitId);
  return lined ? facts.unit(by!.unitId) : '督查组';
}

function ladder(facts: CaseFacts): Block[] {
  const fired = facts.events.filter((event) => event.type === 'rung_fired');
  if (fired.length === 0) return [body('未触发升级。')];
  return [
    {
      type: 'table',
      columns: [
        { heading: '时间', width: 34, align: 'center' },
        { heading: '级次', width: 14, align: 'center' },
        { heading: '措施', width: 40 },
        { heading: '缘由', width: 68 },
      ],
      rows: fired.map((event) => [
        momentZh(event.at),
        event.rung,
        measureZh(event),
        `${facts.unit(event.unitId)}应于${dueZh(event.dueAt)}前完成${CLOCKS[facts.finding.clocks[event.clockId]?.kind ?? ''] ?? '本环节'}`,
      ]),
    },
  ];
}

const CLOCKS: Record<string, string> = {
  screen: '核实',
  dispatch: '交办',
  receipt: '签收',
  case: '整改',
  rectify: '整改',
  unit_review: '审签',
  return_ruling: '退回裁定',
  extension_reply: '延期答复',
  suspension_reply: '挂账答复',
  verify: '核查',
  approve: '销号审批',
  publicity: '公示',
  slip_reply: '回复督办单',
  sign_document: '签发',
  instruction_reply: '回复批示',
  transfer: '移交签收',
};

const measureZh = ({ slip, measure }: Extract<Event, { type: 'rung_fired' }>): string =>
  measure === 'talk'
    ? '提请约谈（由人决定）'
    : measure === 'accountability'
      ? '提请问责（由人决定）'
      : (slip ?? '提示');

function papers({ finding, unit }: CaseFacts, numbers: ReadonlyMap<string, string | null>): Block[] {
  if (finding.notices.length === 0) return [body('无。')];
  return [
    {
      type: 'table',
      columns: [
        { heading: '日期', width: 32, align: 'center' },
        { heading: '名称', width: 30 },
        { heading: '编号', width: 44, align: 'center' },
        { heading: '送达单位', width: 32 },
        { heading: '状态', width: 18, align: 'center' },
      ],
      rows: finding.notices.map((notice) => [
        dateZh(notice.at),
        notice.title,
        numbers.get(notice.id) ?? '—',
        unit(notice.unitId),
        LIFE_ZH[notice.life],
      ]),
    },
  ];
}

const PLAIN: Partial<Record<Event['type'], string>> = {
  filed: '上报',
  opened: '由历史台账转入',
  registered: '立项',
  verified: '核查通过',
  witnessed: '随机查、马上改，现场见证整改',
  level_approved: '销号审批同意',
  publicity_opened: '公示',
  written_off: '销号',
  look_back_opened: '回头看到期',
  look_back_passed: '回头看通过',
  archived: '归档',
  extension_refused: '不予延期',
  suspension_refused: '不予挂账',
  reason_accepted: '理由成立，黄色督办单暂缓一次',
  reason_refused: '理由不成立',
  suspension_ended: '挂账结束，恢复计时',
  transferred: '移交已签收',
  unmerged: '撤销合并',
  recalled: '撤回交办',
};

/** One event in words, or null for what is bookkeeping. */
function told(event: Event, { finding, unit, reason }: CaseFacts): string | null {
  switch (event.type) {
    case 'dismissed':
      return `不予立项：${event.reason}`;
    case 'line_signed':
      return `${unit(finding.lines.find(({ id }) => id === event.lineId)?.unitId ?? null)}${event.how === 'deemed' ? '逾时未签收，视同签收' : '签收'}`;
    case 'assigned':
      return `交办${unit(event.fixings.unitId)}`;
    case 'return_requested':
      return `申请退回：${reason(event.request.reason)}`;
    case 'return_upheld':
      return '退回成立';
    case 'return_refused':
      return '退回不成立';
    case 'progress_reported':
      return `进展：${event.text}`;
    case 'step_completed':
      return '分步整改完成';
    case 'extension_requested':
      return `申请延期：${event.request.reason}`;
    case 'extension_granted':
      return event.late ? '事后准予延期（保留逾期记录）' : '准予延期';
    case 'suspended':
      return `挂账至${dateZh(event.suspension.until - 1)}：${reason(event.suspension.reason)}`;
    case 'urged':
      return `催办：${event.text}`;
    case 'submitted':
      return `反馈（${event.submission.inTime === false ? '逾期' : '按期'}）：${event.submission.text}`;
    case 'verification_failed':
      return `核查不通过${event.sham ? '（虚假整改）' : ''}：${event.reason}`;
    case 'write_off_rejected':
      return `销号不予通过：${event.reason}`;
    case 'objected':
      return `公示异议：${event.reason}`;
    case 'look_back_failed':
      return `回头看不通过（反弹）：${event.reason}`;
    case 'transfer_sent':
      return `移交${event.toUnit}`;
    case 'voided':
      return `作废：${event.reason}`;
    case 'merged':
      return `合并：${event.reason}`;
    case 'instructed':
      return `领导批示：${event.instruction.text}`;
    case 'rung_fired':
      return `${event.rung} ${measureZh(event)}${event.unitId === null ? '' : ` → ${unit(event.unitId)}`}`;
    case 'notice_moved':
      return `单据${LIFE_ZH[event.to]}${event.note ? `：${event.note}` : ''}`;
    default:
      return PLAIN[event.type] ?? null;
  }
}
