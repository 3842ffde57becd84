import { byText } from './points';

/** SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal: the caller's, for the rules themselves reach nothing. */
export type Sha256 = (text: string) => string;

export const DRAW_ALGORITHM = 'sha256-tickets/1';

/** Who or what may be drawn. `weight` is its number of tickets; more tickets, a better chance. */
export interface Candidate {
  id: string;
  weight: number;
  /** 按街道分层: each stratum is drawn by itself. */
  stratum: string;
}

export interface Exclusion {
  id: string;
  /** 回避、近期已查、停用…: why it does not take part. */
  reason: string;
}

export interface DrawRequest {
  /** Lower-case hexadecimal, at least 16 bytes; named before the population is fixed or thrown by two people. */
  seed: string;
  candidates: readonly Candidate[];
  exclusions: readonly Exclusion[];
  /** How many of each stratum; a stratum not named gets none. */
  quotas: Readonly<Record<string, number>>;
}

/** 随机抽取记录: with it anyone can draw again. */
export interface DrawRecord extends DrawRequest {
  algorithm: string;
  drawn: Drawn[];
}

export interface Drawn {
  id: string;
  stratum: string;
  /** The lowest of its tickets. */
  ticket: string;
}

export class DrawError extends Error {
  constructor(
    readonly zh: string,
    readonly en: string,
  ) {
    super(`${zh} ${en}`);
  }
}

const MOST_TICKETS = 100;

/**
 * 随机抽取: ticket n of a candidate is SHA-256 of `<seed>:<stratum>:<id>:<n>`; the lowest ticket is the candidate's, and
 * the lowest candidates of a stratum are drawn. With w tickets each, the chance to come first is w over all tickets.
 * @throws DrawError for a draw that nobody could repeat
 */
export function draw(request: DrawRequest, sha256: Sha256): DrawRecord {
  requireDrawable(request);
  const out = new Set(request.exclusions.map(({ id }) => id));
  const tickets = request.candidates
    .filter(({ id }) => !out.has(id))
    .map(({ id, stratum, weight }) => ({
      id,
      stratum,
      ticket: lowestTicket(request.seed, stratum, id, weight, sha256),
    }))
    .sort((a, b) => byText(a.ticket, b.ticket) || byText(a.id, b.id));
  const drawn = Object.keys(request.quotas)
    .sort(byText)
    .flatMap((stratum) => tickets.filter((one) => one.stratum === stratum).slice(0, request.quotas[stratum]));
  return { ...request, algorithm: DRAW_ALGORITHM, drawn };
}

function lowestTicket(seed: string, stratum: string, id: string, weight: number, sha256: Sha256): string {
  let lowest = sha256(`${seed}:${stratum}:${id}:1`);
  for (let n = 2; n <= weight; n += 1) {
    const ticket = sha256(`${seed}:${stratum}:${id}:${n}`);
    if (ticket < lowest) lowest = ticket;
  }
  return lowest;
}

/** Whether the record is what its own seed and population give; the differences when it is not. */
export function redraw(record: DrawRecord, sha256: Sha256): { same: boolean; missing: string[]; added: string[] } {
  if (record.algorithm !== DRAW_ALGORITHM)
    throw new DrawError(
      `不认识抽取算法“${record.algorithm}”，请用出具记录的版本复核。`,
      `The algorithm "${record.algorithm}" is not known here: verify with the version that made the record.`,
    );
  const again = draw(record, sha256).drawn;
  const told = (all: readonly Drawn[]) => all.map(({ id, stratum, ticket }) => `${stratum}:${id}:${ticket}`);
  const [was, is] = [told(record.drawn), told(again)];
  return {
    same: was.length === is.length && was.every((one, place) => one === is[place]),
    missing: again.filter((_, place) => !was.includes(is[place]!)).map(({ id }) => id),
    added: record.drawn.filter((_, place) => !is.includes(was[place]!)).map(({ id }) => id),
  };
}

function requireDrawable({ seed, candidates, quotas }: DrawRequest): void {
  if (!/^(?:[0-9a-f]{2}){16,}$/.test(seed))
    throw new DrawError(
      '随机种子应为至少 32 位小写十六进制数，请重新生成。',
      'The seed must be at least 32 lower-case hexadecimal digits: make it anew.',
    );
  const ids = new Set(candidates.map(({ id }) => id));
  if (ids.size < candidates.length)
    throw new DrawError('被抽名单有重复，请去重后再抽。', 'A candidate stands twice: remove the duplicate.');
  if (candidates.some(({ weight }) => !Number.isInteger(weight) || weight < 1 || weight > MOST_TICKETS))
    throw new DrawError(
      `权重应为 1 至 ${MOST_TICKETS} 的整数，请改正。`,
      `A weight is a whole number from 1 to ${MOST_TICKETS}: correct it.`,
    );
  if (candidates.some(({ id, stratum }) => id.includes(':') || stratum.includes(':')))
    throw new DrawError('编号与分层名不得含冒号，请改名。', 'No id or stratum may hold a colon: rename it.');
  if (Object.values(quotas).some((quota) => !Number.isInteger(quota) || quota < 0))
    throw new DrawError('抽取数应为非负整数，请改正。', 'A quota is a whole number: correct it.');
}

/** A drawn place and who may not inspect it (回避: one's own unit, its subordinates, kin). */
export interface PlaceToInspect {
  id: string;
  recused: readonly string[];
}

export interface Team {
  placeId: string;
  inspectors: string[];
  /** Fewer could be found than asked. */
  short: boolean;
}

export interface TeamRequest {
  seed: string;
  places: readonly PlaceToInspect[];
  inspectors: readonly string[];
  perPlace: number;
}

/**
 * Inspectors for each place, in the order given: those with the fewest places so far first, among them by ticket, so that
 * the work is shared and nobody can choose. The draw for a place is one of its own, with the place as its stratum.
 */
export function drawTeams({ seed, places, inspectors, perPlace }: TeamRequest, sha256: Sha256): Team[] {
  requireDrawable({
    seed,
    candidates: [...inspectors, ...places.map(({ id }) => `place ${id}`)].map((id) => ({ id, weight: 1, stratum: '' })),
    exclusions: [],
    quotas: { '': perPlace },
  });
  const load = new Map(inspectors.map((id) => [id, 0]));
  return places.map(({ id: placeId, recused }) => {
    const free = inspectors
      .filter((id) => !recused.includes(id))
      .map((id) => ({ id, load: load.get(id)!, ticket: lowestTicket(seed, placeId, id, 1, sha256) }))
      .sort((a, b) => a.load - b.load || byText(a.ticket, b.ticket) || byText(a.id, b.id))
      .slice(0, perPlace)
      .map(({ id }) => id);
    for (const id of free) load.set(id, load.get(id)! + 1);
    return { placeId, inspectors: free, short: free.length < perPlace };
  });
}
