/** How long what Temporal had to be told waited for it. */
export interface Telling {
  meanSeconds: number;
  /** The least bound of the metric's buckets that holds all. */
  withinSeconds: number;
}

const NAME = 'duban_outbox_told_after_seconds';

/** As the worker itself counts it. */
export function tellingOf(metrics: string): Telling {
  const value = (suffix: string) => Number(new RegExp(`^${NAME}_${suffix} (\\S+)$`, 'm').exec(metrics)?.[1] ?? 0);
  const count = value('count');
  const buckets = [...metrics.matchAll(new RegExp(`^${NAME}_bucket\\{le="([^"]+)"\\} (\\d+)$`, 'gm'))];
  const all = buckets.find(([, , held]) => Number(held) === count);
  return { meanSeconds: value('sum') / count, withinSeconds: Number(all?.[1] ?? Infinity) };
}
