import type { Instant } from '#calendar';
import type { Event, Policy, Visibility } from '#domain';
import type { ToldFact } from './texts';

/** An event as the record hands it over to be told. */
interface Recorded {
  findingId: string;
  number: string;
  categoryCode: string | null;
  visibility: Visibility;
  pointName: string | null;
  dueAt: Instant | null;
  clockKind: string | null;
  event: Event;
  note?: string | null;
}

/** What may be said of it: of a limited or sealed finding its number, and no more. */
export function toldFact(fact: Recorded, { categories }: Pick<Policy, 'categories'>): ToldFact {
  const { findingId, number, dueAt, clockKind, event, note = null } = fact;
  const open = fact.visibility === 'normal';
  const category = categories.find(({ code }) => code === fact.categoryCode)?.name ?? null;
  return {
    findingId,
    number,
    category: open ? category : null,
    place: open ? fact.pointName : null,
    dueAt,
    clockKind,
    at: event.at,
    event,
    note,
  };
}
