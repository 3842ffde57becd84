import { addDays, civilDate, type Instant, instantOf } from '#calendar';
import { type Actor, allowedCommands, type Command, type EvidenceRef, type Finding, type FilePayload } from '#domain';
import type { Act, Chronicle, DirectoryUnit } from '#persistence';

import { chance, digest, oneOf, uuidOf } from './chance';

const MINUTE = 60_000;
const DAY = 86_400_000;
const SOURCES = ['district', 'district', 'district', 'district', 'street', 'hotline', 'city', 'province'] as const;
/** Of the year's cases, so many per thousand. */
const LATE = 0.1;
const FAILED = 0.06;
const UNSIGNED = 0.04;

interface Crew {
  inspectors: Actor[];
  dispatcher: Actor;
  verifiers: Actor[];
  approvers: Actor[];
  handlers: ReadonlyMap<string, Actor>;
  leaders: ReadonlyMap<string, Actor>;
}

export interface YearPlan {
  findings: number;
  crew: Crew;
  chronicle: Chronicle;
  units: readonly DirectoryUnit[];
  /** Categories with the unit that each is given to. */
  categories: readonly { code: string; unitId: string | null }[];
  projects: readonly { id: string; streetId: string }[];
  days: readonly string[];
}

/** Ten thousand cases through the loop, each by the hands that may: a step at a time, all that are ready together. */
export class Casework {
  private readonly ready = new Map<string, Instant>();
  private readonly toFile = new Map<string, number[]>();
  refused = 0;
  steps = 0;

  constructor(private readonly plan: YearPlan) {
    for (let nth = 0; nth < plan.findings; nth += 1) {
      const day = plan.days[Math.floor((nth / plan.findings) * plan.days.length)]!;
      this.toFile.set(day, [...(this.toFile.get(day) ?? []), nth]);
    }
  }

  /** What is filed on a day, at its first slot. */
  async file(day: string, slot: Instant): Promise<void> {
    const acts = (this.toFile.get(day) ?? []).map((nth) => this.filing(nth, slot));
    await this.give(acts);
    for (const { id } of acts) this.ready.set(id, slot + MINUTE);
  }

  /** What time has made due by then. */
  passTime(slot: Instant): Promise<void> {
    return this.plan.chronicle.passTime(slot);
  }

  /** Everything whose hour has come takes one step. */
  async step(slot: Instant): Promise<void> {
    const acts: Act[] = [];
    for (const [id, at] of this.ready) {
      if (at > slot) continue;
      const act = this.next(id, slot);
      if (act) acts.push(act);
    }
    await this.give(acts);
    for (const { id } of acts) this.schedule(id, slot);
  }

  private async give(acts: readonly Act[]): Promise<void> {
    const refused = await this.plan.chronicle.record(acts);
    this.steps += acts.length - refused.length;
    this.refused += refused.length;
    for (const { act } of refused) this.ready.delete(act.id);
  }

  private filing(nth: number, slot: Instant): Act {
    const { crew, units, projects } = this.plan;
    const id = uuidOf('year', nth);
    const communities = units.filter(({ kind }) => kind === 'community' || kind === 'village');
    const community = oneOf(communities, 'place', nth);
    const category = oneOf(this.plan.categories, 'category', nth);
    const project = chance('project', nth) < 0.2 ? oneOf(projects, 'which', nth) : null;
    const payload: FilePayload = {
      channel: 'round',
      source: oneOf(SOURCES, 'source', nth),
      severity: chance('grave', nth) < 0.01 ? 'major' : chance('grave', nth) < 0.08 ? 'serious' : 'minor',
      categoryCode: category.code,
      description: `第${nth + 1}号问题`,
      place: {
        streetId: project?.streetId ?? community.parentId,
        communityId: project ? null : community.id,
        pointName: `${project?.id ?? community.name}${1 + (nth % 40)}号点位`,
        lng: null,
        lat: null,
      },
      supervisingUnitId: crew.dispatcher.unitId,
      subject: project?.id ?? null,
      // Twenty-five in a thousand stand on the year's issue list.
      ...(chance('list', nth) < 0.025 && { kind: 'measure' as const, listId: 'year-list' }),
    };
    return { id, command: { type: 'file', id, ...payload }, actor: oneOf(crew.inspectors, 'who', nth), at: slot };
  }

  private next(id: string, at: Instant): Act | null {
    const state = this.plan.chronicle.read(id)!;
    const { crew } = this.plan;
    const unitId = state.lines.findLast(({ role }) => role === 'lead')?.unitId ?? '';
    const handler = crew.handlers.get(unitId);
    const leader = crew.leaders.get(unitId);
    switch (state.status) {
      case 'registered':
        return { id, command: { type: 'assign', unitId: this.leadOf(state) }, actor: crew.dispatcher, at };
      case 'assigned':
        return handler ? { id, command: { type: 'sign' }, actor: handler, at } : null;
      case 'rectifying':
        if (leader && allowedCommands(state, leader, at).includes('endorse'))
          return { id, command: { type: 'endorse' }, actor: leader, at };
        return handler ? { id, command: submission(state), actor: handler, at } : null;
      case 'submitted':
        return this.byWhomIsAllowed(id, crew.verifiers, verification(state), at);
      case 'verified':
        return this.byWhomIsAllowed(id, crew.approvers, { type: 'approve' }, at);
      case 'written_off':
        return this.byWhomIsAllowed(id, crew.verifiers, lookBack(state), at);
      default:
        return null;
    }
  }

  private byWhomIsAllowed(id: string, people: readonly Actor[], command: Command, at: Instant): Act | null {
    const state = this.plan.chronicle.read(id)!;
    const actor = people.find((one) => allowedCommands(state, one, at).includes(command.type));
    if (actor) return { id, command, actor, at };
    this.ready.set(id, at + DAY);
    return null;
  }

  private leadOf({ categoryCode, place }: Finding): string {
    return this.plan.categories.find(({ code }) => code === categoryCode)?.unitId ?? place.streetId!;
  }

  /** When the next hand comes to it. */
  private schedule(id: string, slot: Instant): void {
    const state = this.plan.chronicle.read(id);
    if (!state) return;
    const at = nextAt(state, slot);
    if (at === null) this.ready.delete(id);
    else this.ready.set(id, at);
  }
}

function nextAt(state: Finding, now: Instant): Instant | null {
  const { id, status, cycle } = state;
  switch (status) {
    case 'registered':
    case 'submitted':
    case 'verified':
      return now + MINUTE;
    case 'assigned':
      // Some never sign; they are deemed to have, and answer all the same.
      return chance('unsigned', id) < UNSIGNED ? now + 5 * DAY : now + MINUTE;
    case 'rectifying': {
      const due =
        state.clocks[`${state.lines.findLast(({ role }) => role === 'lead')?.id}.rectify`]?.dueAt ?? now + DAY;
      if (state.submissions.some(({ submittedAt, outcome }) => submittedAt === null && outcome === null))
        return now + MINUTE;
      const late = chance('late', id, cycle) < LATE;
      return late
        ? due + chance('by', id) * 8 * DAY
        : now + chance('soon', id, cycle) * Math.max(0, due - now - 4 * 3_600_000);
    }
    case 'publicizing':
      return now + 5 * DAY;
    case 'written_off':
      return now + 31 * DAY;
    default:
      return null;
  }
}

const submission = ({ id, cycle }: Finding): Command => ({
  type: 'submit',
  text: '已整改',
  evidence: [photo(id, cycle)],
});

const verification = ({ id, cycle }: Finding): Command =>
  chance('failed', id, cycle) < FAILED
    ? { type: 'verify', outcome: 'failed', reason: '未整改到位', sham: chance('sham', id) < 0.05 }
    : { type: 'verify', outcome: 'passed', mode: 'photo' };

const lookBack = ({ id, cycle }: Finding): Command =>
  chance('relapse', id, cycle) < 0.05
    ? { type: 'recheck', outcome: 'failed', reason: '反弹' }
    : { type: 'recheck', outcome: 'passed' };

const photo = (id: string, cycle: number): EvidenceRef => ({
  sha256: digest('photo', id, cycle),
  role: 'after',
  defect: 1,
  capturedAt: null,
  lng: null,
  lat: null,
  dhash: null,
  flags: [],
});

/** Working days of a year by the calendar, in order. */
export function daysOf(isOpen: (date: string) => boolean, from: string, to: string): string[] {
  const days: string[] = [];
  for (let date = from; date <= to; date = civilDate(instantOf(addDays(date, 1)))) if (isOpen(date)) days.push(date);
  return days;
}
