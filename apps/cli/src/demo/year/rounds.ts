import { type Instant, instantOf } from '#calendar';
import { TARGET_KINDS } from '#domain';
import type { DistrictRecord, RoundPlace } from '#persistence';

import type { Casework, Filing, World } from './casework';
import { chance, oneOf, uuidOf } from './chance';

const PLACES_OF_A_STREET = 36;
/** Of the places that are looked at, so many in one are found wanting. */
const WANTING = 0.35;
const ITEMS = ['C1', 'C2', 'C3', 'C4', 'C5'];

interface Round {
  id: string;
  wakeAt: Instant;
  /** Left to be looked at. */
  places: RoundPlace[];
  /** Half-days left for it. */
  visits: number;
}

/** 联合督查组: a round each month, drawn by a recorded seed, looked at place by place, followed to its end. */
export class Rounds {
  private current: Round | null = null;
  readonly counts = { rounds: 0, places: 0, clean: 0, findings: 0 };

  constructor(
    private readonly record: DistrictRecord,
    private readonly casework: Casework,
  ) {}

  /** Planned on a month's first working day, on the street for the three that follow. */
  async plan(days: readonly string[], { crew, units }: World): Promise<void> {
    const [day, opens, , closes] = days as [string, string, string, string];
    const id = uuidOf('round', day);
    const month = Number(day.slice(5, 7));
    const streets = units.filter(({ kind }) => kind === 'street' || kind === 'township');
    const members = crew.inspectors.map(({ personId }) => personId);
    await this.record.rounds.plan(
      {
        id,
        title: `${month}月市容环境${month % 2 ? '暗访' : '明察'}`,
        supervisingUnitId: crew.dispatcher.unitId,
        planNumber: `2026-${String(month).padStart(2, '0')}`,
        form: 'joint',
        covert: month % 2 === 1,
        leaderId: members[0]!,
        memberIds: members,
        targets: [...TARGET_KINDS],
        quotas: Object.fromEntries(streets.map((street) => [street.id, PLACES_OF_A_STREET])),
        perPlace: members.length,
        spareDays: 0,
        checklistId: 'appearance',
        drawsAt: instantOf(day, '16:00'),
        opensAt: instantOf(opens, '08:30'),
        closesAt: instantOf(closes, '17:30'),
      },
      crew.dispatcher.personId,
    );
    this.current = { id, wakeAt: instantOf(day, '16:00'), places: [], visits: 12 };
    this.counts.rounds += 1;
  }

  /** What a half-day brings: the draw, the places looked at, the summary. */
  async carryOn(slot: Instant, world: World): Promise<void> {
    const round = this.current;
    if (!round) return;
    if (round.wakeAt <= slot) await this.tick(round, slot);
    if (round.places.length > 0) await this.inspect(round, slot, world);
  }

  /** 跟踪问效 of the rounds before, until everything found is written off. */
  async followUp(): Promise<void> {
    for (const id of await this.record.rounds.late(0, 100))
      if (id !== this.current?.id) await this.record.rounds.tick(id);
  }

  private async tick(round: Round, slot: Instant): Promise<void> {
    await this.casework.writeDown();
    const { phase, waitMs } = (await this.record.rounds.tick(round.id))!;
    round.wakeAt = slot + (waitMs ?? 0);
    if (phase === 'filing' && round.visits === 12) round.places = await this.record.rounds.places(round.id);
    if (phase !== 'following') return;
    const { summary } = (await this.record.rounds.read(round.id))!;
    this.counts.places += summary!.points;
    this.counts.clean += summary!.clean;
    this.counts.findings += summary!.findings;
    this.current = null;
  }

  private async inspect(round: Round, slot: Instant, { crew }: World): Promise<void> {
    const today = round.places.splice(0, Math.ceil(round.places.length / round.visits));
    round.visits -= 1;
    const filings: Filing[] = [];
    for (const { placeId, streetId, communityId, name, lng, lat } of today) {
      const inspector = oneOf(crew.inspectors, 'visitor', round.id, placeId);
      const isWanting = chance('wanting', round.id, placeId) < WANTING;
      const item = oneOf(ITEMS, 'item', round.id, placeId);
      const marks = isWanting ? { [item]: 1 } : {};
      await this.record.rounds.visit({ roundId: round.id, placeId, marks, personId: inspector.personId });
      if (!isWanting) continue;
      filings.push({
        name: `${round.id} ${placeId}`,
        by: inspector,
        channel: 'round',
        source: 'district',
        severity: chance('grave', round.id, placeId) < 0.06 ? 'serious' : 'minor',
        categoryCode: oneOf(['HW01', 'SS03', 'SR01', 'SR04', 'SR06'], 'what', round.id, placeId),
        description: '明察暗访发现问题',
        place: { streetId, communityId, pointName: name, lng, lat },
        supervisingUnitId: crew.dispatcher.unitId,
        roundId: round.id,
        pointId: placeId,
      });
    }
    await this.casework.file(filings, slot);
  }
}
