import type { OrgUnit } from '#domain';
import type { UnitKind } from '../entities';

export interface DemoUnit {
  id: string;
  parentId: string | null;
  name: string;
  kind: UnitKind;
  relation: OrgUnit['relation'];
  paperCode?: string;
  validTo?: string;
  successorId?: string;
}

/** 六安市金安区 */
export const DISTRICT = 'ja';
/** 区政府督查室: whose loop the district's findings are. */
export const SUPERVISION_OFFICE = 'dcs';

/** Streets and townships with their communities and villages, as the sample sheet names them. */
const PLACES: [id: string, name: string, kind: 'street' | 'township', communities: [id: string, name: string][]][] = [
  [
    'dongshi',
    '东市街道',
    'street',
    [
      ['yunlu', '云路社区'],
      ['dongcheng', '东城社区'],
      ['gaotao', '皋陶社区'],
    ],
  ],
  [
    'sanliqiao',
    '三里桥街道',
    'street',
    [
      ['sanliqiao', '三里桥社区'],
      ['meishan', '梅山社区'],
    ],
  ],
  [
    'qingshuihe',
    '清水河街道',
    'street',
    [
      ['hebin', '河滨社区'],
      ['qingshuihe', '清水河社区'],
    ],
  ],
  [
    'wangcheng',
    '望城街道',
    'street',
    [
      ['wangcheng', '望城社区'],
      ['chengbei', '城北社区'],
    ],
  ],
  [
    'zhongshi',
    '中市街道',
    'street',
    [
      ['renminlu', '人民路社区'],
      ['zizhulin', '紫竹林社区'],
    ],
  ],
  [
    'sanshipu',
    '三十铺镇',
    'township',
    [
      ['sanshipu', '三十铺社区'],
      ['diaogang', '刁岗村'],
    ],
  ],
];

const department = (id: string, name: string, rest: Partial<DemoUnit> = {}): DemoUnit => ({
  id,
  parentId: DISTRICT,
  name,
  kind: 'department',
  relation: 'commanded',
  ...rest,
});

/** 机关代字: defaults.yaml documents.numbers. 垂管 units take letters only. */
const DEPARTMENTS: DemoUnit[] = [
  department(SUPERVISION_OFFICE, '区政府督查室', { paperCode: '金政督' }),
  department('cg', '区城管局'),
  department('zj', '区住建局'),
  department('sc', '区市场监管局'),
  department('xf', '区消防救援大队', { relation: 'vertical' }),
  department('jj', '公安交警大队', { relation: 'vertical' }),
  department('wm', '区文明办', { paperCode: '金文明办' }),
  department('ny', '区农业农村局'),
  department('sl', '区水利局'),
  department('zzb', '区委组织部'),
  department('jy', '区教育局'),
  department('wj', '区卫健委'),
  department('yb', '区医保局'),
  department('mz', '区民政局'),
  department('rs', '区人社局'),
  department('cz', '区财政局'),
  department('sthj', '区生态环境分局', { relation: 'vertical' }),
  department('xcb', '区委宣传部'),
  department('xczx', '区乡村振兴局', { validTo: '2025-01-01', successorId: 'ny' }),
];

export const DEMO_UNITS: readonly DemoUnit[] = [
  { id: DISTRICT, parentId: null, name: '金安区', kind: 'district', relation: 'commanded', paperCode: '金督办' },
  ...DEPARTMENTS,
  ...PLACES.map(([id, name, kind]): DemoUnit => ({ id, parentId: DISTRICT, name, kind, relation: 'commanded' })),
  ...PLACES.flatMap(([street, , , communities]) =>
    communities.map(([id, name]): DemoUnit => ({
      id: `${street}-${id}`,
      parentId: street,
      name,
      kind: name.endsWith('村') ? 'village' : 'community',
      relation: 'commanded',
    })),
  ),
];

/** Category role → unit (defaults.yaml roles); SD is the street of the place, HY whoever the list names. */
export const ROLE_UNITS: Record<string, string> = {
  CG: 'cg',
  ZJ: 'zj',
  SC: 'sc',
  XF: 'xf',
  JJ: 'jj',
  WM: 'wm',
  NY: 'ny',
  SL: 'sl',
  WY: 'cg',
};

/** ltree path: the ids above a unit and its own, where a hyphen may not stand. */
export function pathOf(unit: DemoUnit): string {
  const own = unit.id.replaceAll('-', '_');
  const parent = DEMO_UNITS.find(({ id }) => id === unit.parentId);
  return parent ? `${pathOf(parent)}.${own}` : own;
}
