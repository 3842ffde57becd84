import type { FilePayload, Place, Policy } from '#domain';
import type { DistrictRecord } from '#persistence';

/** Role that stands for the street (township) of the place. */
const STREET_ROLE = 'SD';

/** Who should mend it: the bearers of the category's roles there. */
export async function proposalFor(
  categoryCode: string,
  { streetId }: Place,
  { policy, record }: { policy: Policy; record: DistrictRecord },
): Promise<NonNullable<FilePayload['proposal']>> {
  const category = policy.categories.find(({ code }) => code === categoryCode);
  if (!category) throw new Error(`the policy has no category ${categoryCode}`);
  const bearers = new Map((await record.directory.roleRules()).map(({ role, unitId }) => [role, unitId]));
  const bearerOf = (role: string): string | null => (role === STREET_ROLE ? streetId : (bearers.get(role) ?? null));
  const unitId = bearerOf(category.lead);
  const co = category.co.map(bearerOf).filter((id): id is string => id !== null && id !== unitId);
  return { unitId, coUnitIds: [...new Set(co)] };
}
