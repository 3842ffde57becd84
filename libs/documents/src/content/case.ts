import type { Instant } from '#calendar';
import { type Clock, type Event, type EvidenceRef, type Finding, isLead, judgedBy, timeliness } from '#domain';
import type { Block, PaperPhoto } from '../paper';
import { dueZh, lateZh, momentZh, SEVERITY_ZH, SOURCE_ZH, STATUS_ZH, URGENCY_ZH } from '../wording';

/** What the inspected unit sees in the place of whoever found, filed, verified or commented (ruling 12). */
export const INSPECTION_TEAM = '督查组';

/** A finding as of an instant, with what its ids are called. Nobody's name is among it. */
export interface CaseFacts {
  finding: Finding;
  number: string;
  events: readonly Event[];
  at: Instant;
  /** The office whose loop it is. */
  issuer: string;
  unit: (id: string | null) => string;
  category: (code: string | null) => string;
  /** Reason codes by their words: suspension and return reasons. */
  reason: (code: string) => string;
  /** Why the clock that judges is due when it is due; lines of text. */
  explained: string[];
}

export type Fields = [label: string, value: string][][];

export const fields = (rows: Fields): Block => ({ type: 'fields', rows });
export const body = (text: string): Block => ({ type: 'text', style: 'body', text });
export const chapter = (text: string): Block => ({ type: 'text', style: 'chapter', text });
export const note = (text: string): Block => ({ type: 'text', style: 'note', text });

export function placeOf({ finding, unit }: CaseFacts): string {
  const { streetId, communityId, pointName } = finding.place;
  const parts = [streetId && unit(streetId), communityId && unit(communityId), pointName].filter(Boolean) as string[];
  // The point often begins with its community's name.
  return parts.filter((part, index) => !parts[index + 1]?.startsWith(part)).join('') || '—';
}

/** The unit that answers for it, now or last. */
export const leadUnitId = ({ finding }: CaseFacts): string | null => finding.lines.findLast(isLead)?.unitId ?? null;

/** The units that lend a hand, but for the one that it is to. */
export const copiesOf = ({ finding, unit }: CaseFacts, toUnitId: string | null = null): string[] =>
  (finding.fixings?.coUnitIds ?? []).filter((id) => id !== toUnitId).map((id) => unit(id));

export const judging = ({ finding }: CaseFacts): Clock | undefined => judgedBy(finding);

/** When it must be mended by; the last one known where no clock runs. */
export function deadlineOf(facts: CaseFacts): Instant | null {
  const shown = timeliness(facts.finding, facts.at).dueAt;
  return shown ?? judging(facts)?.dueAt ?? facts.finding.submissions.at(-1)?.dueAt ?? null;
}

/** 已逾期3天, or how it stands. */
export function timelinessZh(facts: CaseFacts): string {
  const { state, dueAt } = timeliness(facts.finding, facts.at);
  if (state === 'overdue') {
    const since = judging(facts)?.breachedDueAt ?? dueAt ?? facts.at;
    return `已逾期${lateZh(facts.at - since)}`;
  }
  return {
    none: '尚未起算',
    on_time: '时限内',
    due_soon: '临近到期',
    suspended: '挂账',
    in_time: '按期反馈',
    late: '逾期反馈',
  }[state];
}

/** When it was found: by the camera where it says so, else when it came in. */
export const foundAt = ({ finding }: CaseFacts): Instant => finding.capturedAt ?? finding.filedAt;

/** The case in the head of every paper about it. */
export const caseFields = (facts: CaseFacts): Fields => {
  const { finding, number } = facts;
  return [
    [
      ['问题编号', number],
      ['发现时间', momentZh(foundAt(facts))],
    ],
    [
      ['点位', placeOf(facts)],
      ['问题类别', facts.category(finding.categoryCode)],
    ],
    [
      ['等级缓急', `${SEVERITY_ZH[finding.severity]} · ${URGENCY_ZH[finding.urgency]}`],
      ['问题来源', SOURCE_ZH[finding.source]],
    ],
    [['问题描述', finding.description]],
    ...(finding.subject ? ([[['涉及主体', finding.subject]]] as Fields) : []),
  ];
};

/** The office's last words to the unit on this matter; the inspector's own are no part of a paper. */
export const lastEvent = <Type extends Event['type']>(
  { events }: CaseFacts,
  type: Type,
): Extract<Event, { type: Type }> | undefined =>
  events.findLast((event): event is Extract<Event, { type: Type }> => event.type === type);

/** A photo under what it shows and when it was taken, where the camera says so. */
export const captioned = (photo: EvidenceRef | undefined, what: '整改前' | '整改后'): PaperPhoto | null =>
  photo === undefined
    ? null
    : { sha256: photo.sha256, caption: photo.capturedAt === null ? what : `${what} ${momentZh(photo.capturedAt)}` };

/** Photos of the accepted feedback, else of the last one. */
function afterPhotos({ finding }: CaseFacts): EvidenceRef[] {
  const submitted = finding.submissions.filter(({ evidence }) => evidence.length > 0);
  const chosen = submitted.findLast(({ outcome }) => outcome === 'passed') ?? submitted.at(-1);
  const own = finding.evidence.filter(({ role }) => role === 'after');
  return [...(chosen?.evidence ?? []).filter(({ role }) => role === 'after'), ...own];
}

/** A pair for each defect; at most `most`. */
export function photoPairs(facts: CaseFacts, title: (defect: number) => string, most = 6): Block[] {
  const before = facts.finding.evidence.filter(({ role }) => role === 'before');
  const after = afterPhotos(facts);
  const defects = [...new Set([...before, ...after].map(({ defect }) => defect))].sort((a, b) => a - b).slice(0, most);
  if (defects.length === 0) return [];
  const first = (photos: EvidenceRef[], defect: number) => photos.find((photo) => photo.defect === defect);
  return [
    {
      type: 'photos',
      pairs: defects.map((defect) => ({
        title: title(defect),
        before: captioned(first(before, defect), '整改前'),
        after: captioned(first(after, defect), '整改后'),
      })),
    },
  ];
}

export const defectTitle =
  ({ number, finding }: CaseFacts) =>
  (defect: number): string =>
    finding.defects > 1 ? `${number}　问题${defect}` : number;

/** The words of the policy are data: what a paper rests on names the office's own rule, not a law it did not read. */
export const basisZh = (facts: CaseFacts): string =>
  `《${facts.category(facts.finding.categoryCode)}》整改时限标准及督查交办、核查、销号闭环管理要求`;

export const statusZh = ({ finding }: CaseFacts): string => STATUS_ZH[finding.status];

export const dueOrPending = (at: Instant | null): string => (at === null ? '（交办后起算）' : dueZh(at));
