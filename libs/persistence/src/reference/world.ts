import type { Context } from '#domain';
import type { Surroundings } from '../findings/change';

/** What the rules read and what the projections need, all of one version of the reference data. */
export interface World {
  context: Context;
  surroundings: Surroundings;
}
