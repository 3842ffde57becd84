import { randomUUID } from 'node:crypto';
import { civilDate } from '#calendar';
import type { Role } from '#domain';
import { readInstant, type Table, type TableRow } from '#intake';
import type { DirectoryPerson, DirectoryUnit, Workbook } from '#persistence';
import { namesOf, SHEETS, type SheetName } from './workbook-sheets';
import { codeOf, KIND_ZH, POSITION_ZH, RELATION_ZH, ROLE_ZH } from './workbook-words';

const FAULTS = {
  no_sheets: ['没有找到“单位”“人员”“职务”任何一张表', 'none of the sheets 单位, 人员, 职务 is there'],
  no_headings: ['缺少模板中的列', 'a column of the template is missing'],
  missing: ['必填的格没有填', 'a cell that must be filled in is empty'],
  too_long: ['内容过长', 'too long'],
  unknown_kind: ['类型应为 街道、乡镇、社区、村、部门、科室', 'want 街道, 乡镇, 社区, 村, 部门 or 科室'],
  unknown_relation: ['隶属应为 区直管、垂直管理、不隶属', 'want 区直管, 垂直管理 or 不隶属'],
  unknown_unit: [
    '没有这个单位；同名的请写 上级单位/单位名称',
    'no such unit; of two of one name write 上级单位/单位名称',
  ],
  twice: ['表中重复', 'it stands twice in the sheet'],
  bad_username: ['用户名为 3 至 40 个小写字母、数字、. _ -, 字母开头', '3 to 40 of a–z, 0–9, . _ -, a letter first'],
  unknown_role: ['角色看不懂，多个角色用顿号分开', 'no such role; several are parted by 、'],
  bad_phone: ['电话应为数字', 'a telephone number is digits'],
  unknown_person: ['没有这个用户名', 'no such user name'],
  unknown_position: ['没有这个职务', 'no such position'],
  bad_date: ['日期应为 2026-10-01，止在起之后', 'want 2026-10-01, the end after the beginning'],
  too_many_new: ['一次最多新建 200 个账号，请分批', 'no more than 200 new accounts at a time'],
} as const;
type FaultCode = keyof typeof FAULTS;

export interface WorkbookFault {
  sheet: string;
  row: number;
  code: string;
  zh: string;
  en: string;
}

interface Known {
  id: string;
  today: string;
  basis: string;
  units: readonly DirectoryUnit[];
  people: readonly DirectoryPerson[];
}

const USERNAME = /^[a-z][a-z0-9._-]{2,39}$/;
const PHONE = /^\+?\d[\d-]{4,19}$/;
const LONGEST_NAME = 60;
const HEADING_ROWS = 5;
const MOST_NEW = 200;

class Refused extends Error {
  constructor(readonly code: FaultCode) {
    super(code);
  }
}

type Cells = Record<string, string>;

/** 机构与人员工作簿: what of it is new, or otherwise than the record has it; nothing that is not in it is taken away. */
export function readWorkbook(tables: readonly Table[], known: Known): { workbook: Workbook; faults: WorkbookFault[] } {
  return new Reading(known).of(tables);
}

class Reading {
  private readonly faults: WorkbookFault[] = [];
  private readonly workbook: Workbook;
  private readonly unitByName: Map<string, string>;
  private readonly personByUsername: Map<string, DirectoryPerson>;
  private readonly newPeople = new Map<string, string>();

  constructor(private readonly known: Known) {
    const { id, today, basis, units, people } = known;
    this.workbook = { id, on: today, basis, units: [], people: [], positions: [] };
    this.unitByName = new Map([...namesOf(units)].map(([unitId, name]) => [name, unitId]));
    this.personByUsername = new Map(people.map((person) => [person.username, person]));
  }

  of(tables: readonly Table[]): { workbook: Workbook; faults: WorkbookFault[] } {
    const names = Object.keys(SHEETS) as SheetName[];
    const sheets = names.flatMap((name) =>
      tables.filter(({ sheet }) => sheet === name).map((table) => ({ name, table })),
    );
    if (sheets.length === 0) this.fault('', 1, 'no_sheets');
    for (const { name, table } of sheets)
      this.eachRow(name, table, (row, cells) => {
        if (name === '单位') this.unit(row, cells);
        else if (name === '人员') this.person(row, cells);
        else this.position(row, cells);
      });
    return { workbook: this.workbook, faults: this.faults };
  }

  private eachRow(sheet: SheetName, { rows }: Table, read: (row: number, cells: Cells) => void): void {
    const wanted = SHEETS[sheet];
    const head = rows.slice(0, HEADING_ROWS).find((row) => wanted.every((heading) => columnOf(row, heading) >= 0));
    if (!head) return this.fault(sheet, rows[0]?.number ?? 1, 'no_headings');
    for (const row of rows.filter(({ number }) => number > head.number)) {
      const cells = Object.fromEntries(
        wanted.map((heading) => [plain(heading), row.cells[columnOf(head, heading)]?.text.trim() ?? '']),
      );
      try {
        if (wanted.some((heading) => heading.startsWith('*') && !cells[plain(heading)])) throw new Refused('missing');
        if (Object.values(cells).some((cell) => cell.length > LONGEST_NAME)) throw new Refused('too_long');
        read(row.number, cells);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        this.fault(sheet, row.number, error.code);
      }
    }
  }

  private unit(row: number, { 单位名称: name = '', 类型, 上级单位, 隶属 }: Cells): void {
    const kind = codeOf(KIND_ZH, 类型 ?? '');
    const relation = 隶属 ? codeOf(RELATION_ZH, 隶属) : 'commanded';
    if (!kind || kind === 'district') throw new Refused('unknown_kind');
    if (!relation) throw new Refused('unknown_relation');
    const parentId = this.unitNamed(上级单位);
    if (this.known.units.some((unit) => unit.parentId === parentId && unit.name === name)) return;
    if (this.workbook.units.some((unit) => unit.parentId === parentId && unit.name === name))
      throw new Refused('twice');
    const key = `row:${row}`;
    this.workbook.units.push({ sheet: '单位', row, do: 'open', key, name, kind, parentId, relation });
    this.unitByName.set(this.unitByName.has(name) ? `${上级单位}/${name}` : name, key);
  }

  private person(row: number, { 用户名: username = '', 姓名: name = '', 单位, 角色 = '', 电话 }: Cells): void {
    if (!USERNAME.test(username)) throw new Refused('bad_username');
    if (this.workbook.people.some((one) => one.username === username)) throw new Refused('twice');
    if (电话 && !PHONE.test(电话)) throw new Refused('bad_phone');
    const roles = 角色
      .split(/[、,，;；\s]+/)
      .filter(Boolean)
      .map((word) => {
        const role = codeOf(ROLE_ZH, word);
        if (!role) throw new Refused('unknown_role');
        return role;
      });
    const facts = { name, unitId: this.unitNamed(单位), roles: [...new Set<Role>(roles)].sort(), phone: 电话 || null };
    const before = this.personByUsername.get(username);
    if (before && isSame(before, facts)) return;
    if (!before && this.newPeople.size === MOST_NEW) throw new Refused('too_many_new');
    const id = before?.id ?? randomUUID();
    if (!before) this.newPeople.set(username, id);
    this.workbook.people.push({ sheet: '人员', row, id, username, isNew: !before, facts, passwordHash: '' });
  }

  private position(row: number, { 用户名: username = '', 单位, 职务 = '', 起 = '', 止 = '' }: Cells): void {
    const before = this.personByUsername.get(username);
    const personId = before?.id ?? this.newPeople.get(username);
    if (!personId) throw new Refused('unknown_person');
    const code = codeOf(POSITION_ZH, 职务) ?? (before?.positions.some((one) => one.code === 职务) ? 职务 : undefined);
    if (!code) throw new Refused('unknown_position');
    const unitId = this.unitNamed(单位);
    const [from, to] = [dateOf(起), 止 ? dateOf(止) : null];
    if (to !== null && to <= from) throw new Refused('bad_date');
    if (
      before?.positions.some(
        (one) => one.unitId === unitId && one.code === code && one.validFrom === from && one.validTo === to,
      )
    )
      return;
    this.workbook.positions.push({ sheet: '职务', row, personId, unitId, code, from, to });
  }

  private unitNamed(name = ''): string {
    const unit = this.unitByName.get(name);
    if (!unit) throw new Refused('unknown_unit');
    return unit;
  }

  private fault(sheet: string, row: number, code: FaultCode): void {
    const [zh, en] = FAULTS[code];
    this.faults.push({ sheet, row, code, zh, en });
  }
}

const plain = (heading: string): string => heading.replace('*', '');

const columnOf = ({ cells }: TableRow, heading: string): number =>
  cells.findIndex((cell) => plain(cell?.text.replace(/\s/g, '') ?? '') === plain(heading));

function dateOf(text: string): string {
  const read = readInstant(text);
  if (read.kind !== 'instant') throw new Refused('bad_date');
  return civilDate(read.at);
}

const isSame = (
  before: DirectoryPerson,
  { name, unitId, roles, phone }: Pick<DirectoryPerson, 'name' | 'unitId' | 'roles' | 'phone'>,
): boolean =>
  before.name === name &&
  before.unitId === unitId &&
  before.phone === phone &&
  [...before.roles].sort().join() === roles.join();
