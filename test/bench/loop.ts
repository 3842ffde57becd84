/** The six commands of one whole loop, in their order: 上报 → 交办 → 签收 → 反馈 → 核查 → 销号审批. */
export const STEPS = ['file', 'assign', 'sign', 'submit', 'verify', 'approve'] as const;
export type Step = (typeof STEPS)[number];

/** What a person says with a step; the same on both sides. */
export const WORDS: Record<Step, string> = {
  file: '绿化带内散落白色垃圾，约 5 平方米，影响路段观感',
  assign: '清理散落垃圾并加强巡查保洁',
  sign: '已签收，安排班组到场',
  submit: '已清理完毕，现场恢复整洁，见整改后照片',
  verify: '与现场照片一致，核查通过',
  approve: '同意销号',
};
