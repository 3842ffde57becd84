/** How a finding's unit behaves in the three weeks. */
export type Plot =
  | 'prompt' // signs and mends in time
  | 'unsigned' // never signs: deemed signed, mended in time all the same
  | 'wrong_unit' // returned, upheld, sent to the right unit
  | 'not_mine' // returned without ground, refused
  | 'extended' // asks for more time in time
  | 'suspended' // out of season: suspended
  | 'late' // mends after the yellow slip
  | 'very_late' // mends after the red draft
  | 'never' // is never heard of
  | 'sham' // a photo that proves nothing, caught by the verifier
  | 'bounces' // written off, and found broken again at the look-back
  | 'night'; // the loose manhole: nobody answers at night

const PLOTS: Record<string, Plot> = {
  '003': 'extended',
  '006': 'bounces',
  '008': 'late',
  '011': 'very_late',
  '013': 'extended',
  '014': 'suspended',
  '019': 'unsigned',
  '020': 'late',
  '022': 'never',
  '026': 'wrong_unit',
  '028': 'not_mine',
  '030': 'late',
  '032': 'late',
  '033': 'suspended',
  '036': 'late',
  '041': 'very_late',
  '043': 'sham',
  '045': 'unsigned',
  '049': 'sham',
  '050': 'not_mine',
  '051': 'very_late',
  '052': 'late',
  '054': 'night',
  '055': 'wrong_unit',
  '057': 'unsigned',
};

/** By the last three digits of the finding's number. */
export const plotOf = (number: string): Plot => PLOTS[number.slice(-3)] ?? 'prompt';
