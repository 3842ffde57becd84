import { timestamptz } from '../clock';
import { figureSql } from '../board/case-sql';
import { waitingSql } from '../desk/waiting-sql';
import type { FindingFilter } from './finding-list';
import { overdueSql } from './overdue-sql';
import type { Parameters } from './scope-sql';

/** Conditions on `finding f`, one for each field that is there. */
export function filterSql(filter: FindingFilter, now: string, parameters: Parameters): string[] {
  const conditions: string[] = [];
  const where = (value: unknown, condition: (place: string) => string): void => {
    if (value !== undefined) conditions.push(condition(parameters.place(value)));
  };
  const flag = (value: boolean | undefined, condition: string): void => {
    if (value !== undefined) conditions.push(value ? condition : `NOT ${condition}`);
  };
  const oneOf = (value: string | readonly string[] | undefined, column: string): void =>
    where(value === undefined ? undefined : [value].flat(), (p) => `${column} = ANY(${p}::text[])`);
  where(filter.ids, (p) => `f.id = ANY(${p}::uuid[])`);
  oneOf(filter.visibility, 'f.visibility');
  oneOf(filter.stage, 'f.stage');
  oneOf(filter.status, 'f.status');
  oneOf(filter.kind, 'f.kind');
  flag(filter.open, '(NOT f.terminal)');
  flag(filter.overdue, overdueSql(now));
  flag(filter.suspended, 'f.suspended');
  flag(filter.disputed, 'f.disputed');
  where(filter.dueFrom && timestamptz(filter.dueFrom), (p) => `f.due_at >= ${p}`);
  where(filter.dueBy && timestamptz(filter.dueBy), (p) => `f.due_at <= ${p}`);
  where(filter.unitPath, (p) => `f.lead_path <@ ${p}::ltree`);
  where(filter.leadUnitId, (p) => `f.lead_unit_id = ${p}`);
  where(filter.supervisingPath, (p) => `f.supervising_path <@ ${p}::ltree`);
  oneOf(filter.categoryCode, 'f.category_code');
  oneOf(filter.severity, 'f.severity');
  oneOf(filter.urgency, 'f.urgency');
  oneOf(filter.source, 'f.source');
  oneOf(filter.channel, 'f.channel');
  oneOf(filter.colour, 'f.colour');
  oneOf(filter.streetId, 'f.street_id');
  oneOf(filter.communityId, 'f.community_id');
  where(filter.listId, (p) => `f.list_id = ${p}`);
  where(filter.roundId, (p) => `f.round_id = ${p}::uuid`);
  where(filter.dispatchId, (p) => `f.state ->> 'dispatchId' = ${p}`);
  where(
    filter.lineOfUnitId,
    (p) => `EXISTS (SELECT FROM assignment a
    WHERE a.finding_id = f.id AND a.unit_id = ${p} AND a.status = 'open')`,
  );
  where(filter.filedByPersonId, (p) => `(f.filed_by = ${p} OR f.state #>> '{enteredBy,personId}' = ${p})`);
  where(filter.filedFrom && timestamptz(filter.filedFrom), (p) => `f.filed_at >= ${p}`);
  where(filter.filedBefore && timestamptz(filter.filedBefore), (p) => `f.filed_at < ${p}`);
  where(filter.box?.west, (p) => `f.lng >= ${p}`);
  where(filter.box?.east, (p) => `f.lng <= ${p}`);
  where(filter.box?.south, (p) => `f.lat >= ${p}`);
  where(filter.box?.north, (p) => `f.lat <= ${p}`);
  if (filter.figure) conditions.push(figureSql(filter.figure, parameters));
  if (filter.waiting) conditions.push(`(${waitingSql(filter.waiting, now, parameters)})`);
  where(filter.text && `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`, wordsLike);
  return conditions;
}

const wordsLike = (place: string): string =>
  `(f.number ILIKE ${place} OR f.external_number ILIKE ${place}
    OR f.id IN (SELECT t.finding_id FROM finding_text t WHERE t.words ILIKE ${place}))`;
