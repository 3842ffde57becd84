import { Workbook } from 'exceljs';
import type { FindingPlan } from './findings';
import { neutraliseFormula } from './formula';
import type { IssueListPlan } from './issue-list';

const COLUMNS = [
  { heading: '行号 Row', width: 10 },
  { heading: '列 Column', width: 18 },
  { heading: '原因 Reason', width: 50 },
  { heading: '如何更正 How to mend', width: 50 },
];

/** An .xlsx that lists every refused row with its column, the reason and how to mend it. */
export async function writeRefusals(plan: Pick<FindingPlan | IssueListPlan, 'refused'>): Promise<Buffer> {
  const workbook = new Workbook();
  const sheet = workbook.addWorksheet('待更正', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.addRow(COLUMNS.map(({ heading }) => heading)).font = { bold: true };
  COLUMNS.forEach(({ width }, index) => (sheet.getColumn(index + 1).width = width));
  for (const { row, column, message, mend } of plan.refused) {
    const where = column ? `${column.letter} ${column.heading}` : '';
    const texts = [where, `${message.zh}\n${message.en}`, `${mend.zh}\n${mend.en}`];
    sheet.addRow([row, ...texts.map(neutraliseFormula)]).alignment = { wrapText: true, vertical: 'top' };
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
