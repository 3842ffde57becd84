import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { civilDate, type Instant, instantOf, type WorkCalendar } from '#calendar';
import { type Actor, draw, type Period, periodBefore, type PeriodKind, periodOf } from '#domain';
import { type DistrictRecord, migrate, openRecord, seedDistrict, seedYearDistrict, SimulatedClock } from '#persistence';
import { claimState, startPostgres, stopOwn } from '#servers';

import { Cast } from '../cast';
import { Casework, daysOf } from './casework';
import { chance, digest, uuidOf } from './chance';

const YEAR = '2026';
/** The story goes on until the year itself is published. */
const LAST_DAY = '2027-01-29';
const SLOTS = ['09:00', '10:40', '14:40', '16:30'];
const FINDINGS = 10_000;

const progress = (line: string): void => void process.stderr.write(`${line}\n`);

interface YearResult {
  findings: number;
  units: number;
  projects: number;
  events: number;
  steps: number;
  refused: number;
  ledgerEntries: number;
  visits: number;
  appeals: { upheld: number; refused: number };
  proposals: Record<string, number>;
  editions: { id: string; published: string; recomputed: string; same: boolean }[];
  /** Digest of all published texts, and of all of them recomputed. */
  published: string;
  recomputed: string;
  seconds: { cases: number; assessment: number; verification: number; all: number };
}

/** `npm run demo -- --year`: a year of a district, stepped through without Temporal: time is told, not waited for. */
export async function demoYear({ json }: { json?: boolean }): Promise<void> {
  const result = await onPostgres(play);
  if (json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else print(result);
  if (result.published !== result.recomputed) throw new Error('a published text differs from what its snapshot gives');
}

async function onPostgres<T>(use: (record: DistrictRecord, clock: SimulatedClock) => Promise<T>): Promise<T> {
  const stateDir = mkdtempSync(join(tmpdir(), 'duban-year-'));
  // PostgreSQL may run as another user than ours.
  await chmod(stateDir, 0o755);
  const release = await claimState(stateDir);
  const cleanUp = async () => {
    await stopOwn(stateDir);
    release();
    rmSync(stateDir, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void cleanUp().then(() => process.exit(1)));
  try {
    const { url } = await startPostgres({ stateDir, progress });
    await migrate(url);
    await seedDistrict(url, { password: 'demonstration-only' });
    await seedYearDistrict(url);
    const clock = new SimulatedClock(instantOf(`${YEAR}-01-01`));
    const record = await openRecord({ url, clock, statementTimeoutMs: 120_000 });
    try {
      return await use(record, clock);
    } finally {
      await record.close();
    }
  } finally {
    await cleanUp();
  }
}

async function play(record: DistrictRecord, clock: SimulatedClock): Promise<YearResult> {
  const began = performance.now();
  const year = new Year(record, clock, await crewOf(record));
  const told = await year.tell();
  return { ...told, seconds: { ...told.seconds, all: since(began) } };
}

const since = (began: number): number => Math.round((performance.now() - began) / 100) / 10;

/** Everybody who acts in the year. */
async function crewOf({ people, directory }: DistrictRecord) {
  const cast = new Cast(people);
  const all = (names: string[]): Promise<Actor[]> => Promise.all(names.map((name) => cast.byUsername(name)));
  const units = await directory.units();
  const led = units.filter(({ kind }) => kind === 'department' || kind === 'street' || kind === 'township');
  const staff = async (post: string) => {
    const found = await Promise.all(
      led.map(async ({ id }) => [id, await cast.byUsername(`${post}.${id}`).catch(() => null)] as const),
    );
    return new Map(found.flatMap(([id, actor]) => (actor ? [[id, actor] as const] : [])));
  };
  return {
    inspectors: await all(['inspector', 'inspector2']),
    dispatcher: await cast.byUsername('dispatcher'),
    verifiers: await all(['verifier', 'verifier2']),
    approvers: await all(['approver', 'approver2', 'office.head', 'industry.approver', 'deputy.mayor', 'mayor']),
    handlers: await staff('handler'),
    leaders: await staff('leader'),
  };
}

class Year {
  private readonly spent = { cases: 0, assessment: 0, verification: 0 };
  private readonly appeals = { upheld: 0, refused: 0 };
  private visits = 0;
  private due: Period[] = [];

  constructor(
    private readonly record: DistrictRecord,
    private readonly clock: SimulatedClock,
    private readonly crew: Awaited<ReturnType<typeof crewOf>>,
  ) {}

  async tell(): Promise<Omit<YearResult, 'seconds'> & { seconds: Omit<YearResult['seconds'], 'all'> }> {
    const { calendar, policy } = await this.record.context.current();
    const units = await this.record.directory.units();
    const [projects, roles] = await Promise.all([
      this.record.assessment.property.projects(),
      this.record.directory.roleRules(),
    ]);
    const open = (date: string) => isOpen(calendar, date);
    const days = daysOf(open, `${YEAR}-01-05`, LAST_DAY);
    const commanded = new Set(units.filter(({ relation }) => relation === 'commanded').map(({ id }) => id));
    const categories = policy.categories.flatMap(({ code, lead: role }) => {
      const unitId = role === 'SD' ? null : roles.find((rule) => rule.role === role)?.unitId;
      return unitId === undefined || (unitId !== null && !commanded.has(unitId)) ? [] : [{ code, unitId }];
    });
    const casework = new Casework({
      findings: FINDINGS,
      crew: this.crew,
      chronicle: this.record.chronicle(),
      units,
      categories,
      projects,
      days: days.filter((day) => day < `${YEAR}-12-22`),
    });
    await this.carryOn(days, casework);
    const editions = await this.timed('verification', () => this.verify());
    return {
      findings: FINDINGS,
      units: (await this.record.directory.units()).filter(({ id }) => id !== 'ja').length,
      projects: projects.length,
      steps: casework.steps,
      refused: casework.refused,
      visits: this.visits,
      appeals: this.appeals,
      ...(await this.record.assessment.editions.census()),
      editions,
      published: digestOf(editions.map(({ published }) => published)),
      recomputed: digestOf(editions.map(({ recomputed }) => recomputed)),
      seconds: this.spent,
    };
  }

  private async carryOn(days: readonly string[], casework: Casework): Promise<void> {
    let month = '';
    for (const day of days) {
      if (day.slice(0, 7) !== month) {
        month = day.slice(0, 7);
        progress(`${month}…`);
        await this.beginMonth(day);
      }
      await this.timed('cases', async () => {
        for (const slot of SLOTS) {
          const at = instantOf(day, slot);
          this.clock.now = at;
          if (slot === SLOTS[0]) await casework.file(day, at);
          await casework.passTime(at);
          await casework.step(at);
        }
      });
      await this.timed('assessment', () => this.publishDue());
    }
  }

  /** 巡查, 物业检查 and the editions of what has ended. */
  private async beginMonth(day: string): Promise<void> {
    const at = instantOf(day, '08:40');
    this.clock.now = at;
    await this.timed('assessment', async () => {
      for (const kind of ['month', 'quarter', 'year'] as const) await this.compute(kind, day);
    });
    if (day.startsWith(YEAR)) {
      await this.inspectProjects(day);
    }
  }

  private async compute(kind: PeriodKind, day: string): Promise<void> {
    const period = periodBefore(periodOf(kind, day));
    if (period.start < YEAR || this.due.some((one) => one.kind === kind && one.start === period.start)) return;
    const known = await this.record.assessment.editions.list({ kind, start: period.start, subject: 'units' });
    if (known.length > 0) return;
    const { office } = this.record.assessment;
    if ((await office.compute(period)).status !== 'waiting') {
      await office.openAppeals(period);
      await this.appeal(period);
    }
    this.due.push(period);
  }

  /** One unit in each period appeals against its heaviest line; every second appeal is upheld. */
  private async appeal(period: Period): Promise<void> {
    const { office, editions } = this.record.assessment;
    const [row] = await editions.list({ kind: period.kind, start: period.start, subject: 'units' });
    if (!row) return;
    const { ledger } = await editions.unitsResult(row.id);
    const cg = ledger.filter(({ unitId, points, reverses }) => unitId === 'cg' && points < 0 && reverses === null);
    const undone = new Set(ledger.map(({ reverses }) => reverses));
    const entry = cg
      .filter(({ id }) => !undone.has(id))
      .toSorted((a, b) => a.points - b.points || (a.id < b.id ? -1 : 1))[0];
    if (!entry) return;
    const appealId = uuidOf('appeal', row.id);
    const upheld = chance('upheld', row.id) < 0.5;
    const by = this.crew.handlers.get('cg')!.personId;
    await office.act(row.id, { type: 'appeal', appealId, unitId: 'cg', entryId: entry.id, text: '现场已整改' }, by);
    const ruling = { type: 'rule-appeal' as const, appealId, upheld, reason: upheld ? '属实' : '不属实' };
    await office.act(row.id, ruling, this.crew.approvers[0]!.personId);
    this.appeals[upheld ? 'upheld' : 'refused'] += 1;
  }

  private async publishDue(): Promise<void> {
    const left: Period[] = [];
    for (const period of this.due) {
      const { office } = this.record.assessment;
      let at = await office.compute(period);
      if (at.status === 'draft') at = await office.openAppeals(period);
      if (at.status === 'appealable') at = await office.publish(period);
      if (at.status !== 'published') left.push(period);
    }
    this.due = left;
  }

  /** Each project by its street every month; those drawn in the quarter by the district too. */
  private async inspectProjects(day: string): Promise<void> {
    const { property } = this.record.assessment;
    const projects = await property.projects();
    const quarter = periodOf('quarter', day).start;
    const seed = digest('projects', quarter);
    const candidates = projects.map(({ id, streetId }) => ({ id, weight: 1, stratum: streetId }));
    const quotas = Object.fromEntries(candidates.map(({ stratum }) => [stratum, 3]));
    const { personId, unitId } = this.crew.inspectors[0]!;
    const kept = await property.recordDraw(
      quarter,
      draw({ seed, candidates, exclusions: [], quotas }, digest),
      personId,
    );
    const sampled = new Set(kept.draw.drawn.map(({ id }) => id));
    for (const { id } of projects) {
      const levels = sampled.has(id) ? (['street', 'district'] as const) : (['street'] as const);
      for (const level of levels) {
        const visit = {
          id: uuidOf('visit', id, day, level),
          projectId: id,
          level,
          on: day,
          times: marks(id, day, level),
          notApplicable: [],
        };
        await property.recordVisit(visit, { personId, unitId });
        this.visits += 1;
      }
    }
  }

  private async verify(): Promise<YearResult['editions']> {
    const { editions, office } = this.record.assessment;
    const published = (await editions.list({})).filter(({ status }) => status === 'published');
    const verified = [];
    for (const { id } of published.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
      verified.push((await office.verify(id))!);
    return verified;
  }

  private async timed<T>(what: keyof Year['spent'], work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    try {
      return await work();
    } finally {
      this.spent[what] = Math.round((this.spent[what] + since(began)) * 10) / 10;
    }
  }
}

/** How often each item was found wanting: a project keeps its habits over the year. */
function marks(projectId: string, day: string, level: string): Record<number, number> {
  const careless = chance('habit', projectId) * 0.5;
  const times: Record<number, number> = {};
  for (let item = 1; item <= 38; item += 1)
    if (item !== 37 && chance('mark', projectId, day, level, item) < careless)
      times[item] = 1 + Math.floor(chance('n', projectId, day, item) * 3);
  return times;
}

const digestOf = (texts: readonly string[]): string => createHash('sha256').update(texts.join('\n')).digest('hex');

const isOpen = (calendar: WorkCalendar, date: string): boolean =>
  calendar.day('OFFICE', civilDate(instantOf(date) as Instant)).open.length > 0;

function print(result: YearResult): void {
  const { seconds, editions } = result;
  const lines = [
    `一年 a year: ${result.findings} 件 findings, ${result.units} 个单位 units, ${result.projects} 个项目 projects`,
    `步骤 steps ${result.steps}, 事件 events ${result.events}, 台账 ledger ${result.ledgerEntries}, 物业检查 visits ${result.visits}`,
    `申诉 appeals: 成立 upheld ${result.appeals.upheld}, 不成立 refused ${result.appeals.refused}`,
    `建议 proposals: ${Object.entries(result.proposals)
      .map(([measure, n]) => `${measure} ${n}`)
      .join(', ')}`,
    ...editions.map(({ id, same, published }) => `${same ? '✓' : '✗'} ${id}  ${published.slice(0, 16)}`),
    `发布 published  ${result.published}`,
    `重算 recomputed ${result.recomputed}`,
    `用时 seconds: 办件 cases ${seconds.cases}, 考核 assessment ${seconds.assessment}, 核验 verification ${seconds.verification}, 共 all ${seconds.all}`,
    '时间由程序推进，不经 Temporal / time is stepped, without Temporal',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
