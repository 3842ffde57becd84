import type { Instant } from '#calendar';
import type { Suspension } from '../finding';

type Stretch = [from: Instant, to: Instant];

/** The stretches of `from` to `to` in which the case was not suspended; pauses may overlap (ruling 6). */
export function runningBetween(pauses: readonly Suspension[], from: Instant, to: Instant): Stretch[] {
  const running: Stretch[] = [];
  let since = from;
  for (const pause of pauses.toSorted((a, b) => a.since - b.since)) {
    if (pause.since > since) running.push([since, Math.min(pause.since, to)]);
    since = Math.max(since, pause.endedAt ?? to);
    if (since >= to) break;
  }
  if (since < to) running.push([since, to]);
  return running.filter(([a, b]) => a < b);
}
