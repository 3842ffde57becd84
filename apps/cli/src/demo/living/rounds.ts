import { createHash } from 'node:crypto';

import { civilDate, type Instant, type WorkCalendar } from '#calendar';
import type { Place } from '#domain';
import type { DistrictRecord, RoundPlace } from '#persistence';

import type { Agenda } from '../agenda';
import type { Cast } from '../cast';
import { minutes } from '../hours';
import { WORKING_DAY, workHoursBefore } from './work-hours';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TEAM = ['inspector', 'inspector2'];
const BETWEEN_VISITS = minutes(25);

interface Plan {
  key: string;
  title: string;
  plan: number;
  targets: ('back_street' | 'old_estate' | 'market_surroundings')[];
  quotas: Record<string, number>;
  /** Office hours before the present; null: two days from now. */
  opens: number;
  closes: number | null;
  /** A place visited within so many days is left out. */
  spareDays: number;
  /** Of what its team finds meanwhile, every so manieth belongs to it. */
  everyNth: number;
  /** So many of its places have been visited by now. */
  visited: number;
}

/** One that is followed up, and one under way. */
const PLANS: readonly Plan[] = [
  {
    key: 'followed',
    title: '背街小巷、老旧小区联合督查',
    plan: 10,
    targets: ['back_street', 'old_estate'],
    quotas: { dongshi: 3, sanliqiao: 2, zhongshi: 2 },
    opens: 11.6 * WORKING_DAY,
    closes: 8 * WORKING_DAY,
    spareDays: 30,
    everyNth: 1,
    visited: 7,
  },
  {
    key: 'under way',
    title: '农贸市场周边环境明察暗访',
    plan: 11,
    targets: ['market_surroundings', 'back_street'],
    quotas: { dongshi: 3, wangcheng: 2, qingshuihe: 2 },
    opens: WORKING_DAY,
    closes: null,
    spareDays: 3,
    everyNth: 2,
    visited: 4,
  },
];

interface Running {
  id: string;
  opensAt: Instant;
  closesAt: Instant;
  /** Of the places its team has been to, those where something was found. */
  wanting: RoundPlace[];
  everyNth: number;
}

interface Parts {
  record: DistrictRecord;
  calendar: WorkCalendar;
  agenda: Agenda;
  cast: Cast;
  present: Instant;
}

/** 督查轮次 of the story: planned, drawn, walked; what its team found meanwhile belongs to it. */
export class LivingRounds {
  private readonly running: Running[] = [];
  private asked = 0;

  constructor(private readonly parts: Parts) {
    for (const plan of PLANS) this.note(plan);
  }

  /** Which round a find of its team belongs to and where it was made; null where no round was under way. */
  at(instant: Instant): { roundId: string; pointId: string; place: Place } | null {
    const round = this.running.find(({ opensAt, closesAt }) => opensAt <= instant && instant < closesAt);
    if (!round || round.wanting.length === 0) return null;
    this.asked += 1;
    if (this.asked % round.everyNth > 0) return null;
    const { placeId, name, streetId, communityId, lng, lat } = round.wanting[this.asked % round.wanting.length]!;
    return { roundId: round.id, pointId: placeId, place: { streetId, communityId, pointName: name, lng, lat } };
  }

  private note(plan: Plan): void {
    const { agenda, calendar, present, record } = this.parts;
    const opensAt = onTheHour(workHoursBefore(calendar, present, plan.opens));
    const closesAt = onTheHour(
      plan.closes === null ? present + 2 * DAY : workHoursBefore(calendar, present, plan.closes),
    );
    const id = idOf(plan.key);
    const round: Running = { id, opensAt, closesAt, wanting: [], everyNth: plan.everyNth };
    agenda.note(opensAt - 2 * DAY, () => this.plan(plan, round));
    agenda.note(opensAt, async () => {
      await record.rounds.tick(id);
      const visited = (await record.rounds.places(id)).slice(0, plan.visited);
      round.wanting = visited.filter((_, nth) => !isInOrder(nth));
      this.running.push(round);
      for (const [nth, place] of visited.entries())
        agenda.note(opensAt + (nth + 1) * BETWEEN_VISITS, () => this.visit(round, place, nth));
    });
    if (closesAt <= present) agenda.note(closesAt, async () => void (await record.rounds.tick(id)));
    agenda.note(present, async () => void (await record.rounds.tick(id)));
  }

  private async plan(plan: Plan, { id, opensAt, closesAt }: Running): Promise<void> {
    const { cast, record } = this.parts;
    const [dispatcher, ...team] = await Promise.all(['dispatcher', ...TEAM].map((name) => cast.byUsername(name)));
    const memberIds = team.map(({ personId }) => personId);
    await record.rounds.plan(
      {
        id,
        title: plan.title,
        supervisingUnitId: dispatcher!.unitId,
        planNumber: `金督计〔${civilDate(opensAt).slice(0, 4)}〕${plan.plan}号`,
        form: 'joint',
        covert: true,
        leaderId: memberIds[0]!,
        memberIds,
        targets: plan.targets,
        quotas: plan.quotas,
        perPlace: 2,
        spareDays: plan.spareDays,
        checklistId: 'appearance',
        drawsAt: opensAt - 2 * DAY,
        opensAt,
        closesAt,
      },
      dispatcher!.personId,
    );
    await record.rounds.tick(id);
  }

  private async visit({ id: roundId }: Running, { placeId }: RoundPlace, nth: number): Promise<void> {
    const inspector = await this.parts.cast.byUsername(TEAM[nth % TEAM.length]!);
    const marks = isInOrder(nth) ? {} : { C1: 1, ...(nth % 2 === 1 && { C3: 2 }) };
    await this.parts.record.rounds.visit({ roundId, placeId, marks, personId: inspector.personId });
  }
}

const isInOrder = (nth: number): boolean => nth % 3 === 2;

const onTheHour = (at: Instant): Instant => Math.floor(at / HOUR) * HOUR;

function idOf(key: string): string {
  const hex = createHash('sha256').update(`duban demonstration round ${key}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
