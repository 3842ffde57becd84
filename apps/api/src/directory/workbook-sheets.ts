import type { Sheet } from '#documents';
import type { DirectoryPerson, DirectoryUnit } from '#persistence';
import { KIND_ZH, POSITION_ZH, RELATION_ZH, ROLE_ZH } from './workbook-words';

/** Headings as they are written; those with a star must be filled in. */
export const SHEETS = {
  单位: ['*单位名称', '*类型', '*上级单位', '隶属'],
  人员: ['*用户名', '*姓名', '*单位', '*角色', '电话'],
  职务: ['*用户名', '*单位', '*职务', '*起', '止'],
} as const;
export type SheetName = keyof typeof SHEETS;

const WIDE = new Set(['*单位名称', '*上级单位', '*单位', '*角色']);

/** Everything there is today; with no people and no units given it is the template. */
export function sheetsOf(
  units: readonly DirectoryUnit[],
  shown: { units: readonly DirectoryUnit[]; people: readonly DirectoryPerson[] },
): Sheet[] {
  const nameOf = (id: string | null) => (id === null ? '' : (namesOf(units).get(id) ?? ''));
  const named = namesOf(units);
  const people = shown.people.filter(({ closedAt }) => closedAt === null);
  return [
    sheet(
      '单位',
      shown.units
        .filter(({ parentId }) => parentId !== null)
        .map(({ name, kind, parentId, relation }) => [name, KIND_ZH[kind], nameOf(parentId), RELATION_ZH[relation]]),
      {
        '*类型': Object.values(KIND_ZH).filter((kind) => kind !== KIND_ZH.district),
        '*上级单位': [...named.values()],
        隶属: Object.values(RELATION_ZH),
      },
    ),
    sheet(
      '人员',
      people.map(({ username, name, unitId, roles, phone }) => [
        username,
        name,
        nameOf(unitId),
        roles.map((role) => ROLE_ZH[role]).join('、'),
        phone,
      ]),
    ),
    sheet(
      '职务',
      people.flatMap(({ username, positions }) =>
        positions
          .filter(({ unitId }) => named.has(unitId))
          .map(({ unitId, code, validFrom, validTo }) => [
            username,
            nameOf(unitId),
            POSITION_ZH[code] ?? code,
            validFrom,
            validTo,
          ]),
      ),
    ),
  ];
}

/** A name of two units is written with the unit above it: 东市街道/办公室. */
export function namesOf(units: readonly DirectoryUnit[]): Map<string, string> {
  const times = new Map<string, number>();
  for (const { name } of units) times.set(name, (times.get(name) ?? 0) + 1);
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  return new Map(
    units.map(({ id, name, parentId }) => [
      id,
      (times.get(name) ?? 0) > 1 && parentId !== null ? `${byId.get(parentId)?.name ?? ''}/${name}` : name,
    ]),
  );
}

const sheet = (name: SheetName, rows: Sheet['rows'], choices: Record<string, string[]> = {}): Sheet => ({
  name,
  columns: SHEETS[name].map((heading) => ({
    heading,
    width: WIDE.has(heading) ? 28 : 16,
    ...(choices[heading] && { choices: choices[heading] }),
  })),
  rows,
});
