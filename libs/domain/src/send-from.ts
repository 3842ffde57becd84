import { addDays, civilDate, type Instant, instantOf, type WorkCalendar } from '#calendar';

/** 静默时段: wall times 'HH:mm' in Asia/Shanghai; one that ends before it begins crosses midnight. */
export interface QuietHours {
  from: string;
  to: string;
}

const OFFICE = 'OFFICE';
/** Quiet hours that leave no working hour would silence a person for good: then working hours alone count. */
const MOST_TRIES = 14;

/** `at` itself in office hours, else the next opening: delivery keeps to working hours, the firing does not wait. */
export function nextOpening(calendar: WorkCalendar, at: Instant): Instant {
  for (let date = civilDate(at); ; date = addDays(date, 1)) {
    const open = calendar.day(OFFICE, date).open.find(([, closes]) => at < closes);
    if (open) return Math.max(at, open[0]);
  }
}

/** 送达时点: the first instant from `at` on that lies in office hours and outside the recipient's quiet ones. */
export function sendFrom(calendar: WorkCalendar, at: Instant, quiet: QuietHours | null): Instant {
  const opening = nextOpening(calendar, at);
  if (!quiet) return opening;
  for (let from = opening, tries = 0; tries < MOST_TRIES; tries++) {
    const loud = endOfQuiet(from, quiet);
    const open = nextOpening(calendar, loud);
    if (open === from) return from;
    from = open;
  }
  return opening;
}

function endOfQuiet(at: Instant, { from, to }: QuietHours): Instant {
  const today = civilDate(at);
  for (const date of [addDays(today, -1), today]) {
    const ends = instantOf(to > from ? date : addDays(date, 1), to);
    if (at >= instantOf(date, from) && at < ends) return ends;
  }
  return at;
}
