import type { Role } from '#domain';
import type { DirectoryUnit } from '#persistence';

/** 人员、机构的用语, as the workbook writes and reads them. */
export const KIND_ZH: Record<DirectoryUnit['kind'], string> = {
  district: '区',
  street: '街道',
  township: '乡镇',
  community: '社区',
  village: '村',
  department: '部门',
  section: '科室',
};

export const RELATION_ZH: Record<DirectoryUnit['relation'], string> = {
  commanded: '区直管',
  vertical: '垂直管理',
  external: '不隶属',
};

export const ROLE_ZH: Record<Role, string> = {
  grid_worker: '网格员',
  inspector: '督查员',
  dispatcher: '交办员',
  handler: '承办人',
  unit_leader: '单位负责人',
  verifier: '核查员',
  approver: '审批人',
  leader: '领导',
  auditor: '审计',
  admin: '管理员',
};

export const POSITION_ZH: Record<string, string> = {
  handler: '承办人',
  contact: '联系人',
  unit_deputy: '分管负责人',
  unit_head: '主要负责人',
  unit_office: '办公室',
  officer: '经办人',
  supervisor: '督办人员',
  verifier: '核查人员',
  section_head: '科长',
  office_head: '督查室主任',
  district_duty_lead: '区值班领导',
  district_leader_in_charge: '区分管领导',
  district_principal: '区主要领导',
  instructing_leader: '批示领导',
  street_supervisor: '街道督查负责人',
  industry_department: '行业主管部门',
};

/** The code that a word stands for. */
export const codeOf = <Code extends string>(words: Record<Code, string>, word: string): Code | undefined =>
  (Object.keys(words) as Code[]).find((code) => words[code] === word);
