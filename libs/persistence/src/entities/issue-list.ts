import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant } from '#calendar';
import { instant } from './instant';

@Entity('issue_list')
export class IssueListEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  title!: string;

  @Column('text', { name: 'supervising_unit_id' })
  supervisingUnitId!: string;

  @Column('timestamptz', { name: 'opened_at', transformer: instant })
  openedAt!: Instant;
}

export type ClaimMode = '照单全收' | '主动认领' | '举一反三';

@Entity('measure')
export class MeasureEntity {
  @PrimaryColumn('uuid', { name: 'finding_id' })
  findingId!: string;

  @Column('text', { name: 'list_id' })
  listId!: string;

  @Column('int')
  ordinal!: number;

  @Column('text')
  category!: string;

  @Column('text')
  item!: string;

  @Column('text')
  problem!: string;

  @Column('text')
  claim!: ClaimMode;
}
