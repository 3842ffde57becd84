/** Every way a command may be refused; the code is part of the public contract. */
export const REFUSALS = {
  illegal_transition: ['当前状态不能办理此操作', 'This command is not possible in the current status'],
  not_your_role: ['您的岗位无权办理此操作', 'Your role may not issue this command'],
  not_your_unit: ['此件不属于您的单位', 'This finding is not with your unit'],
  not_in_scope: ['此件不在您的督办范围内', 'This finding is outside the area you supervise'],
  same_person: ['职责分离：此环节须由另一人办理', 'Separation of duties: another person must do this'],
  recusal: ['回避：责任单位是本单位或下属单位，请由上一级办理', 'Recusal: the next unit up must do this'],
  unknown_unit: ['没有这个单位，请重新选择', 'No such unit; choose another'],
  unknown_category: ['没有这个问题类别，请重新选择', 'No such category; choose another'],
  category_retired: ['此问题类别已停用，请另选类别', 'This category is retired; choose another'],
  unknown_line: ['没有这条承办线', 'No such line on this finding'],
  unknown_request: ['没有待办理的申请', 'No such open request'],
  unknown_notice: ['没有这份单据', 'No such notice on this finding'],
  facts_missing: ['请先补全所缺事实后再办理', 'Complete the missing facts first'],
  already_signed: ['已经签收', 'Already signed for'],
  not_signed: ['请先签收', 'Sign for it first'],
  recall_too_late: ['对方已签收，不能撤回；可改用重新交办', 'Already signed for; use reassign instead'],
  return_window_closed: ['已过退回时限', 'The window for a return has closed'],
  return_limit: ['退回已满两次，由会商作出的指定为准', 'Two returns were made; the ruling is binding'],
  return_unknown_reason: ['退回理由不在政策之列', 'The policy knows no such reason for a return'],
  return_needs_basis: ['请写明依据和建议承办单位', 'Name the rule and the unit you propose'],
  control_first: ['紧急件：先处置后退单', 'Urgent: make it safe first, then return it'],
  request_pending: ['同类申请正在办理', 'A request of this kind is open already'],
  extension_after_due: ['已过期限，不能申请延期', 'An extension is asked before the due time'],
  extension_not_allowed: [
    '紧急件不予延期；完成先期处置后可申请挂账',
    'Urgent findings are not extended; ask for suspension after control',
  ],
  extension_too_long: ['超过可延长的上限', 'Longer than the policy allows'],
  extension_no_more: ['延期次数已用完', 'No further extension is allowed'],
  wrong_approver: ['须由有权审批的岗位办理', 'A position with this authority must decide'],
  suspension_unknown_reason: ['挂账理由不在政策之列', 'The policy knows no such reason for a suspension'],
  milestone_after_due: ['节点日期不能晚于整改时限', 'A milestone lies behind the due date: set it earlier'],
  suspension_of_groups: [
    '该理由只能成批挂账，由有权决定的人在“成批挂账”中按类别、片区、日期一次决定',
    'This reason suspends a group only: whoever may decide does so once, by category, area and dates, under group suspensions',
  ],
  suspension_too_long: ['超过挂账的最长期限', 'Longer than a suspension may last'],
  no_higher_start: [
    '不能直接出此颜色的督办单：限紧急、重大或有批示的件，且高于现有颜色',
    'No start at this colour: only urgent, major or instructed cases, and above the colour they have',
  ],
  reason_out_of_time: [
    '催办单之后、黄色督办单之前才能陈述理由，每条承办线一次',
    'A reason is stated after the urge slip and before the yellow one, once a line',
  ],
  not_suspended: ['此件没有挂账', 'Nothing is suspended'],
  step_order: ['请先完成前一步骤', 'Finish the step before it first'],
  evidence_missing: ['每处问题都要有整改后的照片', 'Each defect needs its own after-photo'],
  camera_required: [
    '紧急或重大问题的照片须用应用内相机现场拍摄；代报、转办、导入的不限',
    'Photos of an urgent or major case are taken with the in-app camera; reports passed on by others are exempt',
  ],
  evidence_duplicate: [
    '照片与整改前或已交的照片完全相同，请重新拍摄',
    'The photo is an exact copy of one already filed; take a new one',
  ],
  not_on_the_spot: ['此类问题不适用“马上改”，请按一般问题上报', 'Not a category to mend on the spot; file it as usual'],
  nothing_to_endorse: ['没有待审签的反馈', 'No feedback waits for endorsement'],
  handed_down_due: ['分办时限须在本单位时限之内', 'The due handed down must lie inside your own'],
  objection_pending: ['异议尚未裁定', 'An objection waits for its ruling'],
  look_back_not_open: ['回头看尚未到期', 'The look-back is not open yet'],
  transfer_pending: ['已移交，等待对方签收', 'Transferred; waiting for the receipt'],
  no_transfer: ['没有待确认的移交', 'No transfer waits for confirmation'],
  void_same_person: ['作废须由第二人确认', 'A second person must confirm the voiding'],
  merge_self: ['不能与自身合并', 'A finding cannot merge into itself'],
  merge_target_closed: ['目标件已办结，请按重复发生处理', 'The target is closed; treat this as a recurrence'],
  not_merged: ['此件没有被合并', 'This finding is not merged'],
  notice_life: ['单据当前环节不能这样办理', 'The notice is not at the step for this'],
  review_window_closed: ['已过三十日的复核申请期', 'The thirty days for a review have passed'],
  no_citizen: ['只有群众热线反映的件才回访', 'Only what citizens reported by the hotline is called back about'],
  already_reviewed: ['已有复核在办', 'A review is open already'],
  invalid_amount: ['数值不在允许范围', 'The value is out of range'],
  nothing_to_take_back: [
    '没有可以撤回的操作：本人刚办理、一分钟以内、尚无他人接手的才能撤回',
    'Nothing to take back: only your own last act, within a minute, before anybody else has acted',
  ],
  not_open: ['此件已结束', 'The finding has ended'],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

export type RefusalCode = keyof typeof REFUSALS;

/** A typed no: what was refused and why; never thrown across the domain's edge. */
export interface Refusal {
  code: RefusalCode;
  zh: string;
  en: string;
  detail?: Record<string, string | number | null>;
}

/** Carries a refusal out of nested rules to `decide`, which returns it. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

export function refuse(code: RefusalCode, detail?: Refusal['detail']): never {
  const [zh, en] = REFUSALS[code];
  throw new Refused({ code, zh, en, ...(detail && { detail }) });
}
