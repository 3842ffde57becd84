import { Injectable } from '@nestjs/common';
import { addDays, civilDate, instantOf, offsetFrom } from '#calendar';
import type { BoardFigure, FindingFilters as Asked } from '#contract';
import type { Actor, Bucket } from '#domain';
import { ContextStore, type FigureAsked, type FindingFilter, scopeOf, type Waiting } from '#persistence';
import { RecordClock } from './record-clock';

/** 即将到期: by the end of the second working day from today. */
const SOON = { amount: 2, unit: 'WORK_DAYS' } as const;

/** Query parameters as the record asks them. */
@Injectable()
export class FindingFilters {
  constructor(
    private readonly context: ContextStore,
    private readonly clock: RecordClock,
  ) {}

  /** Null when a named unit does not exist, and so nothing can match. */
  async of(query: Asked, actor: Actor): Promise<FindingFilter | null> {
    const { units } = await this.context.current();
    const unitPath = query.unit === undefined ? undefined : units.unit(query.unit)?.path;
    const supervisingPath = query.supervisingUnit === undefined ? undefined : units.unit(query.supervisingUnit)?.path;
    // Which round it was found in is for the side that supervises.
    if (query.round && scopeOf(actor).supervisedPath === null) return null;
    if ((query.unit && !unitPath) || (query.supervisingUnit && !supervisingPath)) return null;
    return {
      ids: query.ids,
      stage: query.stage,
      status: query.status,
      kind: query.kind,
      open: query.open,
      overdue: query.overdue,
      suspended: query.suspended,
      disputed: query.disputed,
      dueFrom: query.dueAfter,
      dueBy: query.dueBefore,
      filedFrom: query.filedAfter,
      filedBefore: query.filedBefore,
      unitPath,
      leadUnitId: query.leadUnit,
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
      roundId: query.round,
      dispatchId: query.dispatch,
      box: query.bbox,
      lineOfUnitId: query.mine === 'assigned' ? actor.unitId : query.lineOf,
      filedByPersonId: query.mine === 'filed' ? actor.personId : undefined,
      text: query.text,
      figure: query.figure && (await this.figure(query.figure, query)),
      waiting: query.waitingFor && (await this.waitingOf(actor))(query.waitingFor),
    };
  }

  private async figure(code: BoardFigure, { figureFrom, figureTo, asOf }: Asked): Promise<FigureAsked> {
    const now = await this.clock.now();
    const at = Math.min(asOf ?? now, now);
    return { code, from: figureFrom ?? 0, to: figureTo ?? at + 1, asOf: at };
  }

  /** What each kind of today's work asks of the record for this person, all of one instant. */
  async waitingOf(actor: Actor): Promise<(bucket: Bucket) => Waiting> {
    const [{ policy, calendar }, now] = await Promise.all([this.context.current(), this.clock.now()]);
    const tomorrow = instantOf(addDays(civilDate(now), 1));
    const soonEnds = offsetFrom(calendar, now, SOON);
    return (bucket) => ({ bucket, actor, policy, tomorrow, soonEnds });
  }
}
