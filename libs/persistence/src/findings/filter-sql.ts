import { timestamptz } from '../clock';
import type { FindingFilter } from './finding-list';
import type { Parameters } from './scope-sql';

/** Past the minute in which it was due (ruling 14). */
export const overdueSql = (now: string): string =>
  `(f.overdue_after IS NOT NULL AND date_trunc('minute', ${now}) > f.overdue_after)`;

/** Conditions on `finding f`, one for each field that is there. */
export function filterSql(filter: FindingFilter, now: string, parameters: Parameters): string[] {
  const conditions: string[] = [];
  const where = (value: unknown, condition: (place: string) => string): void => {
    if (value !== undefined) conditions.push(condition(parameters.place(value)));
  };
  const flag = (value: boolean | undefined, condition: string): void => {
    if (value !== undefined) conditions.push(value ? condition : `NOT ${condition}`);
  };
  where(filter.stage, (p) => `f.stage = ANY(${p})`);
  where(filter.status, (p) => `f.status = ANY(${p})`);
  where(filter.kind, (p) => `f.kind = ${p}`);
  flag(filter.open, '(NOT f.terminal)');
  flag(filter.overdue, overdueSql(now));
  flag(filter.suspended, 'f.suspended');
  where(filter.dueFrom && timestamptz(filter.dueFrom), (p) => `f.due_at >= ${p}`);
  where(filter.dueBy && timestamptz(filter.dueBy), (p) => `f.due_at <= ${p}`);
  where(filter.unitPath, (p) => `f.lead_path <@ ${p}::ltree`);
  where(filter.supervisingPath, (p) => `f.supervising_path <@ ${p}::ltree`);
  where(filter.categoryCode, (p) => `f.category_code = ${p}`);
  where(filter.severity, (p) => `f.severity = ${p}`);
  where(filter.urgency, (p) => `f.urgency = ${p}`);
  where(filter.source, (p) => `f.source = ${p}`);
  where(filter.channel, (p) => `f.channel = ${p}`);
  where(filter.colour, (p) => `f.colour = ${p}`);
  where(filter.streetId, (p) => `f.street_id = ${p}`);
  where(filter.communityId, (p) => `f.community_id = ${p}`);
  where(filter.listId, (p) => `f.list_id = ${p}`);
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
  where(filter.text && `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`, wordsLike);
  return conditions;
}

const wordsLike = (place: string): string =>
  `(f.number ILIKE ${place} OR f.external_number ILIKE ${place}
    OR EXISTS (SELECT FROM finding_text t WHERE t.finding_id = f.id AND t.words ILIKE ${place}))`;
