import type { IndicatorValue } from './indicators';
import { hundredths, weighted, within } from './points';
import type { CompositeRules, ThresholdItem } from './rules';

type Values = ReadonlyMap<string, IndicatorValue>;

/** 月度调度综合分, by the published scheme in force or by the weights. */
export function monthlyComposite(values: Values, rules: CompositeRules): number | null {
  const scheme = rules.inForce ? rules.threshold[rules.inForce] : undefined;
  return scheme ? thresholdComposite(values, scheme) : weightedComposite(values, rules);
}

/** Of a hundred: rates by their weights; a rate over nothing leaves its weight to the others. */
function weightedComposite(values: Values, { monthly }: CompositeRules): number | null {
  const share = weighted(monthly.map(({ of, inverse, weight }) => ({ value: rateOf(values, of, inverse), weight })));
  return share === null ? null : hundredths(share * 100);
}

function rateOf(values: Values, code: string, inverse: boolean): number | null {
  const rate = values.get(code)?.value ?? null;
  return rate === null ? null : inverse ? 1 - rate : rate;
}

/** A published scheme: full marks for each rate at its threshold, less so many per percentage point below it. */
function thresholdComposite(values: Values, items: readonly ThresholdItem[]): number | null {
  const full = items.reduce((sum, item) => sum + item.full, 0);
  const share = weighted(
    items.map((item) => {
      const rate = values.get(item.of)?.value ?? null;
      return { value: rate === null ? null : marksOf(item, rate) / item.full, weight: item.full };
    }),
  );
  return share === null ? null : hundredths(share * full);
}

/** Rates are compared in hundredths of a percentage point: 0.7 − 0.6 must not cost more than ten points. */
function marksOf({ full, threshold, perPoint }: ThresholdItem, rate: number): number {
  const below = Math.max(0, Math.round((threshold - rate) * 10_000) / 100);
  return within(full - below * perPoint, 0, full);
}
