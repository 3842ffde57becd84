import { addDays, type CivilDate, civilDate, type Instant, instantOf } from '#calendar';
import { readInstant, type Table, type TableRow } from '#intake';

/** A shift as the file enters it. */
export interface RosterRow {
  row: number;
  unitId: string;
  startsAt: Instant;
  endsAt: Instant;
  shift: string;
  officerId: string | null;
  leaderId: string;
}

export interface RosterRefusal {
  row: number;
  code: string;
  zh: string;
  en: string;
}

interface Known {
  units: readonly { id: string; path: string; name: string }[];
  people: readonly { id: string; name: string; username: string; unitId: string }[];
  /** Whose roster it is where the file has no column of units. */
  ownUnitId: string;
  mayKeep: (path: string) => boolean;
}

type Field = 'unit' | 'date' | 'shift' | 'leader' | 'officer';
type Columns = Partial<Record<Field, number>>;

const HEADINGS: Record<Field, readonly string[]> = {
  unit: ['单位', '值班单位', '部门'],
  date: ['日期', '值班日期', '时间'],
  shift: ['班次'],
  leader: ['带班领导', '值班领导', '带班人员', '领导'],
  officer: ['值班人员', '值班员', '值班干部'],
};

/** Wall times of a shift; one that ends before it begins ends on the next day. */
const SHIFTS: Record<string, readonly [string, string]> = {
  全天: ['08:00', '08:00'],
  白班: ['08:00', '18:00'],
  夜班: ['18:00', '08:00'],
};
const OWN_HOURS = /^([01]?\d|2[0-3])[:：]([0-5]\d)\s*[-~—至到]\s*([01]?\d|2[0-3])[:：]([0-5]\d)$/;
const UNTIL = /\s*(?:至|到|~|—|–)\s*/;
const MOST_DAYS = 31;
const HEADING_ROWS = 10;

const REFUSALS = {
  no_headings: ['没有找到“日期”和“带班领导”两列', 'the columns 日期 and 带班领导 are missing'],
  bad_date: ['日期看不懂，应为 2026-10-01 或 2026-10-01至2026-10-07', 'want 2026-10-01 or 2026-10-01至2026-10-07'],
  bad_shift: ['班次应为 全天、白班、夜班 或 08:30-17:30', 'want 全天, 白班, 夜班 or 08:30-17:30'],
  unknown_unit: ['没有这个单位', 'no such unit'],
  not_your_unit: ['不能排这个单位的班', 'not yours to keep'],
  no_leader: ['缺带班领导', 'the leader is missing'],
  unknown_person: ['本单位没有这个人，可填用户名', 'nobody of that name in the unit; a user name may be given'],
  same_name_twice: ['本单位有同名的人，请填用户名', 'two people of that name: give the user name'],
} as const;

class RowRefused extends Error {
  constructor(readonly code: keyof typeof REFUSALS) {
    super(code);
  }
}

/** 值班表: a row is a day, or a span of days (a week), of a unit's shift. */
export function readRoster(tables: readonly Table[], known: Known): { taken: RosterRow[]; refused: RosterRefusal[] } {
  const [table] = tables.filter(({ hidden, rows }) => !hidden && rows.length > 0);
  const head = table?.rows.slice(0, HEADING_ROWS).find((row) => isComplete(columnsOf(row)));
  if (!table || !head) return { taken: [], refused: [refusal(1, 'no_headings')] };
  const columns = columnsOf(head);
  const taken: RosterRow[] = [];
  const refused: RosterRefusal[] = [];
  for (const row of table.rows.filter(({ number }) => number > head.number)) {
    try {
      taken.push(...shiftsOf(row, columns, known));
    } catch (error) {
      if (!(error instanceof RowRefused)) throw error;
      refused.push(refusal(row.number, error.code));
    }
  }
  return { taken, refused };
}

function columnsOf({ cells }: TableRow): Columns {
  const found: Columns = {};
  for (const [index, cell] of cells.entries()) {
    const heading = cell?.text.replace(/\s/g, '') ?? '';
    for (const [field, names] of Object.entries(HEADINGS) as [Field, readonly string[]][])
      if (names.includes(heading)) found[field] ??= index;
  }
  return found;
}

const isComplete = ({ date, leader }: Columns): boolean => date !== undefined && leader !== undefined;

function shiftsOf(row: TableRow, columns: Columns, known: Known): RosterRow[] {
  const text = (field: Field): string => {
    const index = columns[field];
    return index === undefined ? '' : (row.cells[index]?.text.trim() ?? '');
  };
  const unitId = unitOf(text('unit'), known);
  const shift = text('shift') || '全天';
  const hours = hoursOf(shift);
  if (text('leader') === '') throw new RowRefused('no_leader');
  const leaderId = personOf(text('leader'), unitId, known);
  const officerId = text('officer') === '' ? null : personOf(text('officer'), unitId, known);
  return datesOf(text('date')).map((date) => ({
    row: row.number,
    unitId,
    shift,
    leaderId,
    officerId,
    ...spanOf(date, hours),
  }));
}

function unitOf(name: string, { units, ownUnitId, mayKeep }: Known): string {
  const unit = units.find(({ id, name: known }) => (name === '' ? id === ownUnitId : known === name || id === name));
  if (!unit) throw new RowRefused('unknown_unit');
  if (!mayKeep(unit.path)) throw new RowRefused('not_your_unit');
  return unit.id;
}

function personOf(name: string, unitId: string, { people }: Known): string {
  const byAccount = people.find(({ username }) => username === name);
  if (byAccount) return byAccount.id;
  const named = people.filter((person) => person.unitId === unitId && person.name === name);
  if (named.length > 1) throw new RowRefused('same_name_twice');
  if (!named[0]) throw new RowRefused('unknown_person');
  return named[0].id;
}

function hoursOf(shift: string): readonly [string, string] {
  const usual = SHIFTS[shift];
  if (usual) return usual;
  const [, fromHour, fromMinute, toHour, toMinute] = OWN_HOURS.exec(shift) ?? [];
  if (!fromHour || !toHour) throw new RowRefused('bad_shift');
  return [`${fromHour.padStart(2, '0')}:${fromMinute}`, `${toHour.padStart(2, '0')}:${toMinute}`];
}

function datesOf(text: string): CivilDate[] {
  const [first = '', last = first, ...rest] = text.split(UNTIL);
  const [from, to] = [dateOf(first), dateOf(last)];
  if (rest.length > 0 || to < from || to > addDays(from, MOST_DAYS)) throw new RowRefused('bad_date');
  const dates: CivilDate[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date);
  return dates;
}

function dateOf(text: string): CivilDate {
  const read = readInstant(text);
  if (read.kind !== 'instant') throw new RowRefused('bad_date');
  return civilDate(read.at);
}

const spanOf = (date: CivilDate, [from, to]: readonly [string, string]) => ({
  startsAt: instantOf(date, from),
  endsAt: instantOf(to > from ? date : addDays(date, 1), to),
});

function refusal(row: number, code: keyof typeof REFUSALS): RosterRefusal {
  const [zh, en] = REFUSALS[code];
  return { row, code, zh, en };
}
