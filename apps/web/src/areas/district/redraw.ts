/** What of the record the draw follows from. */
interface Recorded {
  seed: string;
  candidates: { id: string; weight: number; stratum: string }[];
  exclusions: { id: string; reason: string }[];
  quotas: Record<string, number>;
  drawn: { id: string; ticket: string }[];
}

export interface Ticket {
  id: string;
  stratum: string;
  weight: number;
  ticket: string;
  /** By the seed, now and here. */
  drawn: boolean;
  /** Why it took no part. */
  excluded: string | null;
}

export interface Redrawn {
  tickets: Ticket[];
  /** What the record names is what the seed gives. */
  same: boolean;
}

/** A page that did not come by https has no digests from its browser. */
export const mayRedraw = (): boolean => globalThis.crypto?.subtle !== undefined;

/** The draw once more, by this very machine: `sha256(seed:street:place:n)`, the lowest of each street. */
export async function redraw({ seed, candidates, exclusions, quotas, drawn }: Recorded): Promise<Redrawn> {
  const out = new Map(exclusions.map(({ id, reason }) => [id, reason]));
  const all = await Promise.all(
    candidates.map(async ({ id, stratum, weight }) => ({
      id,
      stratum,
      weight,
      ticket: await lowest(seed, stratum, id, weight),
      excluded: out.get(id) ?? null,
    })),
  );
  const sorted = all.toSorted(
    (a, b) => compare(a.stratum, b.stratum) || compare(a.ticket, b.ticket) || compare(a.id, b.id),
  );
  const left = new Map(Object.entries(quotas));
  const tickets = sorted.map((one): Ticket => {
    const rest = left.get(one.stratum) ?? 0;
    const taken = one.excluded === null && rest > 0;
    if (taken) left.set(one.stratum, rest - 1);
    return { ...one, drawn: taken };
  });
  const again = tickets.filter((one) => one.drawn).map(({ id, ticket }) => `${id} ${ticket}`);
  const recorded = drawn.map(({ id, ticket }) => `${id} ${ticket}`);
  return { tickets, same: again.toSorted(compare).join() === recorded.toSorted(compare).join() };
}

async function lowest(seed: string, stratum: string, id: string, weight: number): Promise<string> {
  const tickets = Array.from({ length: weight }, (_, index) => sha256(`${seed}:${stratum}:${id}:${index + 1}`));
  return (await Promise.all(tickets)).toSorted(compare)[0] ?? '';
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
