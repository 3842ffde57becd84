import type { Instant } from '#calendar';
import type { Colour, NoticeLife } from '#domain';

/** A slip or paper with the number that the record gave it. */
export interface NumberedNotice {
  id: string;
  findingId: string;
  number: string | null;
  class: 'slip' | 'paper';
  title: string;
  colour: Colour | null;
  unitId: string | null;
  rung: string | null;
  life: NoticeLife;
  at: Instant;
}
