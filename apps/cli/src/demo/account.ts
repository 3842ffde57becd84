import { describeSegmentsZh, type Instant, wallTime, type WorkCalendar } from '#calendar';
import { type Event, explainClock, type Finding, timeliness } from '#domain';
import type { DistrictRecord } from '#persistence';

import { CLOCK_WORDS, wordingOf } from './wording';

export interface FindingAccount {
  number: string;
  place: string;
  description: string;
  unit: string;
  status: Finding['status'];
  inTime: boolean | null;
  timeline: { at: string; by: 'person' | 'time'; text: string }[];
  deadlines: { clock: string; dueAt: string; fellDue: boolean; because: string[] }[];
}

export interface ClosingTable {
  filed: number;
  writtenOff: number;
  suspended: number;
  open: number;
  onTimeRate: string;
  rungs: Record<'reminder' | 'blue' | 'yellow' | 'red' | 'proposed', number>;
  deadlinesFellDue: number;
  shamCaught: number;
  bounced: number;
}

/** One finding as it is told: who did what when, what time did, and why every deadline was what it was. */
export async function accountOf(
  id: string,
  record: DistrictRecord,
  calendar: WorkCalendar,
  now: Instant,
): Promise<FindingAccount> {
  const row = await record.findings.read(id);
  if (!row) throw new Error(`no finding ${id}`);
  const events = (await record.findings.events(id)).map(({ event }) => event);
  const units = new Map((await record.directory.units()).map((unit) => [unit.id, unit.name]));
  const lead = row.finding.lines.findLast((line) => line.role === 'lead');
  const facet = timeliness(row.finding, now).state;
  return {
    number: row.number,
    place: row.finding.place.pointName ?? '',
    description: row.finding.description,
    unit: units.get(lead?.unitId ?? '') ?? '（未交办）',
    status: row.finding.status,
    inTime: facet === 'in_time' ? true : facet === 'late' || facet === 'overdue' ? false : null,
    timeline: timelineOf(events, (unitId) => units.get(unitId) ?? unitId),
    deadlines: deadlinesOf(events, calendar, now),
  };
}

const timelineOf = (events: readonly Event[], unitName: (id: string) => string): FindingAccount['timeline'] =>
  events.flatMap((event) => {
    const text = wordingOf(event, unitName);
    return text ? [{ at: wallTime(event.at), by: event.by ? ('person' as const) : ('time' as const), text }] : [];
  });

/** Only what binds somebody: the steps' deadlines and whatever else was run past. */
function deadlinesOf(events: readonly Event[], calendar: WorkCalendar, now: Instant): FindingAccount['deadlines'] {
  const ids = new Set(events.flatMap((event) => (event.type === 'clock_started' ? [event.clock.id] : [])));
  return [...ids].flatMap((id) => {
    const told = explainClock(events, id, calendar);
    if (!told || !CLOCK_WORDS[told.kind] || told.kind === 'case') return [];
    const fellDue = told.dueAt < (told.stoppedAt ?? now);
    if (!fellDue && told.kind !== 'rectify') return [];
    const because = describeSegmentsZh(told.segments, told.measure, { at: told.dueAt, provisional: told.provisional });
    return [{ clock: `${CLOCK_WORDS[told.kind]} ${id}`, dueAt: wallTime(told.dueAt), fellDue, because }];
  });
}

export async function closingTable(
  ids: readonly string[],
  accounts: readonly FindingAccount[],
  record: DistrictRecord,
): Promise<ClosingTable> {
  const logs = await Promise.all(ids.map((id) => record.findings.events(id)));
  const events = logs.flat().map(({ event }) => event);
  const fired = events.filter((event) => event.type === 'rung_fired');
  const submissions = events.filter((event) => event.type === 'submitted').map(({ submission }) => submission);
  const judged = submissions.filter(({ inTime }) => inTime !== null);
  const statuses = accounts.map(({ status }) => status);
  const suspended = await Promise.all(
    ids.map(async (id) => (await record.findings.read(id))?.finding.suspensions.some((s) => s.endedAt === null)),
  );
  const closed = statuses.filter((status) => status === 'archived' || status === 'written_off').length;
  const count = (wanted: (event: (typeof fired)[number]) => boolean) => fired.filter(wanted).length;
  return {
    filed: ids.length,
    writtenOff: closed,
    suspended: suspended.filter(Boolean).length,
    open: statuses.length - closed,
    onTimeRate:
      judged.length === 0
        ? '—'
        : `${((judged.filter(({ inTime }) => inTime).length / judged.length) * 100).toFixed(2)}%`,
    rungs: {
      reminder: count(({ colour, measure }) => colour === null && measure === null),
      blue: count(({ colour }) => colour === 'blue'),
      yellow: count(({ colour }) => colour === 'yellow'),
      red: count(({ colour }) => colour === 'red'),
      proposed: count(({ measure }) => measure !== null),
    },
    deadlinesFellDue: accounts.flatMap(({ deadlines }) => deadlines).filter(({ fellDue }) => fellDue).length,
    shamCaught: events.filter((event) => event.type === 'verification_failed' && event.sham).length,
    bounced: events.filter((event) => event.type === 'look_back_failed').length,
  };
}
