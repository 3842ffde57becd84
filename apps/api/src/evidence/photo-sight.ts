import { Injectable } from '@nestjs/common';
import type { Actor } from '#domain';
import { ContextStore, type EvidenceRecord, EvidenceStore, ExecutorStore, FindingStore, scopeOf } from '#persistence';
import { sightOf } from '../findings/sight';

/** Who may see a photo: its uploader, and whoever may see a finding that holds it or for which it came by a link. */
@Injectable()
export class PhotoSight {
  constructor(
    private readonly evidence: EvidenceStore,
    private readonly executors: ExecutorStore,
    private readonly findings: FindingStore,
    private readonly context: ContextStore,
  ) {}

  /** `whole` is false for the inspected side: a camera's own data may tell who took the photo (ruling 12). */
  async of(sha256: string, viewer: Actor): Promise<{ record: EvidenceRecord; whole: boolean } | null> {
    const record = await this.evidence.find(sha256);
    if (!record) return null;
    if (record.uploadedBy === viewer.personId) return { record, whole: true };
    const holding = await Promise.all([this.evidence.findingsOf(sha256), this.executors.findingsShowing(sha256)]);
    const seen = await this.findingsInSight([...new Set(holding.flat())], viewer);
    return seen.length === 0 ? null : { record, whole: seen.every(({ whole }) => whole) };
  }

  /** Of another case only who may see the photo whole there: or the inspected unit would find it again in a case of its own. */
  async mayAttach({ sha256, uploadedBy }: EvidenceRecord, findingId: string | null, by: Actor): Promise<boolean> {
    if (uploadedBy === by.personId) return true;
    const others = (await this.evidence.findingsOf(sha256)).filter((id) => id !== findingId);
    const seen = await this.findingsInSight(others, by);
    return seen.filter(({ whole }) => whole).length === others.length;
  }

  async findingsInSight(ids: readonly string[], viewer: Actor): Promise<{ id: string; whole: boolean }[]> {
    const { units } = await this.context.current();
    const read = await Promise.all(ids.map((id) => this.findings.read(id, scopeOf(viewer))));
    return read.flatMap((recorded) =>
      recorded ? [{ id: recorded.finding.id, whole: sightOf(recorded.finding, viewer, units).whole }] : [],
    );
  }
}
