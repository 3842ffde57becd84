import type { Field } from './headings';

export type FindingField =
  | 'externalNumber'
  | 'foundAt'
  | 'street'
  | 'community'
  | 'pointName'
  | 'category'
  | 'description'
  | 'unit'
  | 'grade'
  | 'manner'
  | 'lng'
  | 'lat'
  | 'status'
  | 'due';

/** The columns of a 督查问题清单; only the description is required. */
export const FINDING_FIELDS: readonly Field<FindingField>[] = [
  { field: 'externalNumber', heading: '编号', also: ['问题编号', '序号'] },
  { field: 'foundAt', heading: '发现时间', also: ['检查时间', '检查日期', '发现日期', '日期'] },
  { field: 'street', heading: '街道(乡镇)', also: ['街道', '乡镇', '乡镇(街道)', '镇街', '所属街道', '属地'] },
  { field: 'community', heading: '社区(村)', also: ['社区', '村', '村(社区)', '村居', '所属社区'] },
  { field: 'pointName', heading: '点位', also: ['点位名称', '地点', '具体位置', '位置', '地址'] },
  { field: 'category', heading: '问题类别', also: ['类别', '问题类型', '大类'] },
  { field: 'description', heading: '问题描述', also: ['问题', '存在问题', '具体问题', '问题内容'] },
  { field: 'unit', heading: '责任单位', also: ['整改单位', '承办单位', '主办单位'] },
  { field: 'grade', heading: '等级', also: ['问题等级', '紧急程度'] },
  { field: 'manner', heading: '检查方式', also: ['督查方式'] },
  { field: 'lng', heading: '经度', also: [] },
  { field: 'lat', heading: '纬度', also: [] },
  { field: 'status', heading: '整改状态', also: ['整改情况', '办理状态', '办理情况', '完成情况', '状态'] },
  { field: 'due', heading: '整改时限', also: ['整改期限', '完成时限', '办理时限'] },
];
