import type { PaperContent, Standing } from '#documents';
import type { Subject } from '#persistence';

/** One thing that is printed, wherever it is kept. */
export interface Printed {
  subject: Subject;
  /** What its file is called, without the ending. */
  name: string;
  content: PaperContent;
  standing: Standing;
  /** Made once, at the first asking after it was issued, and the same for good. */
  lasting: boolean;
}
