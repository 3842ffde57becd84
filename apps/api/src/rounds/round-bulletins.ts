import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PAPER_KINDS, type PaperContent, roundBulletin } from '#documents';
import type { Actor, TargetKind } from '#domain';
import {
  ContextStore,
  FindingStore,
  type PaperRecord,
  PaperStore,
  type Round,
  RoundStore,
  scopeOf,
} from '#persistence';
import { RecordClock } from '../findings/record-clock';
import { OfficePapers } from '../papers/office-papers';
import { RoundReader } from './round-reader';

const TARGETS_ZH: Record<TargetKind, string> = {
  back_street: '背街小巷',
  old_estate: '老旧小区',
  market_surroundings: '农贸市场周边',
  suburban_township: '近郊乡镇',
};
const MOST = 200;

/** 通报 of a round, from its summary. */
@Injectable()
export class RoundBulletins {
  constructor(
    private readonly rounds: RoundStore,
    private readonly reader: RoundReader,
    private readonly findings: FindingStore,
    private readonly context: ContextStore,
    private readonly papers: PaperStore,
    private readonly office: OfficePapers,
    private readonly clock: RecordClock,
  ) {}

  async draft(round: Round, author: Actor): Promise<PaperRecord> {
    const content = await this.contentOf(round, author);
    const { units } = await this.context.current();
    const id = randomUUID();
    await this.papers.draft({
      id,
      kind: 'bulletin',
      class: PAPER_KINDS.bulletin.class,
      title: PAPER_KINDS.bulletin.zh,
      findingId: null,
      supervisingUnitId: round.supervisingUnitId,
      supervisingPath: units.unit(round.supervisingUnitId)!.path,
      content,
      asOf: content.asOf,
      recipientIds: [],
      writtenBy: author.personId,
    });
    return this.office.inSight(id, author);
  }

  /** What is limited or sealed is counted and not named. */
  async contentOf(round: Round, viewer: Actor): Promise<PaperContent> {
    const { units } = await this.context.current();
    const [at, places, summary, { rows }, { earlier }] = await Promise.all([
      this.clock.now(),
      this.rounds.places(round.id),
      this.rounds.summary(round.id),
      this.findings.list({ roundId: round.id, visibility: 'normal' }, scopeOf(viewer), null, MOST, 'number'),
      this.reader.followed(round, viewer),
    ]);
    const { points, clean, findings, mendedOnTheSpot, byUnit } = summary;
    const unit = (id: string | null) => (id && units.unit(id)?.name) ?? '待交办';
    return roundBulletin({
      issuer: unit(round.supervisingUnitId),
      at,
      title: round.title,
      year: round.year,
      issue: round.issue,
      planNumber: round.planNumber,
      opensAt: round.opensAt,
      closesAt: round.closesAt,
      targets: round.targets.map((kind) => TARGETS_ZH[kind]),
      drawn: places.length,
      points,
      clean,
      findings,
      mendedOnTheSpot,
      byUnit: byUnit.map((one) => ({ unit: unit(one.unitId), findings: one.findings })),
      items: rows.map(({ number, place, description, leadUnitId }) => ({
        number,
        place: place.pointName ?? unit(place.communityId ?? place.streetId),
        description,
        unit: unit(leadUnitId),
      })),
      followed: { earlier: earlier.length, open: earlier.filter(({ closed }) => !closed).length },
    });
  }
}
