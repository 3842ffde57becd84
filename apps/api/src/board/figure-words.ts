import type { BoardFigure } from '#contract';

/** 口径: what each figure is called and how it is reckoned. */
export const FIGURE_WORDS: Record<
  BoardFigure | 'on_time_rate' | 'closure_rate',
  readonly [string, string, string, string]
> = {
  filed: [
    '发现问题',
    'Filed',
    '期内上报的问题；不含不予立项、作废、并案',
    'Filed in the period, less dismissed, voided and merged',
  ],
  closed: ['已销号', 'Closed', '期内销号的问题', 'Written off in the period'],
  open: ['在办', 'Open', '截至统计时点未销号的问题', 'Not yet written off at the instant'],
  overdue: [
    '逾期',
    'Overdue',
    '在责任单位手中、已过到期时刻(精确到分)且未挂账',
    'With a unit, past its due minute, not suspended',
  ],
  suspended: ['挂账', 'Suspended', '截至统计时点挂账(缓办)的问题', 'Suspended at the instant'],
  red: ['红色督办', 'Red', '在办且督办颜色为红色', 'Open and red'],
  due: [
    '应结案(扣除缓办)',
    'Due, less suspended',
    '到期时刻在期内的问题 − 缓办；不含垂管和外部单位；未到期而已按期反馈的计入',
    'Fell due in the period, less suspended; without vertical and external units; answered early counts',
  ],
  on_time: [
    '按期',
    'On time',
    '应结案中在到期时刻前反馈且未被退回重办的',
    'Of those due, handed in by the due minute and not failed since',
  ],
  at_discover: ['发现', 'Discover', '已上报待立项', 'Filed, to be registered'],
  at_assign: ['交办', 'Assign', '已立项、已交办待签收', 'Registered, or assigned and not signed for'],
  at_supervise: ['督办', 'Supervise', '整改中', 'Being rectified'],
  at_feedback: ['反馈', 'Feed back', '已反馈待核查', 'Handed in, to be verified'],
  at_close: ['销号', 'Close', '待销号、公示中', 'To be written off, or in publicity'],
  on_time_rate: ['按期率', 'On-time rate', '按期 ÷ (应结案 − 缓办)', 'On time ÷ (due − suspended)'],
  closure_rate: ['销号率', 'Closure rate', '期内销号 ÷ 期内发现', 'Closed in the period ÷ filed in the period'],
};
