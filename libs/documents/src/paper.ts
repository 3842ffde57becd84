import type { Instant } from '#calendar';
import type { Colour } from '#domain';
import type { Form } from './form';
import type { PaperKind } from './kinds';

/** A photo by its hash; its bytes come beside the paper, stripped of all metadata. */
export interface PaperPhoto {
  sha256: string;
  caption: string;
}

export type Align = 'left' | 'center' | 'right';

/** What a paper says, in order. Both renderers know each of these and nothing else, so that they say the same. */
export type Block =
  | { type: 'text'; style: 'body' | 'chapter' | 'section' | 'note' | 'centred' | 'flush' | 'blank'; text: string }
  /** 要素表: each row one or two labelled values. */
  | { type: 'fields'; rows: [label: string, value: string][][] }
  | {
      type: 'table';
      columns: { heading: string; /** Share of the width. */ width: number; align?: Align }[];
      rows: string[][];
    }
  | { type: 'figures'; items: { label: string; value: string }[] }
  | { type: 'photos'; pairs: { title: string; before: PaperPhoto | null; after: PaperPhoto | null }[] }
  /** 签收栏, 审批栏: room for a hand. */
  | { type: 'boxes'; rows: { label: string; lines: string[]; height: number }[] }
  | { type: 'page' }
  /** 署名 and 成文日期, where attachments follow; else they stand at the end. */
  | { type: 'signed' };

/** What a paper says, whoever signs it: frozen when it is drafted. */
export interface PaperContent {
  kind: PaperKind;
  form: Form;
  /** 发文机关. */
  issuer: string;
  title: string;
  colour: Colour | null;
  /** 主送. */
  to: string[];
  /** 抄送. */
  copies: string[];
  blocks: Block[];
  /** The figures and facts are those of this instant. */
  asOf: Instant;
}

/** What its life adds. */
export interface Standing {
  /** Null until it is signed (签发). */
  number: string | null;
  /** 成文日期. */
  issuedAt: Instant | null;
  /** 签发人: on what goes up (上行文) only. */
  signer: string | null;
  mark: '拟稿' | '作废' | null;
  /** Where anybody may check it. */
  verifyUrl: string | null;
}

export interface Paper extends PaperContent, Standing {}

/** JPEG by sha256 of the original. */
export type Pictures = ReadonlyMap<string, Buffer>;

export const photosOf = ({ blocks }: PaperContent): PaperPhoto[] =>
  blocks.flatMap((block) =>
    block.type === 'photos'
      ? block.pairs.flatMap(({ before, after }) => [before, after]).filter((photo) => photo !== null)
      : [],
  );
