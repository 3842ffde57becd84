import { Injectable } from '@nestjs/common';
import type { Instant } from '#calendar';
import type { EvidenceClaim } from '#contract';
import type { Actor, EvidenceFlag, EvidenceRef, Finding, Place } from '#domain';
import { hashDistance, NEAR } from '#evidence';
import { type EvidenceRecord, EvidenceStore } from '#persistence';
import { Refusal } from '../http/problems';
import { metresBetween } from './metres';
import { PhotoSight } from './photo-sight';

/** What the photos are measured against (ruling 10): the discovery they answer. */
export interface Discovery {
  /** Null while it is being filed. */
  finding: Finding | null;
  place: Partial<Place>;
  /** When the defect was photographed, or else filed; null while it is being filed. */
  foundAt: Instant | null;
  now: Instant;
}

/** Farther from the place than this, in metres, a photo is flagged. */
const FAR = 300;
const SEARCHED_BACK_MS = 90 * 86_400_000;

/** Turns claims into evidence: the facts come from the record of the bytes, never from the claimant. */
@Injectable()
export class Photos {
  constructor(
    private readonly evidence: EvidenceStore,
    private readonly sight: PhotoSight,
  ) {}

  /** @throws Refusal `unknown_evidence` for a photo that was never uploaded, and for one that is not theirs to attach. */
  async attach(
    claims: readonly EvidenceClaim[],
    usual: EvidenceRef['role'],
    discovery: Discovery,
    by: Actor,
  ): Promise<EvidenceRef[]> {
    return Promise.all(
      claims.map(async ({ sha256, role = usual, defect, capture }, index) => {
        const record = await this.evidence.find(sha256);
        const theirs = record && (await this.sight.mayAttach(record, discovery.finding?.id ?? null, by));
        if (!record || !theirs) throw unknown(index);
        const { capturedAt, lng, lat, dhash } = record;
        const flags = await this.flags(record, role, discovery);
        return { sha256, role, defect, capturedAt, lng, lat, dhash, flags, ...(capture && { capture }) };
      }),
    );
  }

  private async flags(photo: EvidenceRecord, role: EvidenceRef['role'], found: Discovery): Promise<EvidenceFlag[]> {
    const flags: EvidenceFlag[] = [];
    if (role !== 'material' && (await this.seenBefore(photo, role, found))) flags.push('near_duplicate');
    if (role === 'after' && isOlder(photo.capturedAt, found.foundAt)) flags.push('older_than_discovery');
    if ((metresBetween(photo, found.place) ?? 0) > FAR) flags.push('far');
    if (photo.capturedAt === null && photo.lng === null) flags.push('no_exif');
    return flags;
  }

  private async seenBefore(photo: EvidenceRecord, role: EvidenceRef['role'], found: Discovery): Promise<boolean> {
    const { dhash } = photo;
    if (dhash === null) return false;
    const before = found.finding?.evidence.filter((item) => item.role === 'before') ?? [];
    if (role === 'after' && before.some((item) => item.dhash !== null && hashDistance(item.dhash, dhash) <= NEAR))
      return true;
    const near = await this.evidence.nearDuplicates(dhash, NEAR, found.now - SEARCHED_BACK_MS);
    return near.some(({ findingId }) => findingId !== found.finding?.id);
  }
}

const isOlder = (capturedAt: Instant | null, foundAt: Instant | null): boolean =>
  capturedAt !== null && foundAt !== null && capturedAt < foundAt;

const unknown = (index: number): Refusal =>
  Refusal.of('unknown_evidence', {
    faults: [{ pointer: `/evidence/${index}/sha256`, code: 'unknown_evidence', zh: '请先上传', en: 'upload it first' }],
  });
