export { propertyBulletin, unitsBulletin } from './content/assessment';
export { captioned, type CaseFacts, INSPECTION_TEAM, placeOf } from './content/case';
export { dossierPaper } from './content/dossier';
export { dispatchPaper, findingPaper, goesUp } from './content/finding-papers';
export type { Figures, LedgerEntry, Proposal, ReportFacts, ReportItem, UnitFigures } from './content/report-facts';
export { periodOf, reportPaper } from './content/reports';
export { roundBulletin, type RoundFacts } from './content/round';
export { DocxPress } from './docx/docx-press';
export { type ChainedEvent, type DossierFile, packDossier } from './dossier/pack';
export {
  FINDING_KINDS,
  type FindingPaperKind,
  kindOfNotice,
  PAPER_KINDS,
  type PaperKind,
  REPORT_KINDS,
  type ReportKind,
} from './kinds';
export { type Paper, type PaperContent, photosOf, type Pictures, type Standing } from './paper';
export { writeCsv } from './sheets/csv';
export type { CellValue, Sheet, SheetColumn } from './sheets/sheet';
export { writeXlsx } from './sheets/xlsx';
export { Archive } from './archive';
export { PressFailed } from './press/press';
export { Typesetter } from './typst/typesetter';
export { LIFE_ZH, SEVERITY_ZH, SOURCE_ZH, STATUS_ZH, URGENCY_ZH } from './wording';
