import type { Instant } from '#calendar';
import type { EvidenceRef, Place } from '#domain';
import { examine, type Vault } from '#evidence';
import type { EvidenceStore } from '#persistence';

import { withExif } from '../pictures/exif';
import type { View } from '../pictures/draw';

/** So many are drawn at a time: the record needs the processor too. */
const DRAWN_AT_ONCE = 2;

/** When and where the shutter was released, and who uploads it. */
export interface Taking {
  at: Instant;
  place: Place;
  role: EvidenceRef['role'];
  uploadedBy: string;
}

/** Pictures drawn ahead of the moment in which they are taken, and kept like any other photo. */
export class Album {
  private readonly drawn = new Map<string, Promise<Buffer>>();
  private readonly queue: (() => void)[] = [];
  private readonly keeping: Promise<void>[] = [];
  private drawing = 0;

  constructor(
    private readonly vault: Vault,
    private readonly evidence: EvidenceStore,
    private readonly draw: (view: View) => Promise<Buffer>,
  ) {}

  /** Has it drawn in its turn. */
  prepare(view: View): void {
    void this.picture(view);
  }

  async take(view: View, { at, place, role, uploadedBy }: Taking): Promise<EvidenceRef> {
    const { lng, lat } = place;
    if (lng === null || lat === null) throw new Error('a photo of nowhere');
    const bytes = withExif(await this.picture(view), { at, lng, lat });
    const { type, ...seen } = await examine(bytes);
    this.keeping.push(this.vault.keep(seen.sha256, bytes, ['small']));
    await this.evidence.save({ ...seen, mime: type, uploadedBy });
    const { sha256, capturedAt, dhash } = seen;
    return { sha256, role, defect: 1, capturedAt, lng: seen.lng, lat: seen.lat, dhash, flags: [], capture: 'camera' };
  }

  /** Until every file lies under its name. */
  async kept(): Promise<void> {
    await Promise.all(this.keeping);
  }

  private picture(view: View): Promise<Buffer> {
    const key = JSON.stringify([view.scene, view.seed, view.state, view.shot]);
    const known = this.drawn.get(key);
    if (known) return known;
    const picture = this.inTurn(() => this.draw(view));
    this.drawn.set(key, picture);
    return picture;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    while (this.drawing >= DRAWN_AT_ONCE) await new Promise<void>((resolve) => this.queue.push(resolve));
    this.drawing += 1;
    try {
      return await work();
    } finally {
      this.drawing -= 1;
      this.queue.shift()?.();
    }
  }
}
