import type { Schemas } from '../../api/queries';
import { dayOf } from '../../design/dates';

type Segment = Schemas['Segment'];
type Why = Segment['why'];

/** A day of the real calendar, and what it meant for a clock. */
export interface Day {
  /** `2026-10-09` */
  date: string;
  /** Monday is 0. */
  weekday: number;
  why: Why;
  /** Days, or milliseconds for clocks in minutes. */
  counted: number;
  /** Of the holiday, the make-up day or the reason of a pause. */
  name: string | undefined;
}

const DAY_MS = 86_400_000;
const ZONE_MS = 8 * 3_600_000;
const MOST_DAYS = 400;
/** What says most about a day that several stretches share. */
const WEIGHT: Record<Why, number> = {
  paused: 8,
  make_up: 7,
  override: 6,
  holiday: 5,
  weekend: 4,
  rolled: 3,
  start_day: 2,
  open: 1,
  closed: 0,
};

/** The segments of an explanation, day by day. */
export function daysOf(segments: readonly Segment[], inDays: boolean): Day[] {
  const days = new Map<string, Day>();
  for (const segment of segments) {
    const parts = partsOf(segment);
    for (const { date, share } of parts) {
      const counted = inDays ? segment.counted / parts.length : segment.counted * share;
      days.set(date, joined(days.get(date), segment, date, counted));
    }
  }
  return [...days.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

function joined(known: Day | undefined, { why, name }: Segment, date: string, counted: number): Day {
  if (!known) return { date, weekday: weekdayOf(date), why, counted, name };
  const stronger = WEIGHT[why] > WEIGHT[known.why];
  return {
    ...known,
    counted: known.counted + counted,
    why: stronger ? why : known.why,
    name: stronger ? (name ?? known.name) : (known.name ?? name),
  };
}

/** The days that a stretch touches, and which share of it lies in each. */
function partsOf({ from, to }: Segment): { date: string; share: number }[] {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const parts: { date: string; share: number }[] = [];
  for (let at = first; at < last && parts.length < MOST_DAYS;) {
    const midnight = Math.floor((at + ZONE_MS) / DAY_MS + 1) * DAY_MS - ZONE_MS;
    const until = Math.min(midnight, last);
    parts.push({ date: dayOf(at), share: (until - at) / (last - first) });
    at = until;
  }
  return parts;
}

const weekdayOf = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
