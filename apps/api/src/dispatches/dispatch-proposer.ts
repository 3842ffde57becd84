import { Injectable } from '@nestjs/common';
import type { DispatchProposal, FindingFilters as Asked } from '#contract';
import type { Actor } from '#domain';
import { DeskStore, type ProposedRow, scopeOf } from '#persistence';
import { FindingFilters } from '../findings/finding-filters';
import { FindingPresenter } from '../findings/finding.presenter';
import { Proposals } from '../findings/proposals';

/** As many as one 交办单 may hold. */
const LARGEST = 200;
/** 分管负责人 of the unit, and who does it. */
const LEADER = 'unit_deputy';
const OFFICER = 'handler';

/** 五定 as the rules have it, for everything of a list that waits to be handed over. */
@Injectable()
export class DispatchProposer {
  constructor(
    private readonly desk: DeskStore,
    private readonly filters: FindingFilters,
    private readonly proposals: Proposals,
    private readonly presenter: FindingPresenter,
  ) {}

  async of(query: Asked, actor: Actor): Promise<DispatchProposal> {
    const filter = await this.filters.of({ ...query, waitingFor: 'dispatch' }, actor);
    const rows = filter ? await this.desk.proposed(filter, scopeOf(actor), LARGEST + 1) : [];
    const rule = await this.proposals.rule();
    // What was proposed at filing stands; where nothing was, today's rules are asked again.
    const items = rows.slice(0, LARGEST).map(({ proposal, ...row }: ProposedRow) => ({
      finding: this.presenter.summary(row),
      ...rule({ proposal, categoryCode: row.categoryCode, place: row.place }),
    }));
    const units = [...new Set(items.flatMap(({ unitId }) => unitId ?? []))];
    const [leaders, officers] = await Promise.all([
      this.desk.holders(units, LEADER),
      this.desk.holders(units, OFFICER),
    ]);
    return {
      items: items.map((item) => ({
        ...item,
        leader: leaders.get(item.unitId ?? '') ?? null,
        officer: officers.get(item.unitId ?? '') ?? null,
      })),
      more: rows.length > LARGEST,
    };
  }
}
