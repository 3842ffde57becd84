import type { Instant } from '#calendar';

/** What the record knows of a photo or scan; the bytes live under their sha256. */
export interface EvidenceRecord {
  sha256: string;
  mime: string;
  bytes: number;
  width: number | null;
  height: number | null;
  capturedAt: Instant | null;
  lng: number | null;
  lat: number | null;
  /** 64-bit difference hash, 16 hexadecimal digits. */
  dhash: string | null;
  uploadedBy: string;
}

export class EvidenceStore {
  /** The same content twice is one row; the first uploader stays. */
  async save(_evidence: EvidenceRecord): Promise<void> {
    throw new Error('the record is not written yet');
  }

  async find(_sha256: string): Promise<EvidenceRecord | null> {
    throw new Error('the record is not written yet');
  }

  /** Photos within `distance` bits attached to findings since `since`, nearest first (ruling 10). */
  async nearDuplicates(
    _dhash: string,
    _distance: number,
    _since: Instant,
  ): Promise<{ sha256: string; findingId: string; distance: number }[]> {
    throw new Error('the record is not written yet');
  }
}
