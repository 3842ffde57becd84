import type { Actor } from '#domain';
import type { DirectoryUnit, DistrictRecord } from '#persistence';

import { Cast } from '../cast';

const INSPECTORS = ['inspector', 'inspector2'];
const VERIFIERS = ['verifier', 'verifier2'];
/** In the order in which they are asked to sign. */
const APPROVERS = ['approver', 'approver2', 'office.head', 'industry.approver', 'deputy.mayor', 'mayor'];

/** Everybody who acts in the year, as the directory has them on a day. */
export interface Crew {
  inspectors: Actor[];
  dispatcher: Actor;
  verifiers: Actor[];
  approvers: Actor[];
  admin: Actor;
  /** 承办人 and 主要负责人 by unit. */
  handlers: ReadonlyMap<string, Actor>;
  leaders: ReadonlyMap<string, Actor>;
  /** 网格员 and 村（社区）书记 by community. */
  grid: ReadonlyMap<string, Actor>;
  clerks: ReadonlyMap<string, Actor>;
}

export async function crewOf({ people }: DistrictRecord, units: readonly DirectoryUnit[]): Promise<Crew> {
  const cast = new Cast(people);
  const all = (names: string[]): Promise<Actor[]> => Promise.all(names.map((name) => cast.byUsername(name)));
  const staff = async (post: string, among: readonly DirectoryUnit[]) => {
    const found = await Promise.all(
      among.map(async ({ id }) => [id, await cast.byUsername(`${post}.${id}`).catch(() => null)] as const),
    );
    // Where the directory moved somebody to another unit, another answers for this one.
    return new Map(found.flatMap(([id, actor]) => (actor?.unitId === id ? [[id, actor] as const] : [])));
  };
  const communities = units.filter(({ kind }) => kind === 'community' || kind === 'village');
  const led = units.filter((unit) => !communities.includes(unit));
  return {
    inspectors: await all(INSPECTORS),
    dispatcher: await cast.byUsername('dispatcher'),
    verifiers: await all(VERIFIERS),
    approvers: await all(APPROVERS),
    admin: await cast.byUsername('admin'),
    handlers: await staff('handler', led),
    leaders: await staff('leader', led),
    grid: await staff('grid', communities),
    clerks: await staff('clerk', communities),
  };
}
