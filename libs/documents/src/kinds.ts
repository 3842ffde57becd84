import type { Form } from './form';

interface KindFacts {
  zh: string;
  en: string;
  form: Form;
  /** 公文 are numbered at signature and count against the year's papers; slips are records of the system. */
  class: 'slip' | 'paper';
}

const slip = (zh: string, en: string): KindFacts => ({ zh, en, form: 'slip', class: 'slip' });
const official = (zh: string, en: string): KindFacts => ({ zh, en, form: 'official', class: 'paper' });
const letter = (zh: string, en: string): KindFacts => ({ zh, en, form: 'letter', class: 'paper' });
const sheet = (zh: string, en: string): KindFacts => ({ zh, en, form: 'sheet', class: 'slip' });

const OF_A_FINDING = {
  assignment: slip('交办单', 'Assignment'),
  reminder: slip('提醒', 'Reminder'),
  urge: slip('催办单', 'Urge slip'),
  supervision: slip('督办单', 'Supervision slip'),
  rectification: slip('整改通知书', 'Rectification notice'),
  feedback: slip('整改情况反馈报告', 'Feedback report'),
  'write-off': slip('销号单', 'Write-off slip'),
  verification: slip('核查单', 'Verification sheet'),
  extension: slip('延期审批表', 'Extension form'),
  suspension: slip('挂账审批表', 'Suspension form'),
  'return-ruling': slip('退回裁定单', 'Return ruling'),
  cancellation: slip('撤销单', 'Cancellation'),
  'hint-letter': letter('提示函', 'Letter of notice'),
  'coordination-letter': letter('协调函', 'Letter of coordination'),
  'transfer-letter': letter('移交函', 'Letter of transfer'),
  talk: official('约谈通知书', 'Notice of a talk'),
  conclusion: official('督查结论', 'Conclusion'),
  'review-decision': official('复核决定书', 'Decision on review'),
} satisfies Record<string, KindFacts>;

const OF_THE_DISTRICT = {
  bulletin: official('督查通报', 'Bulletin'),
  monthly: sheet('督查月报', 'Monthly report'),
  weekly: sheet('督查周报', 'Weekly report'),
  daily: sheet('督查日报', 'Daily sheet'),
  'dispatch-meeting': sheet('月度调度会材料', 'Dispatch meeting'),
  ledger: sheet('整改前后对比图文台账', 'Before and after ledger'),
} satisfies Record<string, KindFacts>;

export type FindingPaperKind = keyof typeof OF_A_FINDING;
export type ReportKind = keyof typeof OF_THE_DISTRICT;
/** 一案一档 is kept in the archive and has no life of its own. */
export type PaperKind = FindingPaperKind | ReportKind | 'dossier';

/** Every paper that Duban makes (单据与公文). */
export const PAPER_KINDS: Record<FindingPaperKind | ReportKind, KindFacts> = { ...OF_A_FINDING, ...OF_THE_DISTRICT };
export const FINDING_KINDS = Object.keys(OF_A_FINDING) as FindingPaperKind[];
export const REPORT_KINDS = Object.keys(OF_THE_DISTRICT) as ReportKind[];

const BY_TITLE: Record<string, FindingPaperKind> = {
  提醒: 'reminder',
  催办单: 'urge',
  内部催办: 'urge',
  督办单: 'supervision',
  内部督办: 'supervision',
  提示函: 'hint-letter',
  协调函: 'coordination-letter',
  提请市级协调: 'coordination-letter',
  撤销单: 'cancellation',
};

/** What a slip of the record is printed as; a title of the policy's own is a 督办单 under that title. */
export const kindOfNotice = (title: string): FindingPaperKind => BY_TITLE[title] ?? 'supervision';
