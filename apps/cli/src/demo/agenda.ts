import type { Instant } from '#calendar';

interface Entry {
  at: Instant;
  act: () => Promise<void>;
}

/** What people mean to do and when; acts of one instant run in the order they were noted. */
export class Agenda {
  private entries: Entry[] = [];

  note(at: Instant, act: () => Promise<void>): void {
    this.entries.push({ at, act });
  }

  /** Takes out everything of the next instant, or null when nothing is left up to `end`. */
  next(end: Instant): { at: Instant; acts: (() => Promise<void>)[] } | null {
    const at = Math.min(...this.entries.map((entry) => entry.at));
    if (!(at <= end)) return null;
    const due = this.entries.filter((entry) => entry.at === at);
    this.entries = this.entries.filter((entry) => entry.at !== at);
    return { at, acts: due.map(({ act }) => act) };
  }
}

/** Time as the agenda moves it. */
export interface Stepped {
  moveTo(instant: Instant): Promise<void>;
}

/** The acts of one instant, then what must be told of them, then time moves to the next. */
export async function playOut(
  agenda: Agenda,
  time: Stepped,
  end: Instant,
  tell: () => Promise<void> = async () => {},
): Promise<void> {
  for (let next = agenda.next(end); next; next = agenda.next(end)) {
    await time.moveTo(next.at);
    for (const act of next.acts) await act();
    await tell();
  }
  await time.moveTo(end);
}
