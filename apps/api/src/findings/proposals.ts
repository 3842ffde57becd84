import { Injectable } from '@nestjs/common';
import type { FileFinding } from '#contract';
import { type FilePayload, type SuggestedFixings, suggestFixings } from '#domain';
import { ContextStore, DirectoryNetwork } from '#persistence';
import { RecordClock } from './record-clock';

type Asked = Pick<FileFinding, 'proposal' | 'categoryCode' | 'place'>;

/** 五定 proposed by rule: who leads the category there today, else who bears its roles. The dispatcher confirms it once. */
@Injectable()
export class Proposals {
  constructor(
    private readonly context: ContextStore,
    private readonly network: DirectoryNetwork,
    private readonly clock: RecordClock,
  ) {}

  async of(asked: Asked): Promise<NonNullable<FilePayload['proposal']>> {
    const { unitId, coUnitIds } = (await this.rule())(asked);
    return { unitId, coUnitIds };
  }

  /** Today's rules, for as many findings as may be asked. What the filer named comes first. */
  async rule(): Promise<(asked: Asked) => SuggestedFixings> {
    const [{ policy, units }, responsibilities, at] = await Promise.all([
      this.context.current(),
      this.network.responsibilities(),
      this.clock.now(),
    ]);
    const there = (id: string | null): id is string => id !== null && units.unit(id) !== undefined;
    return ({ proposal, categoryCode, place }) => {
      const named = { unitId: proposal?.unitId ?? null, coUnitIds: proposal?.coUnitIds ?? [] };
      const category = policy.categories.find(({ code }) => code === categoryCode);
      if (!category) return { ...named, steps: [], suretyUnitIds: [] };
      const streetId = place?.streetId ?? null;
      const area = (units.unit(place?.communityId ?? '') ?? units.unit(streetId ?? ''))?.path ?? null;
      const ruled = suggestFixings({ category, area, streetId, at }, responsibilities);
      const unitId = named.unitId ?? (there(ruled.unitId) ? ruled.unitId : null);
      const co = named.unitId !== null || named.coUnitIds.length > 0 ? named.coUnitIds : ruled.coUnitIds.filter(there);
      return {
        unitId,
        coUnitIds: co.filter((id) => id !== unitId),
        steps: ruled.steps,
        suretyUnitIds: ruled.suretyUnitIds.filter((id) => there(id) && id !== unitId),
      };
    };
  }
}
