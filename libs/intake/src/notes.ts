import type { Wording } from './refusal';

export type WarningCode =
  | 'alias_resolved'
  | 'path_split'
  | 'class_resolved'
  | 'several_units'
  | 'unit_unknown'
  | 'unit_ambiguous'
  | 'place_unknown'
  | 'place_conflict'
  | 'date_unreadable'
  | 'date_after_today'
  | 'coordinates_swapped'
  | 'coordinates_unreadable'
  | 'grade_unknown'
  | 'status_unknown'
  | 'taking_unknown'
  | 'several_defects'
  | 'picture_unsupported'
  | 'picture_unplaced'
  | 'formula_kept_as_text'
  | 'heading_ignored'
  | 'due_earlier'
  | 'due_unreadable';

/** Something taken all the same that a person should look at. */
export interface Warning {
  code: WarningCode;
  message: Wording;
  /** several_defects: the descriptions it could be split into. */
  parts?: string[];
}

/** A value proposed for what is missing; a person confirms it. */
export interface Suggestion {
  field: 'unit' | 'category';
  /** Unit id or category code. */
  value: string;
  name: string;
  reason: Wording;
}

export const warning = (code: WarningCode, zh: string, en: string): Warning => ({ code, message: { zh, en } });

/** `text` short enough to stand in a message. */
export const quoted = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
