/**
 * How a paper is laid out: 公文 with red head, 信函, 业务单 of the office (no red head: 防止红头变白头), or an internal
 * sheet.
 */
export type Form = 'official' | 'letter' | 'slip' | 'sheet';
