import type { ExecutorReport } from '#persistence';
import { written } from '../http/written';

export const reportShown = ({ id, reportedBy, text, photos, reportedAt, outcome, reason }: ExecutorReport) => ({
  id,
  reportedBy,
  text,
  photos,
  reportedAt: written(reportedAt),
  outcome,
  reason,
});
