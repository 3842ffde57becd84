import type { CommandName } from '#contract';
import type { Bucket } from '#domain';

interface Words {
  zh: string;
  en: string;
  /** Commands that clear it. */
  commands: CommandName[];
}

/** What each kind of today's work is called, in the order in which a desk shows it. */
export const BUCKET_WORDS: Record<Bucket, Words> = {
  dispatch: { zh: '待交办', en: 'To dispatch', commands: ['register', 'assign'] },
  pass_on: { zh: '待核实上报', en: 'To verify and pass on', commands: ['pass-on'] },
  rule_return: { zh: '待裁定退回', en: 'Returns to rule on', commands: ['rule-return'] },
  decide_extension: { zh: '待审延期', en: 'Extensions to decide', commands: ['decide-extension'] },
  decide_suspension: { zh: '待审挂账', en: 'Suspensions to decide', commands: ['decide-suspension'] },
  rule_reason: { zh: '待裁定理由', en: 'Reasons to rule on', commands: ['rule-reason'] },
  rule_objection: { zh: '待裁异议', en: 'Objections to rule on', commands: ['rule-objection'] },
  decide_review: { zh: '待复核', en: 'Reviews to decide', commands: ['decide-review'] },
  verify: { zh: '待核查', en: 'To verify', commands: ['verify'] },
  recheck: { zh: '待回头看', en: 'To look back at', commands: ['recheck'] },
  approve: { zh: '待审批销号', en: 'Write-offs to approve', commands: ['approve', 'reject-write-off'] },
  check_paper: { zh: '待核稿', en: 'Drafts to check', commands: ['check-notice'] },
  sign_paper: { zh: '待签发', en: 'Papers to sign', commands: ['issue-notice'] },
  confirm_transfer: { zh: '移交待确认', en: 'Transfers to confirm', commands: ['confirm-transfer'] },
  confirm_void: { zh: '作废待确认', en: 'Voids to confirm', commands: ['void'] },
  sign: { zh: '待签收', en: 'To sign for', commands: ['sign', 'request-return'] },
  rectify: { zh: '待整改反馈', en: 'To rectify and answer', commands: ['submit', 'report-progress'] },
  endorse: { zh: '待审签', en: 'Feedback to endorse', commands: ['endorse', 'send-back'] },
  reply_instruction: { zh: '批示待回复', en: 'Instructions to answer', commands: ['reply-instruction'] },
  sign_notice: { zh: '公文待签收', en: 'Papers to sign for', commands: ['sign-notice'] },
  reply_notice: { zh: '催督办待回复', en: 'Slips to reply to', commands: ['reply-notice'] },
  due_today: { zh: '今日到期', en: 'Due today', commands: [] },
  due_soon: { zh: '即将到期', en: 'Due soon', commands: [] },
  overdue: { zh: '已逾期', en: 'Overdue', commands: [] },
  red: { zh: '红色督办', en: 'Red', commands: [] },
  undelivered: { zh: '未送达', en: 'Undelivered', commands: [] },
};
