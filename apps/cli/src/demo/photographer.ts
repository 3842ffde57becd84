import sharp from 'sharp';

import type { EvidenceRef, Finding } from '#domain';
import { examine, type Vault } from '#evidence';
import type { EvidenceStore } from '#persistence';

/** What an after-photo is to show: the place made safe, the defect mended, or a pretence of it. */
export interface PhotoWanted {
  finding: Finding;
  number: string;
  shows: 'made_safe' | 'mended' | 'sham';
}

export interface Photographer {
  after(wanted: PhotoWanted): Promise<EvidenceRef>;
}

/** Takes the after-photos of the demonstration: real JPEG files, each different, kept like any other. */
export class PatternPhotographer implements Photographer {
  constructor(
    private readonly vault: Vault,
    private readonly evidence: EvidenceStore,
    private readonly personId: string,
  ) {}

  async after({ finding, number, shows }: PhotoWanted): Promise<EvidenceRef> {
    const bytes = await picture(`${number} ${shows} ${finding.cycle}`);
    const { type, ...seen } = await examine(bytes);
    await this.vault.keep(seen.sha256, bytes);
    await this.evidence.save({ ...seen, mime: type, uploadedBy: this.personId });
    const { sha256, capturedAt, lng, lat, dhash } = seen;
    return { sha256, role: 'after', defect: 1, capturedAt, lng, lat, dhash, flags: ['no_exif'], capture: 'camera' };
  }
}

/** A chequered plate whose pattern is the caption's own bits. */
function picture(caption: string): Promise<Buffer> {
  const bits = Buffer.from(caption);
  const width = 24;
  const pixels = Buffer.alloc(width * width);
  for (let i = 0; i < pixels.length; i += 1) pixels[i] = ((bits[i % bits.length] ?? 0) * (i + 17) * 131) % 256;
  return sharp(pixels, { raw: { width, height: width, channels: 1 } })
    .resize(192, 192, { kernel: 'nearest' })
    .jpeg()
    .toBuffer();
}
