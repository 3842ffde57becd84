import { DEMO_UNITS, type DemoUnit, ROLE_UNITS, SUPERVISION_OFFICE } from './demo-units';

const LED = new Set(Object.values(ROLE_UNITS));

/** 分类管理: each unit in the class among whose members alone it is compared; whom we cannot order is not assessed. */
export const ASSESSED_UNITS: readonly { unitId: string; class: string; supervising: boolean }[] = DEMO_UNITS.flatMap(
  (unit) => {
    const name = classOf(unit);
    return name ? { unitId: unit.id, class: name, supervising: unit.id === SUPERVISION_OFFICE } : [];
  },
);

function classOf({ id, kind, relation, validTo }: DemoUnit): string | null {
  if (relation !== 'commanded' || validTo) return null;
  if (id === SUPERVISION_OFFICE) return '督查机构';
  switch (kind) {
    case 'street':
      return '街道';
    case 'township':
      return '乡镇';
    case 'community':
      return '社区';
    case 'village':
      return '村';
    case 'department':
      return LED.has(id) ? '区直职能单位' : '区直包保单位';
    default:
      return null;
  }
}

/** 包保: which department stands surety for which street. */
export const DEMO_SURETIES: readonly { unitId: string; areaId: string }[] = [
  { unitId: 'jy', areaId: 'dongshi' },
  { unitId: 'wj', areaId: 'sanliqiao' },
  { unitId: 'mz', areaId: 'qingshuihe' },
  { unitId: 'rs', areaId: 'wangcheng' },
  { unitId: 'cz', areaId: 'zhongshi' },
  { unitId: 'yb', areaId: 'sanshipu' },
];

interface DemoSubject {
  id: string;
  kind: 'company' | 'project';
  name: string;
  parent_id?: string;
  street_id?: string;
  housing?: 'commercial' | 'old' | 'resettlement';
}

const project = (
  id: string,
  name: string,
  parent_id: string,
  street_id: string,
  housing: DemoSubject['housing'],
): DemoSubject => ({ id, kind: 'project', name, parent_id, street_id, housing });

/** 物业服务企业 and their projects, of each of the three types. */
export const DEMO_SUBJECTS: readonly DemoSubject[] = [
  { id: 'wy-ankang', kind: 'company', name: '安康物业服务有限公司' },
  { id: 'wy-lvyuan', kind: 'company', name: '绿苑物业管理有限公司' },
  { id: 'wy-jinsui', kind: 'company', name: '金穗物业服务有限公司' },
  project('xq-yunlu', '云路花园', 'wy-ankang', 'dongshi', 'commercial'),
  project('xq-gaotao', '皋陶新村', 'wy-ankang', 'dongshi', 'old'),
  project('xq-meishan', '梅山雅居', 'wy-lvyuan', 'sanliqiao', 'commercial'),
  project('xq-sanli', '三里老街小区', 'wy-lvyuan', 'sanliqiao', 'old'),
  project('xq-hebin', '河滨安置小区', 'wy-jinsui', 'qingshuihe', 'resettlement'),
  project('xq-wangcheng', '望城佳苑', 'wy-jinsui', 'wangcheng', 'resettlement'),
  project('xq-renmin', '人民路公寓', 'wy-ankang', 'zhongshi', 'commercial'),
  project('xq-zizhu', '紫竹林小区', 'wy-lvyuan', 'zhongshi', 'old'),
];
