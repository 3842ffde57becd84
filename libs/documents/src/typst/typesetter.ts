import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Paper, PaperPhoto, Pictures } from '../paper';
import { qrSvg } from '../qr';
import { footOf, shownDate, shownNumber } from '../foot';

/** A paper that takes longer is given up, with the process that was at it. */
const DEADLINE_MS = 20_000;
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

/** The paper cannot be set as a PDF: too large, or a fault of the template. */
export class TypesettingFailed extends Error {
  override readonly name = 'TypesettingFailed';

  constructor(
    readonly code: 'too_slow' | 'faulty',
    message: string,
  ) {
    super(message);
  }
}

interface Waiting {
  id: number;
  resolve(made: Typeset): void;
  reject(error: Error): void;
}

type Said = { id: number } & ({ pdf: Uint8Array; pages: number } | { fault: string });

/** Papers to PDF by Typst, one after another in a process that is started by the first and again after a failure. */
export class Typesetter {
  private press: ChildProcess | null = null;
  private waiting: Waiting | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private count = 0;

  /** @param fontDir an office's own fonts (方正小标宋, 仿宋_GB2312, …) */
  constructor(private readonly fontDir: string | null = null) {}

  /** @throws TypesettingFailed */
  async pdf(paper: Paper, pictures: Pictures): Promise<Typeset> {
    const given = await jobOf(paper, pictures);
    const turn = this.last.then(() => this.typeset(given));
    this.last = turn.catch(() => {});
    return turn;
  }

  close(): void {
    this.fail(new TypesettingFailed('faulty', 'closed'));
  }

  private typeset(given: object): Promise<Typeset> {
    const press = (this.press ??= this.started());
    const id = ++this.count;
    return new Promise<Typeset>((resolve, reject) => {
      const deadline = setTimeout(() => this.fail(new TypesettingFailed('too_slow', `${DEADLINE_MS} ms`)), DEADLINE_MS);
      const ended =
        <Value>(then: (value: Value) => void) =>
        (value: Value): void => {
          clearTimeout(deadline);
          this.waiting = null;
          then(value);
        };
      this.waiting = { id, resolve: ended(resolve), reject: ended(reject) };
      press.send({ id, ...given });
    });
  }

  private started(): ChildProcess {
    const press = fork(join(__dirname, 'press.cjs'), [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    press.on('message', (said: Said) => this.hear(said));
    press.on('error', (error) => this.fail(new TypesettingFailed('faulty', error.message)));
    press.on('exit', () => {
      if (press === this.press) this.fail(new TypesettingFailed('faulty', 'the typesetting process ended'));
    });
    press.send({
      template: readFileSync(join(__dirname, 'paper.typ'), 'utf8'),
      fontPaths: this.fontPaths(),
      root: ROOT,
    });
    // A process that is about to end does not wait for one that waits for work.
    press.unref();
    press.channel?.unref();
    return press;
  }

  private hear(said: Said): void {
    if (this.waiting?.id !== said.id) return;
    if ('fault' in said) this.waiting.reject(new TypesettingFailed('faulty', said.fault));
    else this.waiting.resolve({ pdf: Buffer.from(said.pdf), pages: said.pages });
  }

  private fail(error: TypesettingFailed): void {
    this.press?.kill('SIGKILL');
    this.press = null;
    this.waiting?.reject(error);
  }

  private fontPaths(): string[] {
    return this.fontDir === null ? FONTS : [this.fontDir, ...FONTS];
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
