import type { Instant } from '#calendar';
import type { ScoreEntry } from './ledger';
import type { AssessmentSnapshot } from './snapshot';

/** 版次: draft → appeal window → published; a correction is a new edition that cites the old. */
export interface Edition {
  id: string;
  status: 'draft' | 'appealable' | 'published' | 'superseded';
  /** The edition that this one corrects. */
  corrects: string | null;
  supersededBy: string | null;
  computedAt: Instant;
  appealsUntil: Instant | null;
  appeals: Appeal[];
  publishedAt: Instant | null;
  publishedBy: string | null;
}

export interface Appeal {
  id: string;
  unitId: string;
  entryId: string;
  text: string;
  askedAt: Instant;
  askedBy: string;
  upheld: boolean | null;
  ruledBy: string | null;
}

export type EditionEvent = (
  | { type: 'computed'; id: string; corrects: string | null }
  | { type: 'appeals_opened'; until: Instant }
  | { type: 'appealed'; appealId: string; unitId: string; entryId: string; text: string }
  | { type: 'appeal_ruled'; appealId: string; upheld: boolean; reason: string }
  | { type: 'published' }
  | { type: 'superseded'; editionId: string }
) & { at: Instant; by: string | null };

export type EditionCommand =
  | { type: 'compute'; id: string; corrects?: string }
  | { type: 'open-appeals'; until: Instant }
  | { type: 'appeal'; appealId: string; unitId: string; entryId: string; text: string }
  | { type: 'rule-appeal'; appealId: string; upheld: boolean; reason: string }
  | { type: 'publish' }
  | { type: 'supersede'; editionId: string };

export const EDITION_REFUSALS = {
  not_at_this_step: ['当前环节不能这样办理，请按 草案→申诉→发布 办理', 'Follow draft, appeals, publication'],
  window_open: ['申诉期未满，请待期满后发布', 'The appeal window is open: publish after it'],
  window_closed: ['申诉期已过；可申请更正', 'The appeal window has closed: ask for a correction'],
  appeals_open: ['尚有申诉未裁定，请先裁定', 'Rule on the open appeals first'],
  no_such_entry: ['台账无此得分，请核对', 'The ledger has no such entry of this unit: check it'],
  already_appealed: ['该得分已提出申诉', 'This entry is under appeal already'],
  no_such_appeal: ['没有这件待裁申诉', 'No such open appeal'],
  another_person: ['申诉须由他人裁定', 'Another person must rule on it'],
  text_missing: ['请写明理由', 'State the reason'],
} as const satisfies Record<string, readonly [zh: string, en: string]>;
export type EditionRefusal = keyof typeof EDITION_REFUSALS;

export type EditionDecision = { ok: true; event: EditionEvent } | { ok: false; refusal: EditionRefusal };

/** `ledger` is the edition's own: an appeal names one of its unit's entries. */
export function decideEdition(
  edition: Edition | null,
  command: EditionCommand,
  by: string | null,
  at: Instant,
  ledger: readonly ScoreEntry[],
): EditionDecision {
  const refusal = refusalOf(edition, command, by, at, ledger);
  return refusal ? { ok: false, refusal } : { ok: true, event: { ...eventOf(command), at, by } };
}

const STEPS: Record<Exclude<EditionCommand['type'], 'compute'>, readonly Edition['status'][]> = {
  'open-appeals': ['draft'],
  appeal: ['appealable'],
  'rule-appeal': ['appealable'],
  publish: ['appealable'],
  // Before its publication by the edition that holds what its appeals have changed.
  supersede: ['appealable', 'published'],
};

function refusalOf(
  edition: Edition | null,
  command: EditionCommand,
  by: string | null,
  at: Instant,
  ledger: readonly ScoreEntry[],
): EditionRefusal | null {
  if (command.type === 'compute') return edition ? 'not_at_this_step' : null;
  if (!edition || !STEPS[command.type].includes(edition.status)) return 'not_at_this_step';
  switch (command.type) {
    case 'appeal':
      return refusalOfAppeal(edition, command, at, ledger);
    case 'rule-appeal': {
      const appeal = edition.appeals.find(({ id, upheld }) => id === command.appealId && upheld === null);
      if (!appeal) return 'no_such_appeal';
      if (appeal.askedBy === by) return 'another_person';
      return command.reason.trim() ? null : 'text_missing';
    }
    case 'supersede':
      return edition.status === 'published' ? null : refusalOfEnd(edition, at);
    case 'publish':
      return refusalOfEnd(edition, at);
    default:
      return null;
  }
}

/** Neither published nor replaced while somebody may still appeal or waits for a ruling. */
function refusalOfEnd({ appealsUntil, appeals }: Edition, at: Instant): EditionRefusal | null {
  if (appealsUntil !== null && at < appealsUntil) return 'window_open';
  return appeals.some(({ upheld }) => upheld === null) ? 'appeals_open' : null;
}

function refusalOfAppeal(
  edition: Edition,
  { unitId, entryId, text }: Extract<EditionCommand, { type: 'appeal' }>,
  at: Instant,
  ledger: readonly ScoreEntry[],
): EditionRefusal | null {
  if (edition.appealsUntil !== null && at >= edition.appealsUntil) return 'window_closed';
  const entry = ledger.find(({ id }) => id === entryId);
  if (!entry || entry.unitId !== unitId || entry.reverses !== null) return 'no_such_entry';
  if (edition.appeals.some((one) => one.entryId === entryId)) return 'already_appealed';
  return text.trim() ? null : 'text_missing';
}

type EventFacts<T> = T extends unknown ? Omit<T, 'at' | 'by'> : never;

function eventOf(command: EditionCommand): EventFacts<EditionEvent> {
  switch (command.type) {
    case 'compute':
      return { type: 'computed', id: command.id, corrects: command.corrects ?? null };
    case 'open-appeals':
      return { type: 'appeals_opened', until: command.until };
    case 'appeal':
      return { ...command, type: 'appealed' };
    case 'rule-appeal':
      return { ...command, type: 'appeal_ruled' };
    case 'publish':
      return { type: 'published' };
    case 'supersede':
      return { type: 'superseded', editionId: command.editionId };
  }
}

/** Folds one event into the edition. */
export function evolveEdition(edition: Edition | null, event: EditionEvent): Edition {
  if (event.type === 'computed') return born(event);
  if (!edition) throw new Error(`edition event ${event.type} before it was computed`);
  switch (event.type) {
    case 'appeals_opened':
      return { ...edition, status: 'appealable', appealsUntil: event.until };
    case 'appealed':
      return { ...edition, appeals: [...edition.appeals, appealOf(event)] };
    case 'appeal_ruled':
      return {
        ...edition,
        appeals: edition.appeals.map((one) =>
          one.id === event.appealId ? { ...one, upheld: event.upheld, ruledBy: event.by } : one,
        ),
      };
    case 'published':
      return { ...edition, status: 'published', publishedAt: event.at, publishedBy: event.by };
    case 'superseded':
      return { ...edition, status: 'superseded', supersededBy: event.editionId };
  }
}

const born = ({ id, corrects, at }: Extract<EditionEvent, { type: 'computed' }>): Edition => ({
  id,
  status: 'draft',
  corrects,
  supersededBy: null,
  computedAt: at,
  appealsUntil: null,
  appeals: [],
  publishedAt: null,
  publishedBy: null,
});

const appealOf = ({
  appealId,
  unitId,
  entryId,
  text,
  at,
  by,
}: Extract<EditionEvent, { type: 'appealed' }>): Appeal => ({
  id: appealId,
  unitId,
  entryId,
  text,
  askedAt: at,
  askedBy: by ?? '',
  upheld: null,
  ruledBy: null,
});

/** What the snapshot of the published text must hold of the appeals. */
export const upheldIn = ({ appeals }: Edition): AssessmentSnapshot['upheld'] =>
  appeals.flatMap(({ id, entryId, upheld }) => (upheld ? { appealId: id, entryId } : []));
