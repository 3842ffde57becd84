import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import type { Instant } from '#calendar';
import { linkOf } from './texts';
import { CLOCKS } from './words';

export interface FeedDeadline {
  findingId: string;
  number: string;
  /** Null where the finding is not for every eye. */
  category: string | null;
  clockId: string;
  clockKind: string;
  generation: number;
  dueAt: Instant;
  /** Past the published calendar. */
  provisional: boolean;
}

const BEFORE_S = [24 * 3_600, 2 * 3_600];
const LENGTH_MS = 15 * 60_000;

/** 我的期限: iCalendar. Number, category and link only: whoever has the address can read it. */
export function deadlineFeed(deadlines: readonly FeedDeadline[], now: Instant, publicUrl: string): string {
  const feed = ical({
    name: '督办期限',
    prodId: { company: 'duban', product: 'deadlines', language: 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3_600,
  });
  for (const deadline of deadlines) {
    const event = feed.createEvent({
      id: `${deadline.clockId}.${deadline.findingId}@duban`,
      sequence: deadline.generation,
      stamp: new Date(now),
      start: new Date(deadline.dueAt - LENGTH_MS),
      end: new Date(deadline.dueAt),
      summary: summaryOf(deadline),
      url: linkOf(deadline.findingId, publicUrl),
      status: deadline.provisional ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
    for (const trigger of BEFORE_S)
      event.createAlarm({ type: ICalAlarmType.display, trigger, description: summaryOf(deadline) });
  }
  return feed.toString();
}

function summaryOf({ number, category, clockKind, provisional }: FeedDeadline): string {
  const what = `${CLOCKS[clockKind]?.zh ?? '办理'}到期${provisional ? '（暂定）' : ''}`;
  return [number, category, what].filter(Boolean).join(' ');
}
