import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import {
  DocxPress,
  type Paper,
  type PaperContent,
  photosOf,
  type Pictures,
  PressFailed,
  type Standing,
  Typesetter,
} from '#documents';
import { Vault } from '#evidence';
import { Refusal } from '../http/problems';

export const PAPER_FORMATS = ['pdf', 'docx'] as const;
export type PaperFormat = (typeof PAPER_FORMATS)[number];

/** Photos of one paper; what is beyond them is named and not shown. */
const MOST_PHOTOS = 60;

/** Seconds after which a press that has too much to do is asked again. */
const ASK_AGAIN = 10;

/** Content to a file, within bounds. Photos come stripped of all that a camera says of itself (ruling 12). */
@Injectable()
export class PaperPress implements OnModuleDestroy {
  constructor(
    private readonly vault: Vault,
    private readonly typesetter: Typesetter,
    private readonly docxPress: DocxPress,
  ) {}

  onModuleDestroy(): void {
    this.typesetter.close();
    this.docxPress.close();
  }

  async print(content: PaperContent, standing: Standing, format: PaperFormat): Promise<Buffer> {
    const paper: Paper = { ...content, ...standing };
    const pictures = await this.picturesOf(paper);
    try {
      return await this.made(paper, pictures, format);
    } catch (error) {
      if (!(error instanceof PressFailed) || error.code === 'faulty') throw error;
      throw error.code === 'busy' ? Refusal.of('unavailable', {}, ASK_AGAIN) : Refusal.of('paper_too_large');
    }
  }

  private async made(paper: Paper, pictures: Pictures, format: PaperFormat): Promise<Buffer> {
    if (format === 'docx') return this.docxPress.docx(paper, pictures);
    return (await this.typesetter.pdf(paper, pictures)).pdf;
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
