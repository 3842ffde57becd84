import type { Schemas } from '../../api/queries';
import type { Grouping, MatterSearch } from './matter-search';

export type Matter = Schemas['Matters']['items'][number];

const STAGES = ['discover', 'assign', 'supervise', 'feedback', 'close'] as const;
const DUES = ['overdue', 'week', 'month', 'later', 'undated', 'closed'] as const;
const DAY_MS = 86_400_000;

type ColumnName = { leader: string | null } | { stage: (typeof STAGES)[number] } | { due: (typeof DUES)[number] };

export interface Column {
  key: string;
  name: ColumnName;
  items: Matter[];
}

interface Looking extends Omit<MatterSearch, 'by'> {
  by: Grouping;
  now: number;
}

/** Columns of the board that hold something, in their order. */
export function columnsOf(items: readonly Matter[], { by, form, all, now }: Looking): Column[] {
  const shown = items.filter((item) => (all || !isClosed(item)) && (form === undefined || item.matter?.form === form));
  const columns = new Map<string, Column>();
  for (const item of shown)
    for (const name of namesOf(item, by, now)) {
      const key = JSON.stringify(name);
      const column = columns.get(key) ?? { key, name, items: [] };
      column.items.push(item);
      columns.set(key, column);
    }
  return [...columns.values()].sort((a, b) => orderOf(a) - orderOf(b) || b.items.length - a.items.length);
}

const isClosed = ({ finding }: Matter): boolean => finding.terminal || finding.status === 'written_off';

/** A case on which two leaders wrote stands with both. */
function namesOf(item: Matter, by: Grouping, now: number): ColumnName[] {
  if (by === 'stage') return [{ stage: item.finding.stage }];
  if (by === 'due') return [{ due: dueOf(item, now) }];
  const leaders = [item.matter?.leader, ...item.instructions.map(({ leader }) => leader)].filter(
    (leader): leader is string => Boolean(leader),
  );
  return leaders.length === 0 ? [{ leader: null }] : [...new Set(leaders)].map((leader) => ({ leader }));
}

function dueOf(item: Matter, now: number): (typeof DUES)[number] {
  const { dueAt, overdue } = item.finding;
  if (isClosed(item)) return 'closed';
  if (dueAt === null) return 'undated';
  if (overdue) return 'overdue';
  const days = (Date.parse(dueAt) - now) / DAY_MS;
  return days <= 7 ? 'week' : days <= 31 ? 'month' : 'later';
}

function orderOf({ name }: Column): number {
  if ('stage' in name) return STAGES.indexOf(name.stage);
  if ('due' in name) return DUES.indexOf(name.due);
  return name.leader === null ? 1 : 0;
}
