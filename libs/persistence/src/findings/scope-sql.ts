import type { RowScope } from './finding-list';

/** Collects parameters and answers their places. */
export class Parameters {
  readonly values: unknown[] = [];

  place(value: unknown): `$${number}` {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** Condition on `finding f` that holds for what the viewer may see. */
export function scopeSql(scope: RowScope, parameters: Parameters): string {
  const assigned =
    scope.unitPath === null
      ? 'false'
      : `EXISTS (SELECT FROM assignment a
          WHERE a.finding_id = f.id AND a.unit_path <@ ${parameters.place(scope.unitPath)}::ltree)`;
  const supervised =
    scope.supervisedPath === null ? 'false' : `f.supervising_path <@ ${parameters.place(scope.supervisedPath)}::ltree`;
  const filed = scope.personId === null ? 'false' : `f.filed_by = ${parameters.place(scope.personId)}`;
  const seen = `(${supervised} OR ${filed} OR ${assigned})`;
  if (scope.confidential) return seen;
  return `${seen} AND (f.visibility = 'normal' OR ${filed} OR (f.visibility = 'limited' AND ${assigned}))`;
}
