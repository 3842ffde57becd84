import type { IndicatorRule } from './rules';

/** 口径 in English; in Chinese it is the policy's own formula. */
const EN: Record<string, string> = {
  filed_rate: 'registered over received',
  due_n: 'due in the period, or before it and still open at its start, less those suspended at its end',
  close_rate: 'written off over due',
  on_time_rate: 'handed in by the due time and passed at that check, over due',
  urgent_on_time: 'the same, urgent cases only',
  urgent_close_rate: 'written off over due, urgent cases only',
  rectified_rate: 'passed verification over assigned',
  rework_rate: 'failed verifications over feedbacks',
  first_pass_rate: 'passed at the first check over checked',
  extension_rate: 'cases granted an extension over due',
  suspended_rate: 'suspended at the end of the period over open then',
  overdue_open: 'past due and not handed in at the end of the period',
  relapse_rate: 'failed look-backs over look-backs',
  receipt_rate: 'signed for in time over to be signed for',
  misdispatch_rate: 'returns upheld over dispatches',
  shuffle_rate: 'returns refused over dispatches',
  verify_on_time: 'verified by the due time over verified',
  approve_on_time: 'approved by the due time over approved',
  point_pass_rate: 'points without a finding over points inspected',
  density: 'findings over points inspected',
  self_found_rate: 'self-reported over all filed',
  mean_days: 'working hours of rectification over cases closed',
  clear_rate: 'measures of the list written off over all its measures',
  satisfied_rate: 'satisfied over valid call-backs',
};

export interface Caption {
  zh: string;
  en: string;
}

/** 口径 as it is shown beside the figure. */
export const captionOf = ({ code, zh, formula }: IndicatorRule): Caption => ({
  zh: `${zh} = ${formula}`,
  en: EN[code] ?? code.replaceAll('_', ' '),
});
