import { answered, api } from '../api/client';
import type { Schemas } from '../api/queries';
import type { Case } from './undo';

/** Who is named of many that stand. */
const MOST_NAMED = 3;

/** A case of which nothing was taken back. */
export interface Standing {
  number: string;
  /** Who has acted on it since, and by which command; null where nobody else has. */
  since: { by: Schemas['Party']; command: string } | null;
}

/** What became of taking back: how many stand, and what befell the first of them. */
export interface Refused {
  count: number;
  first: Standing[];
}

/** 撤回, each for itself. */
export async function takeBack(cases: readonly Case[], personId: string): Promise<Refused> {
  const { items } = await answered(
    api.POST('/api/v1/bulk/{command}', {
      params: { path: { command: 'take-back' } },
      body: { items: cases.map(({ id }) => ({ findingId: id })), payload: {} },
    }),
  );
  const refused = cases.filter(({ id }) => items.some(({ findingId, status }) => findingId === id && status >= 400));
  return {
    count: refused.length,
    first: await Promise.all(refused.slice(0, MOST_NAMED).map((one) => standing(one, personId))),
  };
}

/** The log names whom the reader may know; a refusal stands without it. */
async function standing({ id, number }: Case, personId: string): Promise<Standing> {
  const log = await answered(api.GET('/api/v1/findings/{id}/events', { params: { path: { id } } })).catch(() => null);
  const last = log?.items.findLast(({ by, of }) => by !== null && typeof of === 'string');
  const others = last?.by && last.by.personId !== personId ? { by: last.by, command: String(last['of']) } : null;
  return { number, since: others };
}
