import { Injectable } from '@nestjs/common';
import type { FileFinding } from '#contract';
import type { FilePayload } from '#domain';
import { ContextStore, DirectoryChanges, DirectoryStore } from '#persistence';

/** Role that stands for the street (township) of the place. */
const STREET_ROLE = 'SD';

/** 五定 proposed by rule: who leads the category there today, else who bears its roles. The dispatcher confirms it once. */
@Injectable()
export class Proposals {
  constructor(
    private readonly context: ContextStore,
    private readonly directory: DirectoryStore,
    private readonly changes: DirectoryChanges,
  ) {}

  /** What the filer named comes first. */
  async of({
    proposal,
    categoryCode,
    place,
  }: Pick<FileFinding, 'proposal' | 'categoryCode' | 'place'>): Promise<NonNullable<FilePayload['proposal']>> {
    if (proposal?.unitId) return proposal;
    const { policy, units } = await this.context.current();
    const category = policy.categories.find(({ code }) => code === categoryCode);
    if (!category) return proposal ?? { unitId: null, coUnitIds: [] };
    const bearers = new Map((await this.directory.roleRules()).map(({ role, unitId }) => [role, unitId]));
    const bearerOf = (role: string): string | null => {
      const unitId = role === STREET_ROLE ? place?.streetId : bearers.get(role);
      return unitId && units.unit(unitId) ? unitId : null;
    };
    const ruled = await this.changes.leadOf(category.code, place?.streetId ?? null);
    const unitId = ruled && units.unit(ruled) ? ruled : bearerOf(category.lead);
    const named = proposal?.coUnitIds.length ? proposal.coUnitIds : category.co.map(bearerOf);
    return { unitId, coUnitIds: [...new Set(named)].filter((id): id is string => id !== null && id !== unitId) };
  }
}
