/** Points are kept to the thousandth, as the record stores them, and summed as whole thousandths: no order shows in a sum. */
const toThousandths = (points: number): number => Math.round(points * 1000);

export const points = (value: number): number => toThousandths(value) / 1000;

export const totalOf = (all: readonly number[]): number => all.reduce((sum, one) => sum + toThousandths(one), 0) / 1000;

/** 保留两位小数 */
export const hundredths = (value: number): number => Math.round(value * 100) / 100;

export const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

export const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : totalOf(values) / values.length;

/** 缺项权重按比例分摊: what is missing leaves its weight to the rest; null when all is missing. */
export function weighted(parts: readonly { value: number | null; weight: number }[]): number | null {
  const given = parts.filter((part): part is { value: number; weight: number } => part.value !== null);
  const weight = given.reduce((sum, part) => sum + part.weight, 0);
  if (weight === 0) return null;
  return given.reduce((sum, part) => sum + part.value * part.weight, 0) / weight;
}

/** Text order by code unit: the same on every machine, whatever its locale. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
