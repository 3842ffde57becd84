import type { Field } from './headings';

export type MeasureField =
  | 'number'
  | 'category'
  | 'item'
  | 'problem'
  | 'measure'
  | 'leadUnit'
  | 'responsibleUnit'
  | 'leader'
  | 'officer'
  | 'due'
  | 'taking';

/** The columns of a 整改任务清单; only the measure is required. */
export const MEASURE_FIELDS: readonly Field<MeasureField>[] = [
  { field: 'number', heading: '序号', also: ['编号', '问题序号'] },
  { field: 'category', heading: '问题类别', also: ['类别'] },
  { field: 'item', heading: '项目', also: ['问题项目'] },
  { field: 'problem', heading: '具体问题', also: ['问题', '存在问题', '反馈问题', '问题描述'] },
  { field: 'measure', heading: '整改措施', also: ['措施', '具体措施'] },
  { field: 'leadUnit', heading: '牵头单位', also: ['牵头部门'] },
  { field: 'responsibleUnit', heading: '责任单位', also: ['配合单位', '责任部门'] },
  { field: 'leader', heading: '责任领导', also: ['牵头领导', '分管领导'] },
  { field: 'officer', heading: '责任人', also: ['具体责任人', '经办人'] },
  { field: 'due', heading: '整改时限', also: ['整改期限', '完成时限'] },
  { field: 'taking', heading: '认领方式', also: ['认领情况'] },
];
