import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OrgUnit } from '#domain';

export type UnitKind = 'district' | 'street' | 'township' | 'community' | 'village' | 'department' | 'section';

@Entity('org_unit')
export class OrgUnitEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'parent_id', nullable: true })
  parentId!: string | null;

  @Column('ltree')
  path!: string;

  @Column('text')
  name!: string;

  @Column('text')
  kind!: UnitKind;

  @Column('text')
  relation!: OrgUnit['relation'];

  /** 机关代字 of its papers; units without one use their superior's. */
  @Column('text', { name: 'paper_code', nullable: true })
  paperCode!: string | null;

  @Column('date', { name: 'valid_from' })
  validFrom!: string;

  @Column('date', { name: 'valid_to', nullable: true })
  validTo!: string | null;

  @Column('text', { name: 'successor_id', nullable: true })
  successorId!: string | null;
}

@Entity('unit_alias')
export class UnitAliasEntity {
  @PrimaryColumn('text')
  alias!: string;

  @Column('text', { name: 'unit_id' })
  unitId!: string;

  @Column('text', { nullable: true })
  note!: string | null;

  /** The first day on which it is no name of the unit. */
  @Column('date', { name: 'valid_to', nullable: true })
  validTo!: string | null;
}

@Entity('category_rule')
export class CategoryRuleEntity {
  @PrimaryColumn('text')
  role!: string;

  @PrimaryColumn('date', { name: 'valid_from' })
  validFrom!: string;

  @Column('text', { name: 'unit_id' })
  unitId!: string;

  @Column('date', { name: 'valid_to', nullable: true })
  validTo!: string | null;
}
