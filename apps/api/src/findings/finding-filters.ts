import { Injectable } from '@nestjs/common';
import type { FindingQuery } from '#contract';
import type { Actor } from '#domain';
import { ContextStore, type FindingFilter } from '#persistence';

/** Query parameters as the record asks them. */
@Injectable()
export class FindingFilters {
  constructor(private readonly context: ContextStore) {}

  /** Null when a named unit does not exist, and so nothing can match. */
  async of(query: FindingQuery, actor: Actor): Promise<FindingFilter | null> {
    const { unit, supervisingUnit, category, street, community, list, mine, cursor: _, limit: _limit, ...same } = query;
    const { units } = await this.context.current();
    const unitPath = unit === undefined ? undefined : units.unit(unit)?.path;
    const supervisingPath = supervisingUnit === undefined ? undefined : units.unit(supervisingUnit)?.path;
    if ((unit && !unitPath) || (supervisingUnit && !supervisingPath)) return null;
    return {
      ...same,
      unitPath,
      supervisingPath,
      categoryCode: category,
      streetId: street,
      communityId: community,
      listId: list,
      lineOfUnitId: mine === 'assigned' ? actor.unitId : undefined,
      filedByPersonId: mine === 'filed' ? actor.personId : undefined,
    };
  }
}
