import type { Scene } from '../pictures/scenes';

/** What the inspectors keep finding, as they word it; each has a scene that is drawn for it. */
export interface Matter {
  categoryCode: string;
  descriptions: readonly string[];
  /** Where in a community it is found. */
  points: readonly string[];
  mended: string;
}

export const MATTERS: Readonly<Record<Scene, Matter>> = {
  bins: {
    categoryCode: 'HW01',
    descriptions: ['垃圾桶满溢未清运，桶边散落垃圾', '垃圾投放点满溢，有异味'],
    points: ['东门垃圾投放点', '菜市场北侧投放点', '公交站旁垃圾桶', '小学门口垃圾桶'],
    mended: '已清运并冲洗桶体，增加傍晚一次清运',
  },
  manhole: {
    categoryCode: 'SS01',
    descriptions: ['窨井盖松动移位，车辆经过有异响', '窨井盖翘起，影响行人安全'],
    points: ['路口非机动车道', '沿街人行道', '学校东侧路口'],
    mended: '井盖已复位并加装防沉降垫圈',
  },
  stalls: {
    categoryCode: 'SR01',
    descriptions: ['水果店店外经营占用人行道', '早餐摊占道经营，行人绕行车道'],
    points: ['沿街商铺门前', '农贸市场西门', '步行街南口'],
    mended: '占道物品已清走，商户签订门前三包承诺',
  },
  charging: {
    categoryCode: 'XF03',
    descriptions: ['居民从楼上飞线为电动自行车充电', '住宅楼外墙私拉电线充电'],
    points: ['3号楼单元门前', '7号楼北侧', '安置小区2栋楼下'],
    mended: '飞线已拆除，引导至集中充电棚充电',
  },
  stairwell: {
    categoryCode: 'HW05',
    descriptions: ['楼道堆放纸箱杂物，影响疏散', '楼梯转角堆放旧家具'],
    points: ['5号楼2单元', '11号楼1单元', '老旧小区2栋楼道'],
    mended: '楼道杂物已清空，张贴温馨提示',
  },
  posters: {
    categoryCode: 'SR03',
    descriptions: ['围墙张贴小广告', '背街墙面喷涂小广告'],
    points: ['背街小巷围墙', '小区北围墙', '电影院后巷'],
    mended: '小广告已铲除，墙面重新粉刷',
  },
  pavement: {
    categoryCode: 'SS03',
    descriptions: ['人行道地砖破损松动', '人行道局部塌陷、地砖缺失'],
    points: ['梧桐树下人行道', '银行门前人行道', '医院北门人行道'],
    mended: '破损地砖已更换，基层找平压实',
  },
  litter: {
    categoryCode: 'HW03',
    descriptions: ['绿化带内散落白色垃圾', '灌木丛内积存塑料袋、饮料瓶'],
    points: ['街角绿化带', '停车场边绿化带', '河堤绿地'],
    mended: '绿化带垃圾已捡拾干净，落实专人巡回保洁',
  },
  parking: {
    categoryCode: 'SR04',
    descriptions: ['非机动车乱停放，占用盲道', '共享单车倒伏、堆积在出入口'],
    points: ['地下通道出入口', '超市门前', '中学西门'],
    mended: '车辆已归位，重新施划停车线',
  },
  fireLane: {
    categoryCode: 'XF01',
    descriptions: ['消防通道被私家车占用', '消防车登高面停放车辆'],
    points: ['小区西门消防通道', '商住楼后消防通道'],
    mended: '车辆已驶离，地面重新标线并设隔离桩',
  },
  notices: {
    categoryCode: 'GY01',
    descriptions: ['公示栏玻璃破损、内容褪色', '公益广告褪色破损'],
    points: ['社区服务中心门前', '文化广场', '小区南门'],
    mended: '公示栏已维修，内容全部更新',
  },
  sewage: {
    categoryCode: 'XC02',
    descriptions: ['污水管网破损，污水外溢', '化粪池满溢，污水流至村道'],
    points: ['村道旁', '南头巷口', '卫生室西侧'],
    mended: '破损管段已更换，路面冲洗消毒',
  },
};
