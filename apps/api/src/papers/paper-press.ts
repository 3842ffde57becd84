import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import {
  type Paper,
  type PaperContent,
  photosOf,
  renderDocx,
  type Standing,
  Typesetter,
  TypesettingFailed,
} from '#documents';
import { Vault } from '#evidence';
import { Refusal } from '../http/problems';

export const PAPER_FORMATS = ['pdf', 'docx'] as const;
export type PaperFormat = (typeof PAPER_FORMATS)[number];

/** Photos of one paper; what is beyond them is named and not shown. */
const MOST_PHOTOS = 60;

/** Content to a file, within bounds. Photos come stripped of all that a camera says of itself (ruling 12). */
@Injectable()
export class PaperPress implements OnModuleDestroy {
  constructor(
    private readonly vault: Vault,
    private readonly typesetter: Typesetter,
  ) {}

  onModuleDestroy(): void {
    this.typesetter.close();
  }

  async print(content: PaperContent, standing: Standing, format: PaperFormat): Promise<Buffer> {
    const paper: Paper = { ...content, ...standing };
    const pictures = await this.picturesOf(paper);
    if (format === 'docx') return renderDocx(paper, pictures);
    try {
      return (await this.typesetter.pdf(paper, pictures)).pdf;
    } catch (error) {
      if (error instanceof TypesettingFailed && error.code === 'too_slow') throw Refusal.of('paper_too_large');
      throw error;
    }
  }

  async picturesOf(content: PaperContent): Promise<Map<string, Buffer>> {
    const pictures = new Map<string, Buffer>();
    for (const { sha256 } of photosOf(content).slice(0, MOST_PHOTOS)) {
      const bytes = pictures.get(sha256) ?? (await this.vault.rendition(sha256, 'medium'));
      if (bytes) pictures.set(sha256, bytes);
    }
    return pictures;
  }
}
