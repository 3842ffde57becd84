import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  Header,
  ImageRun,
  type IParagraphOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Tab,
  TabStopType,
  TextRun,
} from 'docx';
import { footOf, shownDate, shownNumber } from '../foot';
import type { Paper, Pictures } from '../paper';
import { qrPng } from '../qr';
import { BlockWriter, type Flow, paragraph, runs, TINY } from './blocks';
import { COLOUR_HEX, COLOUR_ZH, FONTS, mm, PITCH, RED, SIZE, TEXT_WIDTH } from './styles';
import { withoutMakersMarks } from './makers-marks';

/** A paper for WPS or Word: edited there, stamped, and brought back. */
export async function renderDocx(paper: Paper, pictures: Pictures): Promise<Buffer> {
  const size = paper.form === 'sheet' ? SIZE.four : SIZE.three;
  const blocks = new BlockWriter(pictures, { font: FONTS.fangsong, size }, closingOf(paper, size));
  const document = new Document({
    title: paper.title,
    creator: paper.issuer,
    lastModifiedBy: paper.issuer,
    description: '',
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { font: FONTS.fangsong, size },
          paragraph: { spacing: { line: paper.form === 'sheet' ? 465 : PITCH, lineRule: LineRuleType.EXACT } },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: mm(210), height: mm(297) },
            margin: { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26), footer: mm(26), header: mm(15) },
          },
          // 22 lines of 28 characters; the pitch of characters is a fraction of a point over the size, times 4096.
          ...(paper.form !== 'sheet' && {
            grid: { type: DocumentGridType.LINES_AND_CHARS, linePitch: PITCH, charSpace: -849 },
          }),
        },
        headers: heads(paper),
        footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
        children: [
          ...headOf(paper),
          titleOf(paper),
          ...addresseesOf(paper, size),
          ...paper.blocks.flatMap((block) => blocks.flow(block)),
          ...(paper.blocks.some(({ type }) => type === 'signed') ? [] : closingOf(paper, size)),
          ...imprintOf(paper),
        ],
      },
    ],
  });
  return withoutMakersMarks(await Packer.toBuffer(document), paper.issuedAt ?? paper.asOf);
}

function heads({ mark }: Paper): { default: Header; even: Header } | undefined {
  if (mark === null) return undefined;
  const text = mark === '拟稿' ? '【拟稿】未签发，无文号，不得外传' : '【作废】已由撤销单撤销';
  const header = (): Header =>
    new Header({
      children: [paragraph(text, { font: FONTS.hei, size: SIZE.five, color: RED }, { alignment: AlignmentType.RIGHT })],
    });
  return { default: header(), even: header() };
}

/** 4号 with a dash on either side, outside on either page. */
const pageNumber = (alignment: 'left' | 'right'): Footer =>
  new Footer({
    children: [
      new Paragraph({
        alignment,
        indent: { left: 280, right: 280 },
        children: [
          new TextRun({
            font: { eastAsia: '宋体', ascii: '宋体', hAnsi: '宋体' },
            size: SIZE.four,
            children: ['— ', PageNumber.CURRENT, ' —'],
          }),
        ],
      }),
    ],
  });

function headOf(paper: Paper): Paragraph[] {
  if (paper.form === 'official') return officialHead(paper);
  if (paper.form === 'letter') return letterHead(paper);
  return [slipHead(paper)];
}

const underline = (color: string, size: number, style: (typeof BorderStyle)[keyof typeof BorderStyle]) => ({
  border: { bottom: { style, color, size, space: 4 } },
});

/** The office's name in one line of 150 mm, however long; half points. */
const oneLine = (size: number, characters: number): number =>
  Math.min(size, Math.floor(((150 / 25.4) * 144) / characters));

/** 发文机关标志 in red, 发文字号, 签发人, and the red line below. */
function officialHead(paper: Paper): Paragraph[] {
  const numbered = underline(RED, 12, BorderStyle.SINGLE);
  const number = runs(shownNumber(paper));
  return [
    paragraph(
      `${paper.issuer}文件`,
      { font: FONTS.song, size: oneLine(SIZE.head, paper.issuer.length + 2), color: RED, bold: true },
      {
        alignment: AlignmentType.CENTER,
        // 35 mm below the head of the text area, 发文字号 two lines below.
        spacing: { line: 900, lineRule: LineRuleType.EXACT, before: mm(35), after: 2 * PITCH },
      },
    ),
    paper.signer === null
      ? new Paragraph({ ...numbered, alignment: AlignmentType.CENTER, children: number })
      : new Paragraph({
          ...numbered,
          tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH - 320 }],
          children: [
            ...number,
            new TextRun({ children: [new Tab(), '签发人：'] }),
            ...runs(paper.signer, { font: FONTS.kai }),
          ],
        }),
    paragraph('', {}),
    paragraph('', {}),
  ];
}

function letterHead(paper: Paper): Paragraph[] {
  return [
    paragraph(
      paper.issuer,
      { font: FONTS.song, size: oneLine(60, paper.issuer.length), color: RED, bold: true },
      {
        alignment: AlignmentType.CENTER,
        spacing: { line: 800, lineRule: LineRuleType.EXACT },
        ...underline(RED, 24, BorderStyle.THICK_THIN_SMALL_GAP),
      },
    ),
    new Paragraph({ alignment: AlignmentType.RIGHT, spacing: { before: 280 }, children: runs(shownNumber(paper)) }),
    paragraph('', {}),
    paragraph('', {}),
  ];
}

function slipHead(paper: Paper): Paragraph {
  const style = { font: FONTS.hei, size: SIZE.smallFour };
  return new Paragraph({
    ...underline(paper.colour ? COLOUR_HEX[paper.colour] : '000000', 8, BorderStyle.SINGLE),
    tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
    children: [
      ...runs(paper.issuer, style),
      new TextRun({ ...style, children: [new Tab()] }),
      ...runs(shownNumber(paper), style),
    ],
  });
}

function titleOf({ form, title, colour }: Paper): Paragraph {
  const size = form === 'official' || form === 'letter' ? SIZE.two : SIZE.slip;
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { line: 640, lineRule: LineRuleType.EXACT, before: 300, after: 300 },
    ...balanced(widthOf(title) * size * 10),
    children: [
      ...runs(title, { font: FONTS.song, size, bold: true }),
      ...(colour && form === 'slip'
        ? runs(`　【${COLOUR_ZH[colour]}】`, { font: FONTS.hei, size: SIZE.three, color: COLOUR_HEX[colour] })
        : []),
    ],
  });
}

/** Lines of like length (回行排列对称): no last character stands alone. */
function balanced(width: number): IParagraphOptions {
  const lines = Math.ceil(width / TEXT_WIDTH);
  if (lines < 2) return {};
  const beside = Math.max(0, Math.floor((TEXT_WIDTH - width / lines) / 2 - 240));
  return { indent: { left: beside, right: beside } };
}

const addresseesOf = ({ to }: Paper, size: number): Paragraph[] =>
  to.length === 0 ? [] : [paragraph(`${to.join('、')}：`, { font: FONTS.fangsong, size })];

/** Office and date, with room for the seal. */
function closingOf(paper: Paper, size: number): Paragraph[] {
  if (paper.form === 'sheet') return [];
  const sealed = paper.form === 'slip' ? `${paper.issuer}（盖章）` : paper.issuer;
  const style = { font: FONTS.fangsong, size };
  const date = shownDate(paper);
  const isSlip = paper.form === 'slip';
  // 成文日期 four characters from the right, the office's name centred on it.
  const inset = (characters: number) => ({
    alignment: AlignmentType.RIGHT,
    indent: { right: Math.max(0, Math.round((isSlip ? 2 : characters) * size * 10)) },
    keepLines: true,
  });
  return [
    ...(isSlip ? [] : [paragraph('', style), paragraph('', style)]),
    paragraph(sealed, style, { ...inset(4 + (widthOf(date) - widthOf(sealed)) / 2), keepNext: true }),
    paragraph(date, style, { ...inset(4), keepNext: isSlip }),
  ];
}

/** In characters: a figure is half as wide as one. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (/[\x20-\x7e]/.test(character) ? 0.5 : 1), 0);

const ruled = (where: 'top' | 'bottom', size: number) => ({
  [where]: { style: BorderStyle.SINGLE, size, color: '000000', space: 3 },
});

/** 版记 in 4号: 0.35 mm at its ends, 0.25 mm within; a letter's has no lines, a slip's is small. */
function imprintOf(paper: Paper): Flow {
  const { copies, printed, notes } = footOf(paper);
  const small = { spacing: { line: 300, lineRule: LineRuleType.AUTO } };
  if (paper.form !== 'official' && paper.form !== 'letter') {
    const lines = [...(copies === null ? [] : [copies]), ...notes];
    return [
      ...lines.map((line, index) =>
        paragraph(line, TINY, { ...small, ...(index === 0 && { border: ruled('top', 8) }) }),
      ),
      ...codeOf(paper),
    ];
  }
  const style = { font: FONTS.fangsong, size: SIZE.four };
  const isRuled = paper.form === 'official';
  const indent = { left: SIZE.four * 10, right: SIZE.four * 10 };
  return [
    ...notes.map((line) => paragraph(line, TINY, small)),
    ...codeOf(paper),
    ...(copies === null
      ? []
      : [
          paragraph(copies, style, {
            indent: { left: SIZE.four * 40, hanging: SIZE.four * 30, right: SIZE.four * 10 },
            ...(isRuled && { border: { ...ruled('top', 8), ...(printed === null && ruled('bottom', 8)) } }),
          }),
        ]),
    ...(printed === null
      ? []
      : [
          new Paragraph({
            indent,
            tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH - SIZE.four * 10 }],
            border: { ...ruled('top', copies === null ? 8 : 6), ...ruled('bottom', 8) },
            children: [
              ...runs(printed.by, style),
              new TextRun({ ...style, children: [new Tab()] }),
              ...runs(printed.on, style),
            ],
          }),
        ]),
  ];
}

/** What leads to the check. */
function codeOf({ verifyUrl }: Paper): Paragraph[] {
  if (verifyUrl === null) return [];
  const image = new ImageRun({
    type: 'png',
    data: qrPng(verifyUrl),
    transformation: { width: 80, height: 80 },
    altText: { name: 'qr', title: '查验二维码', description: verifyUrl },
  });
  return [new Paragraph({ spacing: { line: 300, lineRule: LineRuleType.AUTO }, children: [image] })];
}
