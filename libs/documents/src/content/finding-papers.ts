import { type Notice, type Request, timeliness } from '#domain';
import type { FindingPaperKind } from '../kinds';
import { PAPER_KINDS } from '../kinds';
import type { Form } from '../form';
import type { Block, PaperContent } from '../paper';
import { briefly, COLOUR_ZH, dateZh, dueShortZh, dueZh, lengthZh, momentOr, momentZh } from '../wording';
import {
  basisZh,
  body,
  type CaseFacts,
  caseFields,
  chapter,
  copiesOf,
  deadlineOf,
  defectTitle,
  dueOrPending,
  fields,
  foundAt,
  INSPECTION_TEAM,
  judging,
  lastEvent,
  leadUnitId,
  note,
  photoPairs,
  placeOf,
  statusZh,
  timelinessZh,
} from './case';
import { opinionBoxes, receiptBox } from './signing';

/** What a paper about one finding says: pure, from the facts of an instant. `notice` is the slip it prints, if it is one. */
export function findingPaper(kind: FindingPaperKind, facts: CaseFacts, notice: Notice | null = null): PaperContent {
  const { form, zh } = PAPER_KINDS[kind];
  const toUnitId = notice?.unitId ?? leadUnitId(facts);
  const said = SAYS[kind](facts, notice);
  return {
    kind,
    form: formOf(notice, form),
    issuer: kind === 'feedback' ? facts.unit(leadUnitId(facts)) : facts.issuer,
    title: said.title ?? notice?.title ?? zh,
    colour: notice?.colour ?? null,
    to: kind === 'feedback' ? [facts.issuer] : INWARD.has(kind) || toUnitId === null ? [] : [facts.unit(toUnitId)],
    copies: OUTWARD.has(kind) ? copiesOf(facts, toUnitId) : [],
    blocks: said.blocks,
    asOf: facts.at,
  };
}

/** A red 督办单 is a 公文; what issues itself is a slip, whatever it is called. */
function formOf(notice: Notice | null, usual: Form): Form {
  if (notice === null) return usual;
  if (goesUp(notice)) return 'official';
  if (notice.class === 'slip') return usual === 'letter' ? 'letter' : 'slip';
  return usual === 'letter' ? 'letter' : 'official';
}

/** 提请上级: 上行文, which names who signed it. */
export const goesUp = ({ title }: Notice): boolean => title.startsWith('提请');

/** Stays in the house, or is a form that goes round. */
const INWARD: ReadonlySet<FindingPaperKind> = new Set([
  'write-off',
  'verification',
  'extension',
  'suspension',
  'return-ruling',
]);
const OUTWARD: ReadonlySet<FindingPaperKind> = new Set(['assignment', 'supervision', 'rectification', 'conclusion']);

/** A sentence as part of another. */
const phrase = (text: string): string => text.trim().replace(/[。.；;，,]+$/, '');

/** 定任务, where it says more than what was found. */
function taskOf({ finding }: CaseFacts): string | null {
  const task = finding.fixings?.task.trim() ?? '';
  return task === '' || phrase(task) === phrase(finding.description) ? null : task;
}

interface Said {
  title?: string;
  blocks: Block[];
}
type Says = (facts: CaseFacts, notice: Notice | null) => Said;

// ── 交办 ──

const assignment: Says = (facts) => {
  const { fixings } = facts.finding;
  return {
    title: '督查问题交办单',
    blocks: [
      body(`经${INSPECTION_TEAM}实地督查，发现下列问题。现交你单位办理，请按“五定”要求抓紧整改，按时反馈。`),
      fields([
        ...caseFields(facts),
        [
          ['定领导', fixings?.leader ?? '请于签收时报送'],
          ['定部门', facts.unit(fixings?.unitId ?? null)],
        ],
        [['定任务', taskOf(facts) ?? `对“${phrase(facts.finding.description)}”整改到位`]],
        [
          [
            '定进度',
            [
              ...(fixings?.milestones ?? []).map(({ name, date }) => `${date} ${name}`),
              `${dueOrPending(deadlineOf(facts))} 前完成整改并反馈`,
            ].join('\n'),
          ],
        ],
        [
          ['定责任', fixings?.officer ?? '请于签收时报送'],
          ['协办单位', copiesOf(facts).join('、') || '无'],
        ],
      ]),
      body(
        '反馈要求：逐项说明整改措施和结果，每项问题附整改后照片，拍摄角度与整改前一致；不属本单位职责的，请在退回时限内书面提出并写明依据和建议承办单位。',
      ),
      ...photoPairs(facts, defectTitle(facts)),
      receiptBox(),
    ],
  };
};

// ── 督办 ──

const overdueFields = (facts: CaseFacts): Block =>
  fields([
    ...caseFields(facts),
    [
      ['整改时限', dueZh(deadlineOf(facts))],
      ['时限状态', timelinessZh(facts)],
    ],
    [
      ['当前环节', statusZh(facts)],
      ['整改轮次', `第${facts.finding.cycle}轮`],
    ],
    [['时限说明', facts.explained.join('\n') || '—']],
  ]);

const reply = (facts: CaseFacts, notice: Notice | null): Block[] => {
  const clock = notice && facts.finding.clocks[`${notice.id}.reply`];
  return clock?.dueAt ? [body(`请于${dueZh(clock.dueAt)}前书面回复办理情况。`)] : [];
};

const instructions = (facts: CaseFacts): Block[] => {
  const { instructions: given } = facts.finding;
  return given.length === 0
    ? []
    : [chapter('领导批示'), ...given.map(({ text, at }) => body(`“${text}”（${dateZh(at)}）`))];
};

const reminder: Says = (facts) => ({
  blocks: [
    body(`你单位承办的${facts.number}号问题整改时限为${dueZh(deadlineOf(facts))}，请抓紧整改并按时反馈。`),
    overdueFields(facts),
  ],
});

const urge: Says = (facts, notice) => ({
  blocks: [
    body(
      `你单位承办的${facts.number}号问题，整改时限为${dueZh(deadlineOf(facts))}，截至${momentZh(facts.at)}${timelinessZh(facts)}。现予催办，请立即组织整改。`,
    ),
    overdueFields(facts),
    ...reply(facts, notice),
    receiptBox(),
  ],
});

/** Why it is supervised: late, or not mended as it was reported, or ordered so. */
function causeZh(facts: CaseFacts): string {
  if (timeliness(facts.finding, facts.at).state === 'overdue') return `截至${momentZh(facts.at)}${timelinessZh(facts)}`;
  return facts.finding.cycle > 1 ? '经核查整改不到位，已退回重办' : '经研究须重点督办';
}

const supervision: Says = (facts, notice) => ({
  ...(notice?.class === 'paper' && {
    title: `关于${facts.number}号问题的${notice.colour ? COLOUR_ZH[notice.colour] : ''}督办通知`,
  }),
  blocks: [
    body(
      `你单位承办的${facts.number}号问题，整改时限为${dueZh(deadlineOf(facts))}，${causeZh(facts)}。现予${notice?.colour ? COLOUR_ZH[notice.colour] : ''}督办。`,
    ),
    chapter('一、督办事由'),
    overdueFields(facts),
    ...photoPairs(facts, defectTitle(facts), 3),
    ...instructions(facts),
    chapter('二、办理要求'),
    body(
      notice?.colour === 'red'
        ? '请你单位主要负责同志牵头，立即整改到位；确有困难的，当面说明情况并提出确切完成时间。对仍不整改的，将按规定提请约谈、通报。'
        : '请你单位分管负责同志牵头，立即整改到位，并说明逾期原因。对仍不整改的，将按规定升级督办。',
    ),
    ...reply(facts, notice),
    ...(notice?.class === 'paper' ? [] : [receiptBox()]),
  ],
});

const rectification: Says = (facts) => {
  const recheck = facts.finding.lookBacks[0]?.dueAt ?? null;
  return {
    blocks: [
      body(`经${INSPECTION_TEAM}于${dateZh(foundAt(facts))}检查，你单位存在下列问题，现通知限期整改。`),
      fields([
        [
          ['受检单位', facts.unit(leadUnitId(facts))],
          ['检查日期', dateZh(foundAt(facts))],
        ],
        [
          ['检查地点', placeOf(facts)],
          ['问题编号', facts.number],
        ],
        [['存在问题', facts.finding.description]],
        [['依据', basisZh(facts)]],
        [['整改要求', taskOf(facts) ?? `对“${phrase(facts.finding.description)}”逐项整改到位，举一反三，防止反弹。`]],
        [
          ['整改期限', dueOrPending(deadlineOf(facts))],
          ['复查日期', recheck === null ? '反馈后由督查组确定' : dateZh(recheck)],
        ],
      ]),
      ...photoPairs(facts, defectTitle(facts), 3),
      receiptBox(),
      note('受检单位对本通知有异议的，可在签收后按规定提出；提出异议不停止整改。'),
    ],
  };
};

// ── 反馈、核查、销号 ──

const feedback: Says = (facts) => {
  const { finding } = facts;
  const last = finding.submissions.findLast(({ outcome }) => outcome !== 'sent_back') ?? finding.submissions.at(-1);
  return {
    title: `关于${facts.number}号问题整改情况的报告`,
    blocks: [
      chapter('一、问题基本情况'),
      fields(caseFields(facts)),
      chapter('二、整改情况'),
      body(last?.text ?? '（尚未反馈）'),
      fields([
        [
          ['反馈时间', momentOr(last?.submittedAt ?? null, '待单位负责人审签')],
          ['整改时限', dueZh(last?.dueAt ?? deadlineOf(facts))],
        ],
        [
          ['是否按期', last?.inTime === undefined || last.inTime === null ? '—' : last.inTime ? '是' : '否'],
          ['整改轮次', `第${last?.cycle ?? finding.cycle}轮`],
        ],
      ]),
      ...photoPairs(facts, defectTitle(facts)),
      opinionBoxes(['单位负责人审签（盖章）']),
    ],
  };
};

const MODE_ZH = { photo: '图片核查', site: '现场核查', sampled: '抽样核查' } as const;

const verification: Says = (facts) => {
  const { finding } = facts;
  const [passed, failed] = [lastEvent(facts, 'verified'), lastEvent(facts, 'verification_failed')];
  const latest = (passed?.at ?? 0) >= (failed?.at ?? 0) ? passed : failed;
  const outcome = latest === undefined ? '待核查' : latest.type === 'verified' ? '通过' : `不通过：${latest.reason}`;
  return {
    title: '整改情况核查单',
    blocks: [
      fields([
        ...caseFields(facts),
        [
          ['责任单位', facts.unit(leadUnitId(facts))],
          ['整改轮次', `第${finding.cycle}轮`],
        ],
        [['反馈情况', finding.submissions.at(-1)?.text ?? '（尚未反馈）']],
        [
          ['核查方式', latest ? MODE_ZH[latest.mode] : '—'],
          ['核查时间', momentOr(latest?.at ?? null)],
        ],
        [['核查结果', outcome]],
      ]),
      ...photoPairs(facts, defectTitle(facts)),
      opinionBoxes(['核查组意见']),
    ],
  };
};

const writeOff: Says = (facts) => {
  const { finding } = facts;
  const granted = finding.writeOff.granted.map(({ at }, index) => [`第${index + 1}级`, '同意销号', momentZh(at)]);
  return {
    title: '督查问题销号单',
    blocks: [
      fields([
        ...caseFields(facts),
        [
          ['责任单位', facts.unit(leadUnitId(facts))],
          ['整改时限', dueZh(finding.submissions.at(-1)?.dueAt ?? deadlineOf(facts))],
        ],
        [
          [
            '整改情况',
            finding.submissions.at(-1)?.text ?? (finding.witnessed ? '随机查、马上改，督查组现场见证整改。' : '—'),
          ],
        ],
        [
          ['核查方式', finding.verification ? MODE_ZH[finding.verification.mode] : '—'],
          ['核查时间', momentOr(finding.verification?.at ?? null)],
        ],
        [
          ['销号时间', momentOr(finding.writtenOffAt, '待审批')],
          ['当前环节', statusZh(facts)],
        ],
      ]),
      ...(granted.length > 0
        ? [
            {
              type: 'table' as const,
              columns: [
                { heading: '审批层级', width: 2, align: 'center' as const },
                { heading: '意见', width: 3, align: 'center' as const },
                { heading: '时间', width: 4, align: 'center' as const },
              ],
              rows: granted,
            },
          ]
        : []),
      ...photoPairs(facts, defectTitle(facts)),
      ...(granted.length > 0 ? [] : [opinionBoxes(['核查组意见', '督查机构意见'])]),
    ],
  };
};

// ── 申请与裁定 ──

const latestRequest = ({ finding }: CaseFacts, kind: Request['kind']): Request | undefined =>
  finding.requests.findLast((request) => request.kind === kind);

const DECIDED = { open: '待审批', granted: '同意', refused: '不同意', lapsed: '已失效' } as const;

const extension: Says = (facts) => {
  const asked = latestRequest(facts, 'extension');
  const clock = judging(facts);
  return {
    title: '整改延期审批表',
    blocks: [
      fields([
        ...caseFields(facts),
        [
          ['申请单位', facts.unit(leadUnitId(facts))],
          ['申请时间', momentOr(asked?.askedAt ?? null)],
        ],
        [
          ['整改时限', dueZh(deadlineOf(facts))],
          ['申请延长', asked?.amount && clock ? lengthZh(clock.unit, asked.amount) : '—'],
        ],
        [['申请理由', asked?.reason ?? '（请填写）']],
        [
          ['审批结果', asked ? DECIDED[asked.status] : '—'],
          ['答复时限', dueZh(asked?.replyDueAt ?? null)],
        ],
      ]),
      opinionBoxes(['申请单位负责人意见（盖章）', '督查机构意见', '批准人意见']),
      note('延期应在时限届满前提出，以提出时间为准；紧急事项不予延期；事后批准的延期单独标注，不消除逾期记录。'),
    ],
  };
};

const suspension: Says = (facts) => {
  const asked = latestRequest(facts, 'suspension');
  const since = facts.finding.suspensions.at(-1);
  return {
    title: '挂账（暂缓）审批表',
    blocks: [
      fields([
        ...caseFields(facts),
        [
          ['申请单位', facts.unit(leadUnitId(facts))],
          ['申请时间', momentOr(asked?.askedAt ?? since?.since ?? null)],
        ],
        [['挂账理由', asked || since ? facts.reason((asked ?? since)!.reason) : '（请填写）']],
        [['依据', asked?.basis ?? '—']],
        [
          ['挂账至', dueZh(asked?.until ?? since?.until ?? null)],
          ['审批结果', asked ? DECIDED[asked.status] : since ? '同意' : '—'],
        ],
      ]),
      opinionBoxes(['申请单位负责人意见（盖章）', '督查机构意见', '批准人意见']),
      note('挂账必有到期日；到期自动恢复计时，不另行通知。'),
    ],
  };
};

const returnRuling: Says = (facts) => {
  const asked = latestRequest(facts, 'return');
  const upheld = lastEvent(facts, 'return_upheld');
  return {
    title: '退回裁定单',
    blocks: [
      fields([
        ...caseFields(facts),
        [
          [
            '申请单位',
            facts.unit(
              asked ? (facts.finding.lines.find(({ id }) => id === asked.lineId)?.unitId ?? null) : leadUnitId(facts),
            ),
          ],
          ['申请时间', momentOr(asked?.askedAt ?? null)],
        ],
        [['退回理由', asked ? facts.reason(asked.reason) : '（请填写）']],
        [['依据', asked?.basis ?? '—']],
        [
          ['建议承办单位', facts.unit(asked?.proposedUnitId ?? null)],
          ['裁定时限', dueZh(asked?.replyDueAt ?? null)],
        ],
        [
          [
            '裁定结果',
            asked === undefined
              ? '—'
              : { open: '待裁定', granted: '退回成立', refused: '退回不成立，由原承办单位继续办理', lapsed: '已失效' }[
                  asked.status
                ],
          ],
          [
            '裁定时间',
            momentOr(
              upheld && asked?.status === 'granted' ? upheld.at : (lastEvent(facts, 'return_refused')?.at ?? null),
            ),
          ],
        ],
      ]),
      opinionBoxes(['督查机构裁定意见（盖章）']),
      note('退回不停止计时；裁定成立的时间予以扣除，不成立的计入；两次退回后的裁定为终局。'),
    ],
  };
};

const cancellation: Says = (facts, notice) => {
  const cancelled = facts.finding.notices.find(({ id }) => id === notice?.cancels);
  const withdrawn = facts.events.findLast(
    (event) => event.type === 'notice_moved' && event.to === 'withdrawn' && event.noticeId === notice?.cancels,
  );
  const why = withdrawn?.type === 'notice_moved' ? withdrawn.note : null;
  return {
    blocks: [
      body(
        `我单位${cancelled ? `于${dateZh(cancelled.at)}制发的《${cancelled.title}》` : '前件'}自即日起撤销，不再执行。`,
      ),
      fields([
        [
          ['问题编号', facts.number],
          ['撤销件', cancelled?.title ?? '—'],
        ],
        [['撤销理由', why ?? '—']],
      ]),
      body('原件编号保留，不再使用；请妥善保存本单并在原件上注明。'),
    ],
  };
};

// ── 函、约谈、结论 ──

const hintLetter: Says = (facts, notice) => ({
  title: `关于${facts.number}号问题的提示函`,
  blocks: [
    body(
      `经${INSPECTION_TEAM}督查，在${placeOf(facts)}发现“${phrase(facts.finding.description)}”。该事项属贵单位职责范围，特函提示，请予研究处理。`,
    ),
    fields([
      ...caseFields(facts),
      [
        ['建议完成时间', dueZh(deadlineOf(facts))],
        ['当前情况', timelinessZh(facts)],
      ],
    ]),
    ...photoPairs(facts, defectTitle(facts), 3),
    ...reply(facts, notice),
    body('请将办理情况函告我单位。'),
  ],
});

const coordinationLetter: Says = (facts, notice) => ({
  title: `关于商请协调处理${facts.number}号问题的函`,
  blocks: [
    body(`为推动${placeOf(facts)}有关问题尽快解决，现就需贵单位支持事项商请如下。`),
    fields([
      ...caseFields(facts),
      [
        ['建议完成时间', dueZh(deadlineOf(facts))],
        ['当前情况', timelinessZh(facts)],
      ],
    ]),
    ...photoPairs(facts, defectTitle(facts), 3),
    chapter('商请事项'),
    body(taskOf(facts) ?? `对“${phrase(facts.finding.description)}”予以处理或明确办理意见。`),
    ...reply(facts, notice),
    body('请予支持为盼。'),
  ],
});

const transferLetter: Says = (facts) => {
  const { transfer } = facts.finding;
  return {
    title: `关于移交${facts.number}号问题的函`,
    blocks: [
      body(`经${INSPECTION_TEAM}督查，下列事项不属本级处理权限，现移交${transfer?.toUnit ?? '贵单位'}办理。`),
      fields(caseFields(facts)),
      body('请核收后出具回执，并将办理结果函告我单位。未签收前，本事项仍由我单位督办。'),
      ...photoPairs(facts, defectTitle(facts), 3),
      receiptBox(),
    ],
  };
};

const talk: Says = (facts) => ({
  blocks: [
    body(
      `你单位承办的${facts.number}号问题，整改时限为${dueZh(deadlineOf(facts))}，${timelinessZh(facts)}，经多次督办仍未整改到位。经研究，决定对你单位进行约谈。现将有关事项通知如下。`,
    ),
    chapter('一、约谈事由'),
    fields([
      ...caseFields(facts),
      [
        ['整改时限', dueZh(deadlineOf(facts))],
        ['时限状态', timelinessZh(facts)],
      ],
    ]),
    chapter('二、约谈安排'),
    fields([
      [
        ['约谈时间', '　　年　月　日　时'],
        ['约谈地点', '　'],
      ],
      [
        ['约谈人', '　'],
        ['被约谈人', `${facts.unit(leadUnitId(facts))}主要负责同志`],
      ],
    ]),
    chapter('三、有关要求'),
    body('请被约谈人准备书面材料，说明未按期整改的原因、下一步措施和完成时间，无特殊情况不得委托他人参加。'),
  ],
});

const conclusion: Says = (facts) => {
  const { finding } = facts;
  const { submissions } = finding;
  return {
    title: `关于${facts.number}号问题的督查结论`,
    blocks: [
      chapter('一、督查基本情况'),
      fields([
        ...caseFields(facts),
        [
          ['责任单位', facts.unit(leadUnitId(facts))],
          ['交办时间', momentOr(finding.lines[0]?.assignedAt ?? null)],
        ],
      ]),
      chapter('二、整改和核查情况'),
      body(
        submissions.at(-1)?.text ??
          (finding.witnessed ? '问题已在督查组见证下当场整改。' : '责任单位尚未反馈整改情况。'),
      ),
      body(`截至${momentZh(facts.at)}，该问题${statusZh(facts)}，${timelinessZh(facts)}，共整改${finding.cycle}轮。`),
      ...photoPairs(facts, defectTitle(facts), 3),
      chapter('三、结论'),
      body(
        finding.writtenOffAt !== null
          ? `经核查并按程序审批，该问题已于${dateZh(finding.writtenOffAt)}销号。`
          : '该问题尚未销号，请责任单位继续整改。',
      ),
      body(
        '你单位对本结论有异议的，可自收到之日起30日内书面申请复核；复核由未参与本次督查的人员办理，30日内作出决定。',
      ),
    ],
  };
};

const reviewDecision: Says = (facts) => {
  const review = facts.finding.reviews.at(-1);
  const asked = lastEvent(facts, 'review_requested');
  const decided = lastEvent(facts, 'review_decided');
  const outcome =
    review?.outcome === 'changed' ? '变更原督查结论' : review?.outcome === 'upheld' ? '维持原督查结论' : '（待复核）';
  return {
    title: `关于${facts.number}号问题督查结论的复核决定书`,
    blocks: [
      body(`你单位对${facts.number}号问题督查结论提出的复核申请收悉。经指定未参与原督查的人员复核，现决定如下。`),
      chapter('一、申请复核的理由'),
      body(asked?.reason ?? '—'),
      chapter('二、复核查明的情况'),
      body(decided?.reason ?? '（待复核）'),
      chapter('三、复核决定'),
      body(`${outcome}。本决定为最终决定。`),
      fields([
        [
          ['申请时间', momentOr(review?.at ?? null)],
          ['决定时间', momentOr(decided?.at ?? null)],
        ],
      ]),
    ],
  };
};

const SAYS: Record<FindingPaperKind, Says> = {
  assignment,
  reminder,
  urge,
  supervision,
  rectification,
  feedback,
  'write-off': writeOff,
  verification,
  extension,
  suspension,
  'return-ruling': returnRuling,
  cancellation,
  'hint-letter': hintLetter,
  'coordination-letter': coordinationLetter,
  'transfer-letter': transferLetter,
  talk,
  conclusion,
  'review-decision': reviewDecision,
};

// ── 一单多件 ──

/** 交办单 of a round or list: one paper, its items as a table, one signature (一次签收). */
export function dispatchPaper(cases: readonly CaseFacts[], unitName: string): PaperContent {
  const [first] = cases;
  if (!first) throw new RangeError('a 交办单 of nothing');
  return {
    kind: 'assignment',
    form: 'slip',
    issuer: first.issuer,
    title: '督查问题交办单',
    colour: null,
    to: [unitName],
    copies: [...new Set(cases.flatMap((each) => copiesOf(each)))],
    blocks: [
      body(
        `经${INSPECTION_TEAM}实地督查，发现属你单位办理的问题${cases.length}件，现一并交办（详见下表）。请按“五定”要求抓紧整改，逐件反馈；一次签收，逐件计时。`,
      ),
      {
        type: 'table',
        columns: [
          { heading: '序号', width: 8, align: 'center' },
          { heading: '编号', width: 26, align: 'center' },
          { heading: '点位', width: 28 },
          { heading: '问题描述', width: 43 },
          { heading: '定领导/责任人', width: 22 },
          { heading: '整改时限', width: 24, align: 'center' },
        ],
        rows: cases.map((facts, index) => {
          const { fixings, description } = facts.finding;
          return [
            `${index + 1}`,
            facts.number,
            placeOf(facts),
            briefly(description, 80),
            [fixings?.leader, fixings?.officer].filter(Boolean).join('／') || '请报送',
            deadlineOf(facts) === null ? dueOrPending(null) : dueShortZh(deadlineOf(facts), facts.at),
          ];
        }),
      },
      body(
        '反馈要求：逐件说明整改措施和结果，每项问题附整改后照片；不属本单位职责的，请在退回时限内书面提出并写明依据和建议承办单位。',
      ),
      receiptBox(),
    ],
    asOf: first.at,
  };
}
