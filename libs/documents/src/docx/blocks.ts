import {
  AlignmentType,
  BorderStyle,
  ImageRun,
  type IParagraphOptions,
  LineRuleType,
  PageBreak,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { jpegSize } from '../jpeg-size';
import type { Align, Block, PaperPhoto, Pictures } from '../paper';
import { FONTS, INK, mm, PALE, type RunStyle, SIZE, TEXT_WIDTH } from './styles';

export type Flow = (Paragraph | Table)[];

const ALIGNED: Record<Align, (typeof AlignmentType)[keyof typeof AlignmentType]> = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
};

/** Characters that XML 1.0 has no place for would make the file unreadable. */
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Text as runs, its own line breaks kept. */
export const runs = (text: string, style: RunStyle = {}): TextRun[] =>
  text
    .replace(UNWRITABLE, '')
    .split('\n')
    .map((line, index) => new TextRun({ text: line, ...style, ...(index > 0 && { break: 1 }) }));

export const paragraph = (text: string, style: RunStyle, options: IParagraphOptions = {}): Paragraph =>
  new Paragraph({ ...options, children: runs(text, style) });

/** Beside the paper's grid: tables are set solid. */
const SOLID = { spacing: { line: 300, lineRule: LineRuleType.AUTO } } as const;

export class BlockWriter {
  constructor(
    private readonly pictures: Pictures,
    private readonly body: RunStyle & { size: number },
    /** 署名 and 成文日期. */
    private readonly signature: Paragraph[],
  ) {}

  flow(block: Block): Flow {
    switch (block.type) {
      case 'text':
        return [this.text(block.style, block.text)];
      case 'fields':
        return [this.fields(block.rows), gap()];
      case 'table':
        return [this.table(block), gap()];
      case 'figures':
        return [this.figures(block.items), gap()];
      case 'photos':
        return block.pairs.every(({ after }) => after === null)
          ? inTwos(block.pairs).flatMap((row) => [this.found(row), gap()])
          : block.pairs.flatMap((pair) => [this.photos(pair), gap()]);
      case 'boxes':
        return [this.boxes(block.rows), gap()];
      case 'page':
        return [new Paragraph({ children: [new PageBreak()] })];
      case 'signed':
        return this.signature;
    }
  }

  private text(style: Extract<Block, { type: 'text' }>['style'], text: string): Paragraph {
    const indent = { firstLineChars: 200, firstLine: this.body.size * 20 };
    switch (style) {
      case 'chapter':
        return paragraph(text, { ...this.body, font: FONTS.hei }, { indent, keepNext: true });
      case 'section':
        return paragraph(text, { ...this.body, font: FONTS.kai, bold: true }, { indent, keepNext: true });
      case 'note':
        return paragraph(text, { font: FONTS.fangsong, size: SIZE.five, color: '5C6670' }, SOLID);
      case 'blank':
        return paragraph('', this.body, { keepNext: true });
      case 'flush':
        return paragraph(text, { ...this.body, font: FONTS.hei }, { keepNext: true });
      case 'centred':
        return paragraph(text, { ...this.body, font: FONTS.hei }, { alignment: AlignmentType.CENTER, keepNext: true });
      case 'body':
        return paragraph(text, this.body, { indent, alignment: AlignmentType.BOTH });
    }
  }

  private fields(rows: [string, string][][]): Table {
    const wide = rows.every((row) => row.length === 1);
    const widths = wide ? [30, 126] : [25, 53, 25, 53];
    const cells = (row: [string, string][]): TableCell[] =>
      row.flatMap(([label, value]) => [
        cell(label, { font: FONTS.hei, size: SIZE.smallFour }, { align: 'center' }),
        cell(value, SMALL, { span: row.length === 1 && !wide ? 3 : 1 }),
      ]);
    return tableOf(
      widths,
      rows.map((row) => new TableRow({ children: cells(row), cantSplit: true })),
    );
  }

  private table({ columns, rows }: Extract<Block, { type: 'table' }>): Table {
    const whole = columns.reduce((sum, { width }) => sum + width, 0);
    const heading = new TableRow({
      tableHeader: true,
      cantSplit: true,
      children: columns.map((column) => cell(column.heading, { font: FONTS.hei, size: SIZE.five }, HEADING)),
    });
    const line = (row: string[]): TableRow =>
      new TableRow({
        cantSplit: true,
        children: row.map((text, index) => cell(text, TINY, { align: columns[index]?.align ?? 'left' })),
      });
    return tableOf(
      columns.map(({ width }) => (width / whole) * 156),
      [heading, ...rows.map(line)],
    );
  }

  private figures(items: { label: string; value: string }[]): Table {
    const row = (texts: string[], style: RunStyle): TableRow =>
      new TableRow({ children: texts.map((text) => cell(text, style, { align: 'center' })) });
    return tableOf(
      items.map(() => 156 / items.length),
      [
        row(
          items.map(({ value }) => value),
          { font: FONTS.hei, size: 36 },
        ),
        row(
          items.map(({ label }) => label),
          { font: FONTS.fangsong, size: 20 },
        ),
      ],
    );
  }

  /** Nothing is mended yet: what was found, side by side. */
  private found(row: Pair[]): Table {
    const cells = (each: (pair: Pair) => TableCell): TableRow =>
      new TableRow({ children: row.map(each), cantSplit: true });
    return tableOf(
      row.map(() => 156 / row.length),
      [
        cells(({ title }) => cell(title, { font: FONTS.hei, size: SIZE.five }, { shaded: true })),
        cells(({ before }) => this.picture(before)),
        cells(({ before }) => cell(before?.caption ?? '—', TINY, { align: 'center' })),
      ],
    );
  }

  private photos({ title, before, after }: Pair): Table {
    const pair = (cells: TableCell[]): TableRow => new TableRow({ children: cells, cantSplit: true });
    const headings = ['整改前', '整改后'].map((text) =>
      cell(text, { font: FONTS.hei, size: SIZE.five }, { align: 'center' }),
    );
    return tableOf(
      [78, 78],
      [
        pair([cell(title, { font: FONTS.hei, size: SIZE.five }, { span: 2, shaded: true })]),
        pair(headings),
        pair([before, after].map((photo) => this.picture(photo))),
        pair([before, after].map((photo) => cell(photo?.caption ?? '—', TINY, { align: 'center' }))),
      ],
    );
  }

  private picture(photo: PaperPhoto | null): TableCell {
    const bytes = photo && this.pictures.get(photo.sha256);
    if (!photo || !bytes) return cell(photo ? '（照片原件不在本机）' : '（无照片）', TINY, { align: 'center' });
    const size = fitted(jpegSize(bytes) ?? { width: 4, height: 3 });
    const image = new ImageRun({
      type: 'jpg',
      data: bytes,
      transformation: size,
      altText: { name: photo.sha256.slice(0, 12), title: photo.caption, description: photo.caption },
    });
    return boxed([new Paragraph({ ...SOLID, alignment: AlignmentType.CENTER, children: [image] })]);
  }

  private boxes(rows: { label: string; lines: string[]; height: number }[]): Table {
    return tableOf(
      [30, 126],
      rows.map(
        ({ label, lines, height }) =>
          new TableRow({
            cantSplit: true,
            height: { value: mm(height), rule: 'atLeast' },
            children: [
              cell(label, { font: FONTS.hei, size: SIZE.smallFour }, { align: 'center' }),
              cell(lines.join('\n'), SMALL, { low: true }),
            ],
          }),
      ),
    );
  }
}

type Pair = Extract<Block, { type: 'photos' }>['pairs'][number];

const inTwos = (pairs: Pair[]): Pair[][] =>
  Array.from({ length: Math.ceil(pairs.length / 2) }, (_, row) => pairs.slice(row * 2, row * 2 + 2));

const SMALL: RunStyle = { font: FONTS.fangsong, size: SIZE.smallFour };
export const TINY: RunStyle = { font: FONTS.fangsong, size: SIZE.five };
const HEADING = { align: 'center', shaded: true } as const;

const gap = (): Paragraph =>
  paragraph('', { size: 8 }, { ...SOLID, spacing: { line: 120, lineRule: LineRuleType.EXACT } });

interface CellLook {
  align?: Align;
  span?: number;
  shaded?: boolean;
  /** At the foot of the cell, where one signs. */
  low?: boolean;
}

function cell(text: string, style: RunStyle, look: CellLook = {}): TableCell {
  return boxed([paragraph(text, style, { ...SOLID, alignment: ALIGNED[look.align ?? 'left'] })], look);
}

const boxed = (children: Paragraph[], { span = 1, shaded = false, low = false }: CellLook = {}): TableCell =>
  new TableCell({
    children,
    columnSpan: span,
    verticalAlign: low ? VerticalAlignTable.BOTTOM : VerticalAlignTable.CENTER,
    margins: { top: 50, bottom: 50, left: 80, right: 80 },
    ...(shaded && { shading: { type: ShadingType.CLEAR, fill: PALE, color: 'auto' } }),
  });

const HAIR = { style: BorderStyle.SINGLE, size: 4, color: INK };

const tableOf = (widths: number[], rows: TableRow[]): Table =>
  new Table({
    rows,
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths: widths.map(mm),
    borders: { top: HAIR, bottom: HAIR, left: HAIR, right: HAIR, insideHorizontal: HAIR, insideVertical: HAIR },
  });

/** Into 70 mm × 46 mm, in pixels of 1/96 inch. */
function fitted({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(264 / width, 174 / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}
