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
    const { units } = await this.context.current();
    const unitPath = query.unit === undefined ? undefined : units.unit(query.unit)?.path;
    const supervisingPath = query.supervisingUnit === undefined ? undefined : units.unit(query.supervisingUnit)?.path;
    if ((query.unit && !unitPath) || (query.supervisingUnit && !supervisingPath)) return null;
    return {
      stage: query.stage,
      status: query.status,
      kind: query.kind,
      open: query.open,
      overdue: query.overdue,
      suspended: query.suspended,
      dueFrom: query.dueAfter,
      dueBy: query.dueBefore,
      filedFrom: query.filedAfter,
      filedBefore: query.filedBefore,
      unitPath,
      supervisingPath,
      categoryCode: query.category,
      severity: query.severity,
      urgency: query.urgency,
      source: query.source,
      channel: query.channel,
      colour: query.colour,
      streetId: query.street,
      communityId: query.community,
      listId: query.list,
      dispatchId: query.dispatch,
      box: query.bbox,
      lineOfUnitId: query.mine === 'assigned' ? actor.unitId : undefined,
      filedByPersonId: query.mine === 'filed' ? actor.personId : undefined,
      text: query.text,
    };
  }
}
