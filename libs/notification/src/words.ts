export type Language = 'zh' | 'en';
type Both = Record<Language, string>;

const both = (zh: string, en: string): Both => ({ zh, en });

export const POSITIONS: Record<string, Both> = {
  handler: both('承办人', 'the handler'),
  unit_deputy: both('单位分管负责人', 'the unit’s deputy head'),
  unit_head: both('单位主要负责人', 'the unit’s head'),
  unit_office: both('单位办公室', 'the unit’s office'),
  contact: both('单位联络员', 'the unit’s contact'),
  supervisor: both('督查员', 'the supervisor'),
  officer: both('督查专干', 'the supervision officer'),
  section_head: both('督查科长', 'the section head'),
  office_head: both('督查室主任', 'the head of the supervision office'),
  district_leader_in_charge: both('分管区领导', 'the district leader in charge'),
  duty: both('值班人员', 'the officer on duty'),
  duty_leader: both('值班领导', 'the leader on duty'),
};

export const CLOCKS: Record<string, Both> = {
  screen: both('核实', 'screening'),
  grid_village: both('村级核实', 'the village’s check'),
  grid_township: both('乡级核查', 'the township’s check'),
  dispatch: both('派遣', 'dispatch'),
  receipt: both('签收', 'receipt'),
  case: both('办理', 'the case'),
  rectify: both('整改', 'rectification'),
  unit_review: both('单位审签', 'the unit’s endorsement'),
  return_ruling: both('退回裁定', 'the ruling on a return'),
  extension_reply: both('延期答复', 'the reply on an extension'),
  suspension_reply: both('挂账答复', 'the reply on a suspension'),
  verify: both('核查', 'verification'),
  approve: both('销号审批', 'write-off approval'),
  publicity: both('公示', 'publicity'),
  objection_ruling: both('异议裁定', 'the ruling on an objection'),
  look_back: both('回头看', 'the look-back'),
  recheck: both('复查', 'the recheck'),
  slip_reply: both('督办单回复', 'the reply to a slip'),
  sign_document: both('公文签发', 'signature of a paper'),
  instruction_reply: both('批示办理', 'the answer to an instruction'),
  transfer: both('移交签收', 'the transfer’s receipt'),
  review_decision: both('复核决定', 'the review’s decision'),
};

export const COLOURS: Record<string, Both> = {
  blue: both('蓝色', 'blue'),
  yellow: both('黄色', 'yellow'),
  red: both('红色', 'red'),
};

export const SLIPS: Record<string, string> = {
  提醒: 'a reminder',
  催办单: 'an urge slip',
  督办单: 'a supervision slip',
  内部催办: 'an internal urge slip',
  内部督办: 'an internal supervision slip',
  提示函: 'a letter of notice',
  协调函: 'a letter of coordination',
};

export const MEASURES: Record<string, Both> = {
  talk: both('约谈', 'a talk'),
  accountability: both('提请问责', 'accountability'),
};

/** What is told of an event that needs no more than its name. */
export const EVENTS: Record<string, Both> = {
  filed: both('新上报，请核实', 'has been filed: screen it'),
  registered: both('已立项，请交办', 'is registered: hand it over'),
  reminder_repeated: both('仍未办结，定期提醒', 'is still open: standing reminder'),
  return_requested: both('责任单位申请退回，请裁定', 'the unit asks to return it: rule on it'),
  extension_requested: both('责任单位申请延期，请批复', 'an extension is asked: decide it'),
  suspension_requested: both('责任单位申请挂账，请批复', 'a suspension is asked: decide it'),
  reason_stated: both(
    '责任单位陈述理由，请在出黄前裁定',
    'the unit states a reason: rule on it before the yellow slip',
  ),
  reason_accepted: both('理由成立，黄色督办单暂缓一次', 'the reason is accepted: the yellow slip waits once'),
  reason_refused: both('理由不成立，请抓紧办理', 'the reason is not accepted: go on'),
  transfer_refused: both('对方未接收移交，请另行处理', 'the transfer was refused: handle it anew'),
  return_upheld: both('退回申请已同意', 'the return is upheld'),
  return_refused: both('退回申请未获同意，请继续办理', 'the return is refused: go on'),
  extension_granted: both('延期已批准', 'the extension is granted'),
  extension_refused: both('延期未获批准，请按原时限办理', 'the extension is refused: the due stands'),
  suspension_refused: both('挂账未获批准，请继续办理', 'the suspension is refused: go on'),
  taken_back: both('交办已撤回，无需办理', 'is taken back: nothing to do'),
  urged: both('被催办，请抓紧办理', 'is urged: hurry'),
  feedback_drafted: both('整改反馈待审签', 'the feedback waits for endorsement'),
  submitted: both('已反馈，请核查', 'is answered: verify it'),
  verification_failed: both('核查未通过，退回重办', 'failed verification: do it again'),
  objection_upheld: both('异议成立，请重新整改', 'an objection is upheld: mend it again'),
  look_back_failed: both('回头看发现反弹，请重新整改', 'the look-back failed: mend it again'),
  verified: both('核查通过，待销号审批', 'is verified: approve the write-off'),
  witnessed: both('现场已整改，待销号审批', 'was mended on the spot: approve the write-off'),
  level_approved: both('上一级已同意，待您审批销号', 'awaits your level of approval'),
  written_off: both('已销号', 'is written off'),
  dismissed: both('不予立项', 'was dismissed'),
  absorbed: both('有同一问题并入本件', 'has taken in the same problem'),
  merged: both('已并入同一问题办理', 'was merged into the same problem'),
  unmerged: both('并案已撤销，恢复单独办理', 'is no longer merged: it goes on by itself'),
  instructed: both('领导有批示，请办理', 'bears a leader’s instruction: act on it'),
};

/** What the record notes of a delivery that went to others than it should. */
export const NOTES: Record<string, string> = {
  无值班表: 'nobody is on the duty roster',
  '无此岗位人员，由督查员代收': 'nobody holds the position',
};
