import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Paper, PaperPhoto, Pictures } from '../paper';
import { Press } from '../press/press';
import { qrSvg } from '../qr';
import { footOf, shownDate, shownNumber } from '../foot';

/** Where the template and the pictures of a paper stand for Typst; nothing is read from there. */
const ROOT = '/duban';
/** 宋 for text and heads, 黑 for headings: stand-ins for the fonts of an office, only the weights that are needed. */
const FONTS = [
  require.resolve('@expo-google-fonts/noto-serif-sc/400Regular/index.js'),
  require.resolve('@expo-google-fonts/noto-serif-sc/700Bold/index.js'),
  require.resolve('@expo-google-fonts/noto-sans-sc/500Medium/index.js'),
].map(dirname);

export interface Typeset {
  pdf: Buffer;
  pages: number;
}

/** Papers to PDF by Typst, one after another in a process of their own. */
export class Typesetter {
  private readonly press: Press<{ pdf: Uint8Array; pages: number }>;

  /** @param fontDir an office's own fonts (方正小标宋, 仿宋_GB2312, …) */
  constructor(fontDir: string | null = null) {
    const template = readFileSync(join(__dirname, 'paper.typ'), 'utf8');
    const fontPaths = fontDir === null ? FONTS : [fontDir, ...FONTS];
    this.press = new Press({ program: join(__dirname, 'press.cjs'), setting: { template, fontPaths, root: ROOT } });
  }

  /** @throws PressFailed */
  async pdf(paper: Paper, pictures: Pictures): Promise<Typeset> {
    const { pdf, pages } = await this.press.make(await jobOf(paper, pictures));
    return { pdf: Buffer.from(pdf), pages };
  }

  close(): void {
    this.press.close();
  }
}

async function jobOf(paper: Paper, pictures: Pictures): Promise<object> {
  const files = [...pictures].map(([sha256, bytes]) => ({ path: `/${sha256}.jpg`, bytes }));
  const there = (photo: PaperPhoto | null) =>
    photo && { ...photo, path: pictures.has(photo.sha256) ? `/${photo.sha256}.jpg` : null };
  const blocks = paper.blocks.map((block) => {
    if (block.type === 'table') {
      const columns = block.columns.map((column) => ({ ...column, align: column.align ?? 'left' }));
      return { ...block, columns };
    }
    if (block.type !== 'photos') return block;
    return {
      ...block,
      pairs: block.pairs.map((pair) => ({ ...pair, before: there(pair.before), after: there(pair.after) })),
    };
  });
  const set = {
    ...paper,
    blocks,
    'number-shown': shownNumber(paper),
    'date-shown': shownDate(paper),
    foot: footOf(paper),
    qr: paper.verifyUrl && (await qrSvg(paper.verifyUrl)),
  };
  return { paper: JSON.stringify(set), pictures: files, at: paper.asOf };
}
