import type { Schemas } from '../../api/queries';

export type Target = Schemas['TargetKind'];
/** 背街小巷, 老旧小区, 农贸市场周边, 近郊乡镇. */
export const TARGETS: readonly Target[] = ['back_street', 'old_estate', 'market_surroundings', 'suburban_township'];
