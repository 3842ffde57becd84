import type { Schemas } from '../../api/queries';
import { dayOf } from '../../design/dates';
import type { Finding } from './queries';
import type { LogKind } from './search';

export type RecordedEvent = Schemas['RecordedEvent'];

/** What the record says by codes and ids, in words. */
export interface Names {
  unit(id: unknown): string;
  word(group: WordGroup, code: unknown): string;
  /** How much a clock is given or has used. */
  amount(quanta: unknown, clockId: string): string;
  moment(instant: unknown): string;
  rung(rung: Rung): string;
  paper(title: string): string;
  list(words: string[]): string;
}

export type WordGroup =
  | 'clock'
  | 'step'
  | 'colour'
  | 'position'
  | 'reason'
  | 'outcome'
  | 'why'
  | 'life'
  | 'mode'
  | 'fact'
  | 'command'
  | 'to'
  | 'choice'
  | 'severity'
  | 'urgency';

export interface Rung {
  slip?: string | null;
  colour?: string | null;
  measure?: string | null;
  listIn?: string | null;
}

/** One line of the timeline. */
export interface Entry {
  seq: number;
  at: string;
  by: RecordedEvent['by'];
  kind: LogKind;
  cycle: number;
  /** Below `event.` of the texts. */
  key: string;
  params: Record<string, string>;
  /** What somebody wrote. */
  quote: string | null;
  photos: string[];
  /** Which clocks it was about; shown as `clock`. */
  clocks: string[];
}

type Facts = Record<string, unknown>;
interface Telling {
  variant?: string;
  params?: Record<string, string>;
  quote?: unknown;
  photos?: unknown;
}
type Tell = (facts: Facts, known: { finding: Finding; names: Names }) => Telling;

const of = (value: unknown): Facts => (typeof value === 'object' && value !== null ? (value as Facts) : {});
const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const said =
  (key: string): Tell =>
  (facts) => ({ quote: facts[key] });

const unitOfLine = (finding: Finding, lineId: unknown): string | null =>
  finding.lines.find(({ id }) => id === lineId)?.unitId ?? null;

/** `3f2a.rectify` belongs to the kind that the case's own clock of that id has. */
const clockOf = (finding: Finding, id: unknown) => finding.clocks.find((clock) => clock.id === id);

const ofClock: Tell = ({ clockId }, { finding, names }) => {
  const clock = clockOf(finding, clockId);
  return { params: { clock: names.word('clock', clock?.kind) } };
};

const ofLine =
  (variant?: (facts: Facts) => string): Tell =>
  (facts, { finding, names }) => ({
    ...(variant && { variant: variant(facts) }),
    params: { unit: names.unit(unitOfLine(finding, facts.lineId)) },
    quote: facts.text,
    photos: facts.evidence,
  });

const verdict: Tell = ({ mode, sham, reason }, { names }) => ({
  ...(sham === true && { variant: 'sham' }),
  params: { mode: names.word('mode', mode) },
  quote: reason,
});

const noticeOf = (finding: Finding, id: unknown) => finding.notices.find((notice) => notice.id === id);

const slip = (names: Names, { title, colour }: { title?: unknown; colour?: unknown }): string =>
  names.rung({ slip: typeof title === 'string' ? title : '', colour: colour as string | null });

const request =
  (part: (request: Facts, names: Names, finding: Finding) => Record<string, string>): Tell =>
  (facts, { finding, names }) => {
    const asked = of(facts.request);
    const params = { unit: names.unit(unitOfLine(finding, asked.lineId)), ...part(asked, names, finding) };
    return { params, quote: asked.kind === 'extension' ? asked.reason : asked.basis };
  };

/** What each kind of event tells beside its name; those that are not here tell their name alone. */
const TELLINGS: Record<string, Tell> = {
  filed: ({ facts }) => ({ quote: of(facts).description, photos: of(facts).evidence }),
  opened: ({ facts }) => ({ quote: of(facts).description, photos: of(facts).evidence }),
  steps_set: ({ steps }, { names }) => ({
    params: {
      steps: listed(steps)
        .map((step) => names.word('step', of(step).zh))
        .join(' → '),
    },
  }),
  amended: ({ facts }, { names }) => ({
    params: {
      facts: names.list(
        Object.keys(of(facts))
          .filter((key) => key !== 'missing')
          .map((key) => names.word('fact', key)),
      ),
    },
  }),
  passed_on: ({ level }) => ({ variant: typeof level === 'string' ? level : 'office' }),
  passed_back: ({ level, reason }) => ({ variant: String(level), quote: reason }),
  settled_in_chain: ({ level }) => ({ variant: String(level) }),
  dismissed: said('reason'),
  assigned: ({ fixings, mode }, { names }) => ({
    variant: String(mode),
    params: { unit: names.unit(of(fixings).unitId) },
    quote: of(fixings).task,
  }),
  line_opened: ({ line }, { names }) => ({
    variant: of(line).parentId ? 'down' : String(of(line).role),
    params: { unit: names.unit(of(line).unitId) },
  }),
  line_signed: ofLine(({ how }) => String(how)),
  line_closed: ({ lineId, why, booked }, { finding, names }) => ({
    variant: booked === null ? 'unbooked' : 'booked',
    params: {
      unit: names.unit(unitOfLine(finding, lineId)),
      why: names.word('why', why),
      used: booked === null ? '' : names.amount(booked, `${String(lineId)}.`),
    },
  }),
  recalled: ofLine(),
  return_requested: request(({ reason, proposedUnitId }, names) => ({
    reason: names.word('reason', reason),
    proposed: proposedUnitId ? names.unit(proposedUnitId) : '—',
  })),
  return_upheld: ({ outcome }, { names }) => ({ params: { outcome: names.word('outcome', outcome) } }),
  return_refused: ({ binding }) => ({ variant: binding === true ? 'binding' : 'once' }),
  progress_reported: ofLine(),
  step_completed: ({ step, evidence }, { finding, names }) => ({
    params: { step: names.word('step', finding.steps.find(({ code }) => code === step)?.zh) },
    photos: evidence,
  }),
  extension_requested: request(({ amount, lineId }, names) => ({ amount: names.amount(amount, `${String(lineId)}.`) })),
  extension_granted: ({ late }) => ({ variant: late === true ? 'late' : 'in_time' }),
  suspension_requested: request(({ reason, until }, names) => ({
    reason: names.word('reason', reason),
    until: names.moment(until),
  })),
  suspended: ({ suspension }, { names }) => ({
    params: { reason: names.word('reason', of(suspension).reason), until: names.moment(of(suspension).until) },
  }),
  suspension_ended: ({ how }) => ({ variant: String(how) }),
  urged: said('text'),
  reason_stated: ({ plea }, { finding, names }) => ({
    params: { unit: names.unit(unitOfLine(finding, of(plea).lineId)) },
    quote: of(plea).reason,
  }),
  reason_accepted: ({ until, reason }, { names }) => ({ params: { until: names.moment(until) }, quote: reason }),
  reason_refused: said('reason'),
  started_higher: ({ colour, reason }, { names }) => ({
    params: { colour: names.word('colour', colour) },
    quote: reason,
  }),
  line_answered: ofLine(),
  feedback_drafted: ({ submission }) => ({ quote: of(submission).text, photos: of(submission).evidence }),
  feedback_sent_back: said('reason'),
  submitted: ({ submission }, { names }) => ({
    variant: of(submission).inTime === false ? 'late' : 'in_time',
    params: { unit: names.unit(of(submission).unitId) },
    quote: of(submission).text,
    photos: of(submission).evidence,
  }),
  verdict_excused: ({ inTime, dueAt }, { names }) => ({
    variant: inTime === true ? 'in_time' : 'late',
    params: { due: names.moment(dueAt) },
  }),
  verified: verdict,
  verification_failed: verdict,
  witnessed: ({ evidence }) => ({ photos: evidence }),
  level_approved: ({ level }, { names }) => ({ params: { level: names.word('position', level) } }),
  write_off_rejected: ({ to, reason }, { names }) => ({ params: { to: names.word('to', to) }, quote: reason }),
  objected: said('reason'),
  objection_upheld: said('reason'),
  objection_refused: said('reason'),
  look_back_failed: said('reason'),
  review_requested: said('reason'),
  review_decided: ({ outcome, reason }) => ({ variant: String(outcome), quote: reason }),
  transfer_sent: ({ toUnit, letter }) => ({ params: { to: String(toUnit) }, quote: letter }),
  transfer_refused: said('reason'),
  void_proposed: said('reason'),
  voided: said('reason'),
  merged: said('reason'),
  unmerged: said('reason'),
  absorbed: ({ evidence }) => ({ photos: evidence }),
  instructed: ({ instruction }, { names }) => ({
    params: { unit: names.unit(of(instruction).toUnitId) },
    quote: of(instruction).text,
  }),
  instruction_replied: said('text'),
  commented: said('text'),
  called_back: ({ satisfied, atFault, text }) => ({
    variant: satisfied === true ? 'satisfied' : atFault === true ? 'at_fault' : 'unsatisfied',
    quote: text,
  }),
  taken_back: ({ command }, { names }) => ({ params: { command: names.word('command', command) } }),
  clock_started: ({ clock }, { names }) => ({
    params: { clock: names.word('clock', of(clock).kind) },
  }),
  clock_paused: ofClock,
  clock_resumed: ofClock,
  clock_stopped: ofClock,
  clock_held: (facts, known) => ({
    params: { ...ofClock(facts, known).params, until: known.names.moment(facts.until) },
  }),
  clock_released: ofClock,
  clock_rescheduled: (facts, known) => ({
    variant: facts.schedule ? 'moved' : 'kept',
    params: {
      ...ofClock(facts, known).params,
      why: known.names.word('why', facts.why),
      due: known.names.moment(of(facts.schedule).dueAt),
    },
  }),
  rung_fired: (facts, known) => ({
    params: {
      ...ofClock(facts, known).params,
      rung: known.names.rung(facts as Rung),
      to: known.names.list(listed(facts.to).map((code) => known.names.word('position', code))),
    },
  }),
  reminder_repeated: ofClock,
  notice_written: ({ notice }, { names }) => ({
    variant: of(notice).class === 'paper' ? 'paper' : 'slip',
    params: { notice: slip(names, of(notice)), unit: names.unit(of(notice).unitId) },
  }),
  notice_moved: ({ noticeId, to, note }, { finding, names }) => ({
    params: { notice: slip(names, noticeOf(finding, noticeId) ?? {}), life: names.word('life', to) },
    quote: note,
  }),
};

const AGAIN: ReadonlySet<string> = new Set(['verification_failed', 'objection_upheld', 'look_back_failed']);

/** The whole log as lines, newest first; clocks that start, stop or move together are one line. */
export function entriesOf(events: readonly RecordedEvent[], finding: Finding, names: Names): Entry[] {
  const entries: Entry[] = [];
  let cycle = 1;
  for (const event of events) {
    const entry = entryOf(event, cycle, finding, names);
    const last = entries.at(-1);
    if (last && isSameAct(last, entry)) last.clocks = [...new Set([...last.clocks, ...entry.clocks])];
    else entries.push(entry);
    if (AGAIN.has(event.type) || (event.type === 'write_off_rejected' && event.to === 'rectifying')) cycle += 1;
  }
  return entries.toReversed();
}

function entryOf(event: RecordedEvent, cycle: number, finding: Finding, names: Names): Entry {
  const { seq, type, at, by } = event;
  const { variant, params = {}, quote, photos } = TELLINGS[type]?.(event, { finding, names }) ?? {};
  return {
    seq,
    at,
    by,
    cycle,
    kind: kindOf(type, by),
    key: variant ? `${type}-${variant}` : type,
    params,
    clocks: params.clock === undefined ? [] : [params.clock],
    quote: typeof quote === 'string' && quote !== '' ? quote : null,
    photos: listed(photos).flatMap((photo) => (typeof of(photo).sha256 === 'string' ? [String(of(photo).sha256)] : [])),
  };
}

function kindOf(type: string, by: RecordedEvent['by']): LogKind {
  if (type.startsWith('notice_')) return 'papers';
  if (type.startsWith('clock_') || by === null) return 'clock';
  return 'people';
}

const isSameAct = (one: Entry, next: Entry): boolean =>
  one.key === next.key && one.at === next.at && one.key.startsWith('clock_') && one.params.due === next.params.due;

export interface DayOfEntries {
  day: string;
  cycle: number;
  entries: Entry[];
}

/** By day, and by cycle where a day saw the end of one. */
export function byDay(entries: readonly Entry[]): DayOfEntries[] {
  const days: DayOfEntries[] = [];
  for (const entry of entries) {
    const day = dayOf(entry.at);
    const last = days.at(-1);
    if (last && last.day === day && last.cycle === entry.cycle) last.entries.push(entry);
    else days.push({ day, cycle: entry.cycle, entries: [entry] });
  }
  return days;
}
