import { randomUUID } from 'node:crypto';

import { addDays, civilDate, type Instant, instantOf, type WorkCalendar } from '#calendar';
import { type Actor, type Command, type Finding, judgedBy, leadOf } from '#domain';
import type { DistrictRecord } from '#persistence';

import type { Agenda } from './agenda';
import type { Cast } from './cast';
import { inOfficeHours, minutes, staggered } from './hours';
import type { Photographer } from './photographer';
import type { Plot } from './plots';

interface Parts {
  record: DistrictRecord;
  calendar: WorkCalendar;
  agenda: Agenda;
  cast: Cast;
  photographer: Photographer;
}

/** One case's part in the story. */
export interface Script {
  plot: Plot;
  /** When the office hands it over. */
  dispatchAt: Instant;
  /** After this act of the case nobody does anything more for it. */
  lastAct?: Command['type'];
  /** What the unit says of its work. */
  mended?: string;
}

/** A season's end: so long is a suspension asked for. */
const SEASON_DAYS = 63;

/** What the people of the district do with the findings, each act planned from where the record then stands. */
export class Story {
  private readonly scripts = new Map<string, Script>();
  private readonly ended = new Set<string>();

  constructor(private readonly parts: Parts) {}

  /** 立项 and 五定交办 by the office. */
  begin(id: string, number: string, script: Script): void {
    this.scripts.set(id, script);
    this.note(id, script.dispatchAt, () => this.dispatch(id, number, script.plot));
  }

  private async dispatch(id: string, number: string, plot: Plot): Promise<void> {
    const dispatcher = await this.parts.cast.byUsername('dispatcher');
    if ((await this.read(id)).status === 'filed') await this.do(id, { type: 'register' }, dispatcher);
    const { proposal } = await this.read(id);
    const right = proposal.unitId;
    if (!right) throw new Error(`${number} has no proposed unit`);
    const unitId = plot === 'wrong_unit' ? await this.anotherUnit(right) : right;
    const coUnitIds = proposal.coUnitIds.filter((co) => co !== unitId);
    await this.do(id, { type: 'assign', ...this.fixings(unitId), coUnitIds }, dispatcher);
    await this.after(id, number, minutes(8) + staggered(number, 18), () => this.receive(id, number, plot, right));
  }

  private fixings(unitId: string): { unitId: string; leader: string | null; officer: string | null } {
    const { cast } = this.parts;
    return { unitId, leader: cast.nameAt(unitId, 'unit_deputy'), officer: cast.nameAt(unitId, 'handler') };
  }

  private async anotherUnit(right: string): Promise<string> {
    const rules = await this.parts.record.directory.roleRules();
    const other =
      rules.find(({ unitId, role }) => unitId !== right && role === 'ZJ') ??
      rules.find(({ unitId }) => unitId !== right);
    if (!other) throw new Error('the district has but one unit');
    return other.unitId;
  }

  private async receive(id: string, number: string, plot: Plot, right: string): Promise<void> {
    const handler = await this.handler(id);
    if (plot !== 'unsigned' && plot !== 'never') await this.do(id, { type: 'sign' }, handler);
    for (const line of (await this.read(id)).lines) {
      if (line.role !== 'co' || line.status !== 'open') continue;
      const co = await this.parts.cast.ofUnit(line.unitId, 'handler');
      await this.do(id, { type: 'sign', lineId: line.id }, co);
    }
    await this.follow(id, number, plot, right);
  }

  private async follow(id: string, number: string, plot: Plot, right: string): Promise<void> {
    switch (plot) {
      case 'wrong_unit':
      case 'not_mine':
        return this.returnIt(id, number, plot, right);
      case 'extended':
        return this.extend(id, number);
      case 'suspended':
        return this.suspend(id, number);
      case 'late':
        return this.mendAfterRung(id, number, 'R2');
      case 'very_late':
        return this.mendAfterRung(id, number, 'R3');
      case 'night':
        return this.mendAtDaybreak(id, number);
      case 'never':
        return;
      default:
        return this.mendInTime(id, number, 0.45);
    }
  }

  // ── 退回、延期、挂账 ──

  private async returnIt(id: string, number: string, plot: Plot, right: string): Promise<void> {
    const handler = await this.handler(id);
    const reason = plot === 'wrong_unit' ? 'not_duty' : 'wrong_place';
    const basis = '区直部门职责清单';
    await this.do(id, { type: 'request-return', reason, basis, proposedUnitId: right }, handler);
    await this.after(id, number, minutes(100), async () => {
      const dispatcher = await this.parts.cast.byUsername('dispatcher');
      const upheld = plot === 'wrong_unit';
      await this.do(id, { type: 'rule-return', upheld, reason: upheld ? '职责清单载明' : '属本单位职责' }, dispatcher);
      if (!upheld) return this.mendInTime(id, number, 0.6);
      await this.do(id, { type: 'assign', ...this.fixings(right) }, dispatcher);
      await this.after(id, number, minutes(20), () => this.receive(id, number, 'prompt', right));
    });
  }

  private async extend(id: string, number: string): Promise<void> {
    this.at(id, number, (await this.share(id, 0.5)).at, async () => {
      await this.do(id, { type: 'request-extension', amount: 2, reason: '配件采购中' }, await this.handler(id));
      await this.after(id, number, minutes(50), async () => {
        const duty = await this.parts.cast.holding('district_duty_lead');
        await this.do(id, { type: 'decide-extension', granted: true }, duty);
        await this.mendInTime(id, number, 0.8);
      });
    });
  }

  private async suspend(id: string, number: string): Promise<void> {
    await this.after(id, number, minutes(60), async () => {
      const until = addDays(civilDate(await this.now()), SEASON_DAYS);
      await this.do(
        id,
        { type: 'request-suspension', reason: 'season', until, basis: '非种植季，已覆盖防尘网' },
        await this.handler(id),
      );
      await this.after(id, number, minutes(90), async () => {
        const head = await this.parts.cast.holding('office_head');
        await this.do(id, { type: 'decide-suspension', granted: true }, head);
      });
    });
  }

  // ── 整改 ──

  private async mendInTime(id: string, number: string, share: number): Promise<void> {
    const steps = (await this.read(id)).steps.filter((step) => step.completedAt === null).length;
    const first = await this.share(id, steps > 1 ? share / 2 : share);
    this.note(id, this.byDay(first.at, first.due, number), async () => {
      if (steps > 1) await this.finishStep(id, number);
      if (steps > 1) return this.mendInTime(id, number, share);
      await this.handIn(id, number);
    });
  }

  private async mendAfterRung(id: string, number: string, rung: string): Promise<void> {
    const bell = judgedBy(await this.read(id))?.bells.find((one) => one.code === rung);
    if (!bell) return this.mendInTime(id, number, 0.9);
    this.at(id, number, bell.at + minutes(95), async () => {
      for (let left = await this.openSteps(id); left > 1; left -= 1) await this.finishStep(id, number);
      await this.handIn(id, number);
    });
  }

  /** Nobody comes in the night; the duty leader, woken by the yellow slip, has it covered and mended at daybreak. */
  private mendAtDaybreak(id: string, number: string): void {
    this.note(id, instantOf('2026-09-25', '14:10'), async () => {
      await this.finishStep(id, number);
      this.note(id, instantOf('2026-09-25', '16:20'), () => this.handIn(id, number));
    });
  }

  /** Red slips wait as drafts until the office has checked and signed them. */
  private async signPapers(id: string): Promise<void> {
    for (const { id: noticeId, life } of (await this.read(id)).notices) {
      if (life !== 'draft') continue;
      await this.do(id, { type: 'check-notice', noticeId }, await this.parts.cast.byUsername('dispatcher'));
      await this.do(id, { type: 'issue-notice', noticeId }, await this.parts.cast.holding('office_head'));
    }
  }

  private async finishStep(id: string, number: string): Promise<void> {
    const finding = await this.read(id);
    const evidence = [await this.parts.photographer.after({ finding, number, shows: 'made_safe' })];
    await this.do(id, { type: 'submit', text: '已设置警示围挡', evidence }, await this.handler(id));
  }

  private async handIn(id: string, number: string): Promise<void> {
    const finding = await this.read(id);
    if (finding.status !== 'rectifying') return;
    await this.signPapers(id);
    const shows = this.isSham(finding) ? 'sham' : 'mended';
    const evidence = [await this.parts.photographer.after({ finding, number, shows })];
    await this.do(
      id,
      { type: 'submit', text: this.scripts.get(id)?.mended ?? '已整改到位', evidence },
      await this.handler(id),
    );
    const drafted = (await this.read(id)).status === 'rectifying';
    const lead = leadOf(finding);
    if (drafted && lead)
      await this.do(id, { type: 'endorse' }, await this.parts.cast.ofUnit(lead.unitId, 'unit_leader'));
    await this.after(id, number, minutes(70), () => this.verify(id, number));
  }

  // ── 核查、销号、回头看 ──

  private async verify(id: string, number: string): Promise<void> {
    const finding = await this.read(id);
    const verifier = await this.parts.cast.byUsername('verifier');
    if (this.isSham(finding)) {
      await this.do(id, { type: 'verify', outcome: 'failed', reason: '现场未见整改，照片摆拍', sham: true }, verifier);
      await this.signPapers(id);
      return this.after(id, number, minutes(20 * 60), () => this.handIn(id, number));
    }
    await this.do(id, { type: 'verify', outcome: 'passed' }, verifier);
    await this.after(id, number, minutes(45), () => this.approve(id, number));
  }

  private isSham = ({ id, cycle }: Finding): boolean => this.scripts.get(id)?.plot === 'sham' && cycle === 1;

  private async approve(id: string, number: string): Promise<void> {
    const finding = await this.read(id);
    if (finding.status !== 'verified') return;
    const after = await this.do(id, { type: 'approve' }, await this.parts.cast.approverOf(finding));
    if (after.status === 'verified') return this.after(id, number, minutes(60), () => this.approve(id, number));
    const lookBack = after.lookBacks[0];
    if (lookBack) this.at(id, number, lookBack.dueAt + minutes(40), () => this.lookBack(id, number));
  }

  private async lookBack(id: string, number: string): Promise<void> {
    const finding = await this.read(id);
    if (finding.status !== 'written_off') return;
    const bounced = this.scripts.get(id)?.plot === 'bounces' && finding.cycle === 1;
    const verifier = await this.parts.cast.byUsername('verifier');
    if (!bounced) return void (await this.do(id, { type: 'recheck', outcome: 'passed' }, verifier));
    await this.do(id, { type: 'recheck', outcome: 'failed', reason: '问题再次出现' }, verifier);
    await this.mendInTime(id, number, 0.4);
  }

  // ── how the acts are made ──

  private async do(id: string, command: Command, actor: Actor): Promise<Finding> {
    if (this.ended.has(id)) return this.read(id);
    const outcome = await this.parts.record.findings.execute(id, command, actor, { idempotencyKey: randomUUID() });
    if (command.type === this.scripts.get(id)?.lastAct) this.ended.add(id);
    if (outcome.kind === 'done') return outcome.finding;
    const why = outcome.kind === 'refused' ? outcome.refusal.code : outcome.kind;
    throw new Error(`${command.type} on ${id}: ${why}`);
  }

  private async read(id: string): Promise<Finding> {
    const row = await this.parts.record.findings.read(id);
    if (!row) throw new Error(`no finding ${id}`);
    return row.finding;
  }

  private async handler(id: string): Promise<Actor> {
    const lead = leadOf(await this.read(id));
    if (!lead) throw new Error(`${id} is with nobody`);
    return this.parts.cast.ofUnit(lead.unitId, 'handler');
  }

  private openSteps = async (id: string): Promise<number> =>
    (await this.read(id)).steps.filter((step) => step.completedAt === null).length;

  /** When that share of the time to the nearest open step's due has passed. */
  private async share(id: string, share: number): Promise<{ at: Instant; due: Instant }> {
    const finding = await this.read(id);
    const lead = leadOf(finding);
    const step = finding.steps.find((one) => one.completedAt === null);
    const clock = finding.clocks[`${lead?.id}.${step?.code}`];
    const now = await this.now();
    if (!clock?.dueAt) throw new Error(`${id} has no deadline to keep`);
    return { at: Math.round(now + (clock.dueAt - now) * share), due: clock.dueAt };
  }

  /** In the daytime, as long as the deadline leaves one. */
  private byDay(at: Instant, due: Instant, number: string): Instant {
    const day = inOfficeHours(this.parts.calendar, at, number);
    return day < due - minutes(5) ? day : at;
  }

  private at(id: string, number: string, instant: Instant, act: () => Promise<void>): void {
    this.note(id, inOfficeHours(this.parts.calendar, instant, number), act);
  }

  /** Urgent work goes on at any hour; the rest waits for the office to open. */
  private async after(id: string, number: string, wait: number, act: () => Promise<void>): Promise<void> {
    const when = (await this.now()) + wait;
    const { urgency } = await this.read(id);
    this.note(id, urgency === 'urgent' ? when : inOfficeHours(this.parts.calendar, when, number), act);
  }

  private note(id: string, instant: Instant, act: () => Promise<void>): void {
    if (this.ended.has(id)) return;
    this.parts.agenda.note(instant, async () => {
      if (!this.ended.has(id)) await act();
    });
  }

  private async now(): Promise<Instant> {
    const now = await this.parts.record.clock.at();
    if (now === null) throw new Error('the demonstration runs on simulated time');
    return now;
  }
}
