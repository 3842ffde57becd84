/** One sentence in the two languages of the product. */
export interface Wording {
  zh: string;
  en: string;
}

const FILE_REFUSALS = {
  empty_file: [
    '文件是空的。请选择有内容的 .xlsx 或 .csv 文件。',
    'The file is empty. Choose an .xlsx or .csv file with content.',
  ],
  too_large: [
    '文件超过 20 MB。请压缩图片或拆成几个文件后重试。',
    'The file is larger than 20 MB. Compress its pictures or split it, and try again.',
  ],
  not_a_workbook: [
    '这不是 Excel 工作簿。请上传 .xlsx 或 .csv 文件。',
    'This is not an Excel workbook. Upload an .xlsx or .csv file.',
  ],
  old_workbook: [
    '这是旧版 .xls 或加密的文件。请在 Excel 或 WPS 中取消密码并另存为 .xlsx 后重试。',
    'This is an old .xls or an encrypted file. Remove its password, save it as .xlsx and try again.',
  ],
  damaged: [
    '文件已损坏，无法读取。请在 Excel 或 WPS 中打开并另存为新的 .xlsx 后重试。',
    'The file is damaged. Open it in Excel or WPS, save it as a new .xlsx and try again.',
  ],
  zip_bomb: [
    '文件解压后过大，已拒收。请另存为新的 .xlsx，删除多余的工作表、空行和大图后重试。',
    'The file would unpack to far too much. Save it as a new .xlsx without surplus sheets, empty rows and large pictures, and try again.',
  ],
  too_many_rows: [
    '表格超过 20000 行。请拆成几个文件后重试。',
    'The table has more than 20,000 rows. Split it into several files and try again.',
  ],
  too_many_columns: [
    '表格超过 100 列。请删除多余的列后重试。',
    'The table has more than 100 columns. Delete the surplus columns and try again.',
  ],
  too_many_cells: [
    '表格中的单元格过多。请删除空行空列、取消整列合并，或拆成几个文件后重试。',
    'The sheet has too many cells. Delete empty rows and columns, undo whole-column merges, or split the file, and try again.',
  ],
  wrong_encoding: [
    '无法识别文字编码。请在 Excel 或 WPS 中另存为“CSV UTF-8”或 .xlsx 后重试。',
    'The text encoding is not recognised. Save the file as "CSV UTF-8" or .xlsx and try again.',
  ],
  broken_csv: [
    '第 {} 行附近的引号不成对。请检查该行，或另存为 .xlsx 后重试。',
    'The quotes near line {} do not match. Mend that line, or save the file as .xlsx, and try again.',
  ],
  no_rows: [
    '表中没有可导入的内容。请检查是否选对了工作表，表头下至少要有一行。',
    'The table holds nothing to import. Check that it is the right sheet; at least one row must stand below the headings.',
  ],
  needs_mapping: [
    '表头无法识别: {}。请指明各列对应的项目，“{}”必填。',
    'The headings are not recognised: {}. Say which field each column holds; "{}" is required.',
  ],
  needs_dispatcher: [
    '清单导入即交办，须由交办员办理。请交交办员导入，或先试算。',
    'Importing an issue list hands its measures over: a dispatcher must do it. Let one import it, or make a dry run.',
  ],
  bad_mapping: [
    '列对应有误: {}。请从表头和项目中重新选择。',
    'The column mapping is wrong: {}. Choose again from the headings and the fields.',
  ],
} satisfies Record<string, [zh: string, en: string]>;

export type FileFault = keyof typeof FILE_REFUSALS;

/** The headings that were found and the fields they may be mapped to; `headingKey` names this set of headings for a saved mapping. */
export interface MappingNeed {
  headingKey: string;
  headings: { letter: string; heading: string }[];
  fields: { field: string; heading: string; required: boolean }[];
}

/** A file that cannot be taken at all: `zh` and `en` say what to do next. */
export class IntakeRefusal extends Error {
  override readonly name = 'IntakeRefusal';
  readonly zh: string;
  readonly en: string;

  constructor(
    readonly code: FileFault,
    details: (string | number)[] = [],
    readonly mapping: MappingNeed | null = null,
  ) {
    const [zh, en] = FILE_REFUSALS[code].map((wording) => filled(wording, details));
    super(`${zh} ${en}`);
    this.zh = zh ?? '';
    this.en = en ?? '';
  }
}

function filled(wording: string, details: (string | number)[]): string {
  const left = [...details];
  return wording.replace(/\{\}/g, () => String(left.shift() ?? ''));
}

export type RowFault =
  | 'description_missing'
  | 'measure_missing'
  | 'date_impossible'
  | 'date_out_of_bounds'
  | 'text_too_long'
  | 'exact_repeat'
  | 'number_repeated'
  | 'number_known_differs';

/** One cell (or, with `column` null, one row) that keeps its row out, and how to mend it. */
export interface RowRefusal {
  row: number;
  column: { letter: string; heading: string } | null;
  code: RowFault;
  message: Wording;
  mend: Wording;
}

export type SkipReason = 'title' | 'heading' | 'blank' | 'note' | 'totals' | 'already_imported';

/** Rows `row` to `to` that hold no item, or one that was imported before. */
export interface SkippedRows {
  row: number;
  to: number;
  reason: SkipReason;
  text: string;
}
