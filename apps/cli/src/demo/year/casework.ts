import type { Instant } from '#calendar';
import {
  type Actor,
  allowedCommands,
  type Category,
  type Command,
  type EvidenceRef,
  type FilePayload,
  type Finding,
  type Responsibilities,
  suggestFixings,
} from '#domain';
import type { Act, Chronicle, DirectoryUnit } from '#persistence';

import { chance, digest, oneOf, uuidOf } from './chance';
import type { Crew } from './crew';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Of the year's cases, so many in one. */
const LATE = 0.1;
const FAILED = 0.06;
const SHAM = 0.05;
const RELAPSED = 0.05;
const UNSIGNED = 0.04;
const SENT_BACK = 0.08;
const SETTLED = 0.15;
const UNTRUE = 0.03;
const IN_ESTATES = 0.2;

/** What the district is on a day: it changes with its organisation. */
export interface World {
  crew: Crew;
  units: readonly DirectoryUnit[];
  categories: readonly Category[];
  responsibilities: Responsibilities;
  projects: readonly { id: string; streetId: string }[];
}

export interface Filing extends FilePayload {
  /** Names the case: the same case in every run. */
  name: string;
  by: Actor;
}

/** What is agreed with a case before it begins: matters and measures are answered by a date of their own. */
interface Agreed {
  unitId: string;
  leader?: string;
  officer?: string;
  milestones?: { name: string; date: string }[];
}

/** Cases through the loop, each by the hands that may: a step at a time, all that are ready together. */
export class Casework {
  readonly counts = { steps: 0, refused: 0, filed: 0, suspended: 0 };
  private readonly kinds = new Map<string, Finding['kind']>();
  private readonly closed = new Set<string>();
  private readonly ready = new Map<string, Instant>();
  private readonly agreed = new Map<string, Agreed>();
  private everyday = 0;
  private readonly communities = new Map<World, DirectoryUnit[]>();

  constructor(
    private readonly chronicle: Chronicle,
    private world: World,
  ) {}

  /** From now on the district is another. */
  turnTo(world: World): void {
    this.world = world;
  }

  /** Everyday findings of inspectors, the grid and the hotline. */
  async fileEveryday(count: number, slot: Instant): Promise<void> {
    const filings = Array.from({ length: count }, () => this.everydayFiling(this.everyday++));
    await this.file(filings, slot);
  }

  async file(filings: readonly Filing[], slot: Instant, agreed?: Agreed): Promise<string[]> {
    const acts = filings.map(({ name, by, ...payload }): Act => {
      const id = uuidOf(name);
      if (agreed) this.agreed.set(id, agreed);
      return { id, command: { type: 'file', id, ...payload }, actor: by, at: slot };
    });
    await this.give(acts);
    const filed = acts.map(({ id }) => id).filter((id) => this.chronicle.read(id) !== null);
    this.counts.filed += filed.length;
    for (const id of filed) {
      this.kinds.set(id, this.chronicle.read(id)!.kind);
      this.ready.set(id, slot + MINUTE);
    }
    return filed;
  }

  /** For whoever reads the record. */
  writeDown(): Promise<void> {
    return this.chronicle.writeDown();
  }

  /** What time has made due by then. */
  passTime(slot: Instant): Promise<void> {
    return this.chronicle.passTime(slot);
  }

  /** Everything whose hour has come takes one step. */
  async step(slot: Instant): Promise<void> {
    const acts: Act[] = [];
    for (const [id, at] of this.ready) {
      if (at > slot) continue;
      const state = this.chronicle.read(id);
      const act = state ? this.next(state, slot) : this.ended(id);
      if (act) acts.push(act);
    }
    await this.give(acts);
    for (const { id } of acts) this.schedule(id, slot);
  }

  /** Time itself has closed it, at the end of its publicity. */
  private ended(id: string): null {
    this.closed.add(id);
    this.ready.delete(id);
    return null;
  }

  /** 成批挂账: one decision over categories; what is with a unit rests until its end. */
  async suspendGroup(categories: readonly string[], until: string, groupId: string, slot: Instant): Promise<void> {
    const [decider] = this.world.crew.approvers;
    const command: Command = { type: 'suspend', reason: 'weather', until, groupId };
    const acts = [...this.ready.keys()]
      .flatMap((id) => this.chronicle.read(id) ?? [])
      .filter(({ status, categoryCode }) => isWithUnit(status) && categories.includes(categoryCode ?? ''))
      .map((state) => ({ id: state.id, command, actor: decider!, at: slot }))
      .filter(({ id, actor }) => allowedCommands(this.chronicle.read(id)!, actor, slot).includes('suspend'));
    const refused = await this.give(acts);
    for (const { id } of acts) this.schedule(id, slot);
    this.counts.suspended += acts.length - refused;
  }

  /** 机构改革: open work of units that ended goes to who came after them. */
  async followSuccessors(slot: Instant): Promise<number> {
    return this.chronicle.followSuccessors(slot);
  }

  /** One that a lesson can be drawn from: a street's own, closed after it was rightly found. */
  lesson(since: Instant, known: ReadonlySet<string>): Finding | null {
    const streets = new Set(this.world.units.filter(({ kind }) => kind === 'street').map(({ id }) => id));
    const ids = [...this.ready.keys()].sort();
    for (const id of ids) {
      const state = this.chronicle.read(id);
      if (
        state &&
        state.filedAt >= since &&
        !known.has(id) &&
        streets.has(state.fixings?.unitId ?? '') &&
        state.categoryCode
      )
        return state;
    }
    return null;
  }

  /** How many have run their course, and of the matters. */
  standing(): { closed: number; mattersClosed: number } {
    for (const id of this.ready.keys()) if (!this.chronicle.read(id)) this.closed.add(id);
    const matters = [...this.closed].filter((id) => this.kinds.get(id) === 'matter');
    return { closed: this.closed.size, mattersClosed: matters.length };
  }

  private async give(acts: readonly Act[]): Promise<number> {
    const refused = await this.chronicle.record(acts);
    this.counts.steps += acts.length - refused.length;
    this.counts.refused += refused.length;
    // A hand that could not is tried again another day.
    for (const { act } of refused) if (act.command.type !== 'file') this.ready.set(act.id, act.at + DAY);
    return refused.length;
  }

  private everydayFiling(nth: number): Filing {
    const { crew, projects } = this.world;
    const community = oneOf(this.communitiesOf(), 'place', nth);
    const category = oneOf(this.everydayCategories(), 'category', nth);
    const name = `year ${nth}`;
    const place = (streetId: string | null, communityId: string | null, at: string) => ({
      streetId,
      communityId,
      pointName: `${at}${1 + (nth % 40)}号点位`,
      lng: null,
      lat: null,
    });
    const facts = {
      name,
      severity: severityOf(nth),
      categoryCode: category.code,
      description: `第${nth + 1}号问题：${category.name}`,
      place: place(community.parentId, community.id, community.name),
      supervisingUnitId: crew.dispatcher.unitId,
    };
    const grid = crew.grid.get(community.id);
    const way = chance('way', nth);
    if (way < 0.15 && grid) return { ...facts, channel: 'grid', source: 'street', by: grid };
    if (way < 0.27) return { ...facts, channel: 'hotline', source: 'hotline', by: crew.dispatcher };
    const project = chance('project', nth) < IN_ESTATES ? oneOf(projects, 'which', nth) : null;
    return {
      ...facts,
      ...(project && { subject: project.id, place: place(project.streetId, null, project.id) }),
      channel: 'round',
      source: oneOf(SOURCES, 'source', nth),
      by: oneOf(crew.inspectors, 'who', nth),
    };
  }

  /** Those that have somebody who leads them whom we command. */
  private everydayCategories(): readonly Category[] {
    return this.world.categories;
  }

  private communitiesOf(): readonly DirectoryUnit[] {
    const known = this.communities.get(this.world);
    if (known) return known;
    const found = this.world.units.filter(({ kind }) => kind === 'community' || kind === 'village');
    this.communities.set(this.world, found);
    return found;
  }

  private next(state: Finding, at: Instant): Act | null {
    const { id } = state;
    const { crew } = this.world;
    const unitId = leadOf(state) ?? '';
    const handler = crew.handlers.get(unitId);
    const act = (command: Command, actor: Actor | undefined): Act | null =>
      actor ? { id, command, actor, at } : this.later(id, at);
    switch (state.status) {
      case 'filed':
        return this.screening(state, at);
      case 'registered':
        return act(this.assignment(state, at), crew.dispatcher);
      case 'assigned':
        return act({ type: 'sign' }, handler);
      case 'rectifying':
        if (isDrafted(state)) return act({ type: 'endorse' }, crew.leaders.get(unitId));
        if (state.kind === 'matter' && at < answerAt(state, at)) return this.report(state, handler, at);
        return act(submission(state), handler);
      case 'submitted':
        return this.byWhomIsAllowed(state, crew.verifiers, verification(state), at);
      case 'verified':
        return this.byWhomIsAllowed(state, crew.approvers, { type: 'approve' }, at);
      case 'written_off':
        return this.byWhomIsAllowed(state, crew.verifiers, lookBack(state), at);
      default:
        return null;
    }
  }

  /** 村核实上报 → 乡核查审定; what comes otherwise is the office's. */
  private screening(state: Finding, at: Instant): Act | null {
    const { id, chainLevel, place, filedBy } = state;
    const { crew } = this.world;
    const act = (command: Command, actor: Actor | undefined): Act | null =>
      actor ? { id, command, actor, at } : this.later(id, at);
    switch (chainLevel) {
      case 'group':
        return act(
          { type: 'pass-on' },
          [...crew.grid.values()].find(({ personId }) => personId === filedBy.personId),
        );
      case 'village': {
        const clerk = crew.clerks.get(place.communityId ?? '');
        if (chance('settled', id) < SETTLED)
          return act({ type: 'settle', text: '网格就地解决', evidence: [photo(state)] }, clerk);
        if (chance('back', id) < SENT_BACK && state.seq < 3)
          return act({ type: 'pass-back', reason: '照片不清，请补充' }, clerk);
        return act({ type: 'pass-on' }, clerk);
      }
      case 'township':
        return act({ type: 'pass-on' }, crew.handlers.get(place.streetId ?? ''));
      default:
        return state.channel === 'hotline' && chance('untrue', id) < UNTRUE
          ? act({ type: 'dismiss', reason: '现场核实不属实' }, crew.dispatcher)
          : act({ type: 'register' }, crew.dispatcher);
    }
  }

  private assignment(state: Finding, at: Instant): Command {
    const agreed = this.agreed.get(state.id);
    if (agreed) return { type: 'assign', task: state.description, ...agreed };
    const category = this.world.categories.find(({ code }) => code === state.categoryCode)!;
    const { streetId } = state.place;
    const { unitId } = suggestFixings({ category, area: null, streetId, at }, this.world.responsibilities);
    return { type: 'assign', unitId: state.source === 'self' ? state.filedBy.unitId : (unitId ?? streetId!) };
  }

  /** 每月一句话进展 */
  private report(state: Finding, handler: Actor | undefined, at: Instant): Act | null {
    if (!handler) return this.later(state.id, at);
    return { id: state.id, command: { type: 'report-progress', text: '按节点推进' }, actor: handler, at };
  }

  private byWhomIsAllowed(state: Finding, people: readonly Actor[], command: Command, at: Instant): Act | null {
    const actor = people.find((one) => allowedCommands(state, one, at).includes(command.type) && maySign(state, one));
    return actor ? { id: state.id, command, actor, at } : this.later(state.id, at);
  }

  private later(id: string, at: Instant): null {
    this.ready.set(id, at + DAY);
    return null;
  }

  /** When the next hand comes to it. */
  private schedule(id: string, slot: Instant): void {
    const state = this.chronicle.read(id)!;
    if (CLOSED.has(state.status)) this.closed.add(id);
    else this.closed.delete(id);
    if ((this.ready.get(id) ?? 0) > slot) return;
    const at = nextAt(state, slot);
    if (at === null) this.ready.delete(id);
    else this.ready.set(id, at);
  }
}

const CLOSED: ReadonlySet<Finding['status']> = new Set(['written_off', 'archived']);

const SOURCES = ['district', 'district', 'district', 'district', 'district', 'street', 'city', 'province'] as const;

const severityOf = (nth: number): FilePayload['severity'] =>
  chance('grave', nth) < 0.01 ? 'major' : chance('grave', nth) < 0.08 ? 'serious' : 'minor';

const isWithUnit = (status: Finding['status']): boolean => status === 'assigned' || status === 'rectifying';

const leadOf = ({ lines }: Finding): string | undefined => lines.findLast(({ role }) => role === 'lead')?.unitId;

const isDrafted = ({ submissions }: Finding): boolean =>
  submissions.some(({ submittedAt, outcome }) => submittedAt === null && outcome === 'pending');

/** Whose signature the write-off waits for, of those who have touched nothing of the case. */
function maySign({ status, writeOff, verification: checked, rectifiers }: Finding, one: Actor): boolean {
  if (status !== 'verified') return true;
  const level = writeOff.levels[writeOff.granted.length];
  const touched = [checked?.by, ...rectifiers, ...writeOff.granted.map(({ by }) => by)];
  return (
    level !== undefined && one.positions.includes(level) && !touched.some((person) => person?.personId === one.personId)
  );
}

/** When the unit hands it in. */
function answerAt(state: Finding, now: Instant): Instant {
  const { id, cycle, lines, clocks, suspensions } = state;
  const resting = Math.max(0, ...suspensions.map(({ endedAt, until }) => (endedAt === null ? until : 0)));
  if (resting > now) return resting + HOUR;
  const due = clocks[`${lines.findLast(({ role }) => role === 'lead')?.id}.rectify`]?.dueAt ?? now + DAY;
  if (chance('late', id, cycle) < LATE) return due + chance('by', id) * 8 * DAY;
  if (state.kind !== 'finding') return due - (1 + chance('by', id) * 12) * DAY;
  return now + chance('soon', id, cycle) * Math.max(0, due - now - 4 * HOUR);
}

function nextAt(state: Finding, now: Instant): Instant | null {
  switch (state.status) {
    case 'filed':
    case 'registered':
    case 'submitted':
    case 'verified':
      return now + MINUTE;
    case 'assigned':
      // Some never sign; they are deemed to have, and answer all the same.
      return chance('unsigned', state.id) < UNSIGNED ? now + 5 * DAY : now + MINUTE;
    case 'rectifying': {
      if (isDrafted(state)) return now + MINUTE;
      const at = Math.max(now + MINUTE, answerAt(state, now));
      return state.kind === 'matter' ? Math.min(at, now + 28 * DAY) : at;
    }
    case 'publicizing':
      return now + 5 * DAY;
    case 'written_off':
      return now + 31 * DAY;
    default:
      return null;
  }
}

const submission = (state: Finding): Command => ({
  type: 'submit',
  text: '已整改',
  evidence: [state.kind === 'finding' ? photo(state) : { ...photo(state), role: 'material' }],
});

const verification = ({ id, cycle }: Finding): Command =>
  chance('failed', id, cycle) < FAILED
    ? { type: 'verify', outcome: 'failed', reason: '未整改到位', sham: chance('sham', id) < SHAM }
    : { type: 'verify', outcome: 'passed' };

const lookBack = ({ id, cycle }: Finding): Command =>
  chance('relapse', id, cycle) < RELAPSED
    ? { type: 'recheck', outcome: 'failed', reason: '反弹' }
    : { type: 'recheck', outcome: 'passed' };

/** Another one each time. */
const photo = ({ id, seq }: Finding): EvidenceRef => ({
  sha256: digest('photo', id, seq),
  role: 'after',
  defect: 1,
  capturedAt: null,
  lng: null,
  lat: null,
  dhash: null,
  flags: [],
  capture: 'camera',
});
