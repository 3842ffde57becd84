import type { Reformed } from '#contract';
import type { DeadlineChange } from '#persistence';
import { writtenOrNull } from '../http/written';

export const changesShown = (changes: readonly DeadlineChange[]): Reformed['changes'] =>
  changes.map((change) => ({
    ...change,
    before: writtenOrNull(change.before),
    after: writtenOrNull(change.after),
  }));
