import type { Event } from '#domain';

const STATUS_WORDS: Partial<Record<Event['type'], string>> = {
  filed: '上报',
  registered: '立项',
  dismissed: '不予立项',
  assigned: '交办',
  recalled: '撤回交办',
  return_requested: '申请退回',
  return_upheld: '退回成立',
  return_refused: '退回不成立',
  extension_requested: '申请延期',
  extension_granted: '准予延期',
  extension_refused: '不予延期',
  suspension_requested: '申请挂账',
  suspended: '挂账',
  suspension_refused: '不予挂账',
  suspension_ended: '恢复办理',
  reason_stated: '陈述理由',
  reason_accepted: '理由成立，暂缓一次',
  reason_refused: '理由不成立',
  step_completed: '先期处置完成',
  feedback_drafted: '反馈送单位审签',
  feedback_sent_back: '审签退回',
  submitted: '反馈',
  verified: '核查通过',
  verification_failed: '核查不通过，退回重办',
  level_approved: '销号审批',
  write_off_rejected: '销号不予通过',
  publicity_opened: '公示',
  written_off: '销号',
  look_back_opened: '回头看到期',
  look_back_passed: '回头看通过',
  look_back_failed: '回头看不通过，反弹',
  archived: '归档',
  reminder_repeated: '逾期未办，再次提示',
};

const COLOURS = { blue: '蓝', yellow: '黄', red: '红' } as const;

/** One line of a timeline, or null for what only bookkeeping needs to know. */
export function wordingOf(event: Event, unitName: (id: string) => string): string | null {
  switch (event.type) {
    case 'line_signed':
      return event.how === 'deemed' ? '逾时视同签收' : '签收';
    case 'submitted':
      return event.submission.inTime === false ? '反馈（逾期）' : '反馈（按期）';
    case 'verification_failed':
      return event.sham ? '核查不通过：虚假整改，退回重办' : '核查不通过，退回重办';
    case 'rung_fired':
      return rungWording(event, unitName);
    case 'notice_moved':
      return event.to === 'issued' ? '督办单签发编号' : null;
    default:
      return STATUS_WORDS[event.type] ?? null;
  }
}

function rungWording(fired: Extract<Event, { type: 'rung_fired' }>, unitName: (id: string) => string): string {
  const { rung, slip, colour, measure, unitId, listIn } = fired;
  const to = unitId ? ` → ${unitName(unitId)}` : '';
  if (measure) return `${rung} 提请${measure === 'talk' ? '约谈' : '问责'}（待人决定）${to}`;
  const paper = colour === 'red' ? '（拟稿，待签发）' : '';
  return `${rung} ${colour ? `${COLOURS[colour]}色` : ''}${slip ?? listIn ?? ''}${paper}${to}`;
}

export const CLOCK_WORDS: Record<string, string> = {
  case: '公开时限',
  rectify: '整改',
  receipt: '签收',
  screen: '立项',
  dispatch: '交办',
  verify: '核查',
  approve: '销号审批',
  return_ruling: '退回裁定',
  extension_reply: '延期批复',
  suspension_reply: '挂账批复',
  slip_reply: '督办单回复',
  sign_document: '文书签发',
  unit_review: '单位审签',
  recheck: '回头看',
};
