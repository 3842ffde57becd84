import { addDays, type Instant, instantOf, type WorkCalendar } from '#calendar';
import { canonical, type RegistryStatus } from '#domain';
import type { Census, DistrictRecord, SimulatedClock, VerifiedEdition } from '#persistence';

import { Assessments, digestOf } from './assessments';
import { Casework, type World } from './casework';
import { crewOf } from './crew';
import { Estates } from './estates';
import { Lists } from './lists';
import { BATCH_DAY, Network } from './network';
import { Rounds } from './rounds';
import { uuidOf } from './chance';

export interface YearPlan {
  findings: number;
  /** Findings are filed up to this day, the story goes on until the other. */
  filesUntil: string;
  lastDay: string;
}

const YEAR = '2026';
export const WHOLE_YEAR: YearPlan = { findings: 10_000, filesUntil: `${YEAR}-12-21`, lastDay: '2027-01-29' };

const MORNING = '08:40';
const SLOTS = ['09:00', '10:40', '14:40', '16:30'];
const LIST_OPENS = `${YEAR}-01-12`;
const BATCH_DECIDED = `${YEAR}-03-25`;
/** 冰冻 and 暴雨: what is with a unit rests until the day after. */
const STORMS = [
  { on: `${YEAR}-02-05`, until: `${YEAR}-02-11` },
  { on: `${YEAR}-07-09`, until: `${YEAR}-07-15` },
];
/** 迎检保障期 */
const GUARANTEES = [
  { from: `${YEAR}-03-16`, to: `${YEAR}-03-27` },
  { from: `${YEAR}-10-12`, to: `${YEAR}-10-23` },
];

export interface YearFigures {
  findings: number;
  units: number;
  projects: number;
  steps: number;
  refused: number;
  census: Census;
  closed: number;
  network: Network['counts'];
  rounds: Rounds['counts'];
  list: Awaited<ReturnType<Lists['clearing']>>;
  selfChecks: { asked: number; found: number };
  matters: { given: number; closed: number };
  suspended: number;
  guarantees: number;
  appeals: { upheld: number; refused: number };
  estates: Estates['counts'];
  creditFile: Partial<Record<RegistryStatus, number>>;
  forMeeting: number;
  editions: Omit<VerifiedEdition, 'differs'>[];
  classes: { name: string; ranked: number; unranked: number; first: { unit: string; score: number }[] }[];
}

export interface YearResult extends YearFigures {
  /** Digest of all published texts, and of all of them recomputed. */
  published: string;
  recomputed: string;
  /** Merkle root over the log of every case. */
  record: string;
  /** Of all of it: the same year told twice bears the same. */
  hash: string;
}

export interface YearProgress {
  day: string;
  filed: number;
  findings: number;
}

/** A year of a district, stepped through the record's own rules: time is told, not waited for. */
export class YearOfADistrict {
  private readonly casework: Casework;
  private readonly rounds: Rounds;
  private readonly lists: Lists;
  private readonly estates: Estates;
  private readonly assessments: Assessments;
  private readonly network: Network;
  private readonly done = new Set<string>();
  private readonly chronicle;
  private guarantees = 0;

  private constructor(
    private readonly record: DistrictRecord,
    private readonly clock: SimulatedClock,
    private readonly plan: YearPlan,
    private world: World,
    private readonly calendar: WorkCalendar,
  ) {
    this.chronicle = record.chronicle();
    this.casework = new Casework(this.chronicle, world);
    this.rounds = new Rounds(record, this.casework);
    this.lists = new Lists(record, this.casework);
    this.estates = new Estates(record);
    this.assessments = new Assessments(record, YEAR);
    this.network = new Network(record, this.casework);
  }

  static async of(record: DistrictRecord, clock: SimulatedClock, plan: YearPlan): Promise<YearOfADistrict> {
    clock.now = instantOf(`${YEAR}-01-01`, MORNING);
    const { calendar } = await record.context.latest();
    return new YearOfADistrict(record, clock, plan, await worldOf(record), calendar);
  }

  async tell(progress: (at: YearProgress) => void = () => {}): Promise<YearResult> {
    const days = workingDays(this.calendar, `${YEAR}-01-05`, this.plan.lastDay);
    const filing = days.filter((day) => day <= this.plan.filesUntil);
    for (const [nth, day] of days.entries()) {
      const isFirst = day.slice(0, 7) !== days[nth - 1]?.slice(0, 7);
      await this.morning(day, isFirst, days.slice(nth));
      for (const slot of SLOTS.map((at) => instantOf(day, at))) {
        this.clock.now = slot;
        await this.casework.passTime(slot);
        await this.rounds.carryOn(slot, this.world);
        if (slot === instantOf(day, SLOTS[0]!)) await this.fileEveryday(day, filing, slot);
        await this.casework.step(slot);
      }
      await this.casework.writeDown();
      progress({ day, filed: this.casework.counts.filed, findings: this.plan.findings });
    }
    return this.reckon();
  }

  private async morning(day: string, isFirst: boolean, days: readonly string[]): Promise<void> {
    const slot = instantOf(day, MORNING);
    this.clock.now = slot;
    await this.record.context.latest();
    await this.organise(day);
    if (isFirst) await this.beginMonth(day, days, slot);
    if (this.once(LIST_OPENS, day)) await this.lists.open(slot, this.world);
    for (const { on, until } of STORMS)
      if (this.once(on, day))
        await this.casework.suspendGroup(await this.weathered(), until, uuidOf('storm', on), slot);
    for (const guarantee of GUARANTEES) if (this.once(guarantee.from, day)) await this.guarantee(guarantee);
    await this.lists.answer(day, slot, this.world);
    await this.estates.carryOn(slot, this.world);
    for (const edition of await this.assessments.publish(this.world))
      await this.estates.listed(edition, slot, this.world);
  }

  /** What a new month brings: editions of what has ended, a round, the estates, matters, lessons. */
  private async beginMonth(day: string, days: readonly string[], slot: Instant): Promise<void> {
    await this.assessments.begin(day, this.world);
    await this.estates.expire();
    await this.rounds.followUp();
    if (day > this.plan.filesUntil) return;
    await this.rounds.plan(days, this.world);
    await this.estates.inspect(day, this.world);
    await this.lists.giveMatters(day, slot, this.world);
    await this.lists.ask(day, slot, this.world);
  }

  private async organise(day: string): Promise<void> {
    if (this.once(BATCH_DECIDED, day)) await this.network.decide(this.world);
    if (!this.once(BATCH_DAY, day)) return;
    await this.network.carryOut();
    this.world = await worldOf(this.record);
    this.casework.turnTo(this.world);
  }

  /** Spread over the days that are left, so that the year has as many as it should. */
  private async fileEveryday(day: string, filing: readonly string[], slot: Instant): Promise<void> {
    const left = filing.filter((one) => one >= day).length;
    if (left === 0) return;
    const count = Math.max(0, Math.ceil((this.plan.findings - this.casework.counts.filed) / left));
    await this.casework.fileEveryday(count, slot);
  }

  private async guarantee({ from, to }: { from: string; to: string }): Promise<void> {
    const { policy } = await this.record.assessment.rulebooks.current();
    const rule = policy.overlays.find(({ code }) => code === 'event_guarantee')!;
    const overlay = { rule, from, to, categories: [], area: 'ja', basis: '金创指〔2026〕3号' };
    await this.record.overlays.decide(uuidOf('guarantee', from), overlay, this.world.crew.approvers[2]!.personId);
    await this.record.context.latest();
    this.guarantees += 1;
  }

  private async weathered(): Promise<string[]> {
    const { policy } = await this.record.assessment.rulebooks.current();
    return policy.overlays.find(({ code }) => code === 'weather_red')!.categories;
  }

  /** Whether its day has come, and had not come before. */
  private once(date: string, day: string): boolean {
    if (day < date || this.done.has(date)) return false;
    this.done.add(date);
    return true;
  }

  private async reckon(): Promise<YearResult> {
    const verified = await this.assessments.verify();
    const figures = await this.figures(verified);
    const published = digestOf(verified.map((one) => one.published));
    const recomputed = digestOf(verified.map((one) => one.recomputed));
    const { root: record } = await this.record.audit.writeCheckpoint();
    const result = { ...figures, published, recomputed, record };
    return { ...result, hash: digestOf([canonical(result)]) };
  }

  private async figures(verified: readonly VerifiedEdition[]): Promise<YearFigures> {
    const { counts } = this.casework;
    const latest = await this.assessments.latest();
    const names = new Map((await this.record.directory.unitsEver()).map(({ id, name }) => [id, name]));
    const cases = this.casework.standing();
    return {
      findings: counts.filed,
      units: this.world.units.length - 1,
      projects: this.world.projects.length,
      steps: counts.steps,
      refused: counts.refused,
      census: await this.chronicle.census(),
      closed: cases.closed,
      network: this.network.counts,
      rounds: this.rounds.counts,
      list: await this.lists.clearing(this.clock.now),
      selfChecks: { asked: this.lists.counts.selfChecks, found: this.lists.counts.found },
      matters: { given: this.lists.counts.matters, closed: cases.mattersClosed },
      suspended: counts.suspended,
      guarantees: this.guarantees,
      appeals: this.assessments.appeals,
      estates: this.estates.counts,
      creditFile: await this.estates.file(),
      forMeeting: (await this.record.assessment.proposals.forMeeting()).length,
      editions: verified.map(({ differs: _, ...one }) => one),
      classes: (latest?.classes ?? []).map(({ class: name, ranking }) => ({
        name,
        ranked: ranking.placed.length,
        unranked: ranking.unranked.length,
        first: ranking.placed.slice(0, 3).map(({ unitId, score }) => ({ unit: names.get(unitId) ?? unitId, score })),
      })),
    };
  }
}

async function worldOf(record: DistrictRecord): Promise<World> {
  const [{ policy }, units, responsibilities, projects] = await Promise.all([
    record.context.latest(),
    record.directory.units(),
    record.network.responsibilities(),
    record.assessment.property.projects(),
  ]);
  const commanded = new Set(units.filter(({ relation }) => relation === 'commanded').map(({ id }) => id));
  const bearers = new Map(
    responsibilities.bearers.filter(({ validTo }) => validTo === null).map(({ role, unitId }) => [role, unitId]),
  );
  // 区消防救援大队 and the like are written letters and answer by their own rules.
  const led = ({ lead }: { lead: string }) => lead === 'SD' || commanded.has(bearers.get(lead) ?? '');
  return {
    crew: await crewOf(record, units),
    units,
    categories: policy.categories.filter(led),
    responsibilities,
    projects: projects.map(({ id, streetId }) => ({ id, streetId })),
  };
}

function workingDays(calendar: WorkCalendar, from: string, to: string): string[] {
  const days: string[] = [];
  for (let date = from; date <= to; date = addDays(date, 1))
    if (calendar.day('OFFICE', date).open.length > 0) days.push(date);
  return days;
}
