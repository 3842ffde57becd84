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
  const unit = scope.actingUnitId === null ? null : parameters.place(scope.actingUnitId);
  const named = `${filed} OR ${assigned} OR ${unit ? instructed(unit) : 'false'}`;
  const concerns = unit ? concerning(unit) : 'false';
  // The cheapest first: a row that is in sight by it asks nothing else.
  if (scope.confidential) return `(${supervised} OR ${named} OR ${concerns})`;
  const ours = scope.limited
    ? `f.visibility <> 'sealed' AND ${supervised}`
    : `f.visibility = 'normal' AND ${supervised}`;
  return `((${ours}) OR ${named} OR (f.visibility = 'normal' AND ${concerns}))`;
}

/** A leader's words went to the unit, which need not have a line. */
const instructed = (unit: string): string =>
  `EXISTS (SELECT FROM instruction i WHERE i.finding_id = f.id AND i.to_unit_id = ${unit})`;

/**
 * It goes or went through the unit's step in the grid's chain, is proposed to it and may be claimed, or stands on a list for
 * 主动认领 with nobody named for it yet.
 */
const concerning = (unit: string): string =>
  `((${unit} IN (f.community_id, f.street_id)
      AND (f.channel = 'grid' OR (f.status = 'filed' AND f.state ->> 'chainLevel' IS NOT NULL)))
    OR (f.status = 'registered' AND (f.state #>> '{proposal,unitId}' = ${unit}
      OR (f.list_id IS NOT NULL AND f.state #>> '{proposal,unitId}' IS NULL
        AND EXISTS (SELECT FROM measure m WHERE m.finding_id = f.id AND m.claim = '主动认领')))))`;
