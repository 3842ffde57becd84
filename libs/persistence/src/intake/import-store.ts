/** One row of a sheet as it was taken. */
export interface ImportedRow {
  /** 1-based row of the sheet. */
  row: number;
  /** Digest of the row's normalised content: the same row is never taken twice. */
  fingerprint: string;
  findingId: string | null;
}

export interface ImportBatch {
  id: string;
  fileName: string;
  sha256: string;
  importedBy: string;
  rows: ImportedRow[];
}

export interface IssueList {
  id: string;
  title: string;
  supervisingUnitId: string;
}

export class ImportStore {
  /** Those of the fingerprints already taken, with the finding each became. */
  async taken(_fingerprints: readonly string[]): Promise<Map<string, string | null>> {
    throw new Error('the record is not written yet');
  }

  /** Rows whose fingerprint is there already are left alone. */
  async record(_batch: ImportBatch): Promise<void> {
    throw new Error('the record is not written yet');
  }

  async saveList(_list: IssueList): Promise<void> {
    throw new Error('the record is not written yet');
  }

  /** Heading → field, as it was saved for this set of headings. */
  async mapping(_headings: readonly string[]): Promise<Record<string, string> | null> {
    throw new Error('the record is not written yet');
  }

  async saveMapping(_headings: readonly string[], _mapping: Record<string, string>): Promise<void> {
    throw new Error('the record is not written yet');
  }
}
