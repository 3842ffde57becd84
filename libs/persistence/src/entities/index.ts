import { CategoryRuleEntity, OrgUnitEntity, UnitAliasEntity } from './directory';
import { IssueListEntity, MeasureEntity } from './issue-list';

export { CategoryRuleEntity, OrgUnitEntity, UnitAliasEntity } from './directory';
export type { UnitKind } from './directory';
export { type ClaimMode, IssueListEntity, MeasureEntity } from './issue-list';

/** Tables of the read side that are asked for whole rows. */
export const ENTITIES = [CategoryRuleEntity, IssueListEntity, MeasureEntity, OrgUnitEntity, UnitAliasEntity];
