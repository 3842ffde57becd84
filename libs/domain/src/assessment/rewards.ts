import type { Placed } from './ranking';
import type { AssessmentRules } from './rules';

/** 奖励建议: the machine proposes, people decide. Shares of the class's pool in ten-thousandths (万分之). */
export interface RewardProposal {
  shares: { unitId: string; tenThousandths: number }[];
  /** 平均主义: the rewards lie closer together than the policy allows; somebody must look. */
  levelled: boolean;
}

/**
 * 打破平均主义: each place takes what the bands give to its stretch of the ranking, so any size of class is cut alike;
 * tied units share what their places take together. What rounding leaves over stays in the pool. Null where too few are
 * ranked: who stands alone would take it whole.
 */
export function proposeRewards(
  placed: readonly Placed[],
  { bands, spread, least = 0 }: AssessmentRules['rewards'],
): RewardProposal | null {
  const size = placed.length;
  if (size < least) return null;
  const taken = placed.map((_, place) => poolUpTo(bands, (place + 1) / size) - poolUpTo(bands, place / size));
  const shares = placed.map(({ unitId, rank }) => {
    const alike = taken.filter((_, place) => placed[place]!.rank === rank);
    const each = alike.reduce((sum, one) => sum + one, 0) / alike.length;
    // A share that is whole but for the dust of division stays whole.
    return { unitId, tenThousandths: Math.floor(each * 10_000 + 1e-6) };
  });
  return {
    shares,
    levelled: isLevelled(
      shares.map(({ tenThousandths }) => tenThousandths),
      spread,
    ),
  };
}

/** Share of the pool that the best `share` of the units take. */
function poolUpTo(bands: AssessmentRules['rewards']['bands'], share: number): number {
  let from = 0;
  let pool = 0;
  for (const { ofUnits, ofPool } of bands) {
    const inside = Math.min(Math.max(share - from, 0), ofUnits);
    pool += (inside / ofUnits) * ofPool;
    from += ofUnits;
  }
  return pool;
}

/** The highest is not far enough above the lowest that is paid at all. */
function isLevelled(shares: readonly number[], spread: number): boolean {
  const paid = shares.filter((share) => share > 0);
  return paid.length > 1 && Math.max(...paid) < spread * Math.min(...paid);
}
