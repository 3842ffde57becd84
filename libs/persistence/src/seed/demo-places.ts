import { DEMO_UNITS } from './demo-units';

/** A community with a circle that lies wholly inside its polygon (apps/web/public/map/district.geojson). */
export interface DemoPlace {
  communityId: string;
  streetId: string;
  name: string;
  /** WGS 84 degrees, longitude first. */
  centre: readonly [lng: number, lat: number];
  radiusM: number;
}

type Circle = Pick<DemoPlace, 'centre' | 'radiusM'>;

/** As fictitious as the boundaries of the map. */
const CIRCLES: Readonly<Record<string, Circle>> = {
  'dongshi-yunlu': { centre: [116.54158, 31.7354], radiusM: 1135 },
  'dongshi-dongcheng': { centre: [116.57318, 31.71082], radiusM: 1356 },
  'dongshi-gaotao': { centre: [116.54415, 31.71068], radiusM: 1282 },
  'sanliqiao-sanliqiao': { centre: [116.50119, 31.7038], radiusM: 1705 },
  'sanliqiao-meishan': { centre: [116.46093, 31.72821], radiusM: 1657 },
  'qingshuihe-hebin': { centre: [116.56806, 31.7822], radiusM: 1483 },
  'qingshuihe-qingshuihe': { centre: [116.56413, 31.80921], radiusM: 1492 },
  'wangcheng-wangcheng': { centre: [116.46654, 31.77187], radiusM: 1440 },
  'wangcheng-chengbei': { centre: [116.50014, 31.79682], radiusM: 1139 },
  'zhongshi-renminlu': { centre: [116.50176, 31.73567], radiusM: 1613 },
  'zhongshi-zizhulin': { centre: [116.52367, 31.75915], radiusM: 1129 },
  'sanshipu-sanshipu': { centre: [116.61919, 31.72298], radiusM: 2860 },
  'sanshipu-diaogang': { centre: [116.63747, 31.79559], radiusM: 2559 },
};

/** Where the communities of the demonstration district lie. */
export const DEMO_PLACES: readonly DemoPlace[] = Object.entries(CIRCLES).map(([communityId, circle]) => {
  const unit = DEMO_UNITS.find(({ id }) => id === communityId);
  if (!unit?.parentId) throw new Error(`${communityId} is no community of the demonstration district`);
  return { communityId, streetId: unit.parentId, name: unit.name, ...circle };
});
