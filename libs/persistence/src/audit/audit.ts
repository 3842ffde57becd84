import type { Instant } from '#calendar';

export interface AuditFault {
  findingId: string | null;
  seq: number | null;
  fault: 'hash' | 'gap' | 'illegal_edge' | 'row_differs' | 'column_differs' | 'checkpoint';
  zh: string;
  en: string;
}

export interface AuditReport {
  findings: number;
  events: number;
  checkpoints: number;
  faults: AuditFault[];
}

/** Recomputes the whole record and tells where it differs from what was written (I3). */
export class Audit {
  async verify(_onProgress?: (findings: number) => void): Promise<AuditReport> {
    throw new Error('the record is not written yet');
  }

  /** Merkle root over every finding's head: the tail of a log is proved only by a later checkpoint. */
  async writeCheckpoint(): Promise<{ root: string; findings: number; at: Instant }> {
    throw new Error('the record is not written yet');
  }
}
