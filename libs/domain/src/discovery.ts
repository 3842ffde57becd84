import { type CivilDate, civilDate, dueAt, quanta } from '#calendar';
import { type Actor, refOf, samePerson } from './actor';
import { categoryOf, openLine, requireUnits, startDispatchClock, startOwn, stepRules } from './assignment';
import { requireCameraAtFiling } from './camera';
import { isRectifyClock, limitFor, runningClocks, startClock, stopClocks } from './clocks';
import { startPublicity } from './closure';
import type { CommandOf, FilePayload } from './commands';
import type { Context } from './context';
import type { FiledFacts } from './events';
import { evolve } from './evolve';
import type { Place } from './finding';
import { requireEvidence, selfDone } from './rectification';
import { refuse } from './refusal';
import type { Status } from './status';
import { Turn } from './turn';
import { startVerification } from './verification';
import { levelsFor, signingLevels, startApproval } from './write-off-levels';

/** 上报: filed now; what screens it depends on the channel (DESIGN §1). */
export function file(command: CommandOf<'file'>, actor: Actor, at: number, ctx: Context): Turn {
  if (command.categoryCode) requireOffered(ctx, command.categoryCode);
  const papers = command.matter ? 'material' : 'before';
  const before = (command.evidence ?? []).filter(({ role }) => role === 'before' || role === papers);
  const facts = factsOf({ ...command, evidence: before }, command.id, actor, ctx);
  const turn = bornTurn({ type: 'filed', facts }, actor, at, ctx);
  requireArea(turn, facts.place);
  requireUnits(turn, [...(facts.proposal.unitId === null ? [] : [facts.proposal.unitId]), ...facts.proposal.coUnitIds]);
  requireCameraAtFiling(turn, command.evidence ?? []);
  if (command.onTheSpot) mendedOnTheSpot(turn, command, actor);
  else startScreening(turn);
  return turn;
}

/** The street and the community, where it is said which: whose chain it enters and who is proposed follow from them. */
const requireArea = (turn: Turn, { streetId, communityId }: Partial<Place>): void =>
  requireUnits(
    turn,
    [streetId, communityId].flatMap((id) => id ?? []),
  );

/** There is such a category, and it is not retired (停用): only what was filed under it before keeps it. */
function requireOffered({ policy }: Context, categoryCode: string): void {
  const category =
    policy.categories.find(({ code }) => code === categoryCode) ?? refuse('unknown_category', { categoryCode });
  if (category.retired) refuse('category_retired', { categoryCode });
}

function bornTurn(facts: Parameters<Turn['emit']>[0], actor: Actor, at: number, ctx: Context): Turn {
  const event = { ...facts, at, by: refOf(actor) } as Parameters<typeof evolve>[1];
  const turn = new Turn(evolve(null, event), at, refOf(actor), ctx);
  turn.events.push(event);
  return turn;
}

function factsOf(payload: FilePayload, id: string, actor: Actor, ctx: Context): FiledFacts {
  const unit =
    ctx.units.unit(payload.supervisingUnitId) ?? refuse('unknown_unit', { unitId: payload.supervisingUnitId });
  const category = ctx.policy.categories.find((c) => c.code === payload.categoryCode);
  if (payload.categoryCode && !category) refuse('unknown_category', { categoryCode: payload.categoryCode });
  return {
    id,
    kind: payload.matter ? 'matter' : (payload.kind ?? 'finding'),
    channel: payload.channel,
    source: payload.source,
    severity: graver(payload.severity ?? 'minor', category?.severity ?? 'minor', SEVERITIES),
    urgency: graver(payload.urgency ?? 'routine', category?.urgency ?? 'routine', URGENCIES),
    categoryCode: payload.categoryCode ?? null,
    description: payload.description,
    place: { streetId: null, communityId: null, pointName: null, lng: null, lat: null, ...payload.place },
    defects: payload.defects ?? 1,
    dangers: payload.dangers ?? [],
    visibility: payload.visibility ?? 'normal',
    covert: payload.covert ?? false,
    supervisingUnitId: unit.id,
    supervisingPath: unit.path,
    filedBy: payload.filedBy ?? refOf(actor),
    enteredBy: refOf(actor),
    capturedAt: payload.capturedAt ?? null,
    evidence: payload.evidence ?? [],
    missing: payload.missing ?? [],
    proposal: payload.proposal ?? { unitId: null, coUnitIds: [] },
    subject: payload.subject ?? null,
    listId: payload.listId ?? null,
    ...(payload.roundId && { roundId: payload.roundId }),
    ...(payload.pointId && { pointId: payload.pointId }),
    ...(payload.matter && { matter: payload.matter }),
    fixedDate: payload.fixedDate ?? null,
    chainLevel: ctx.policy.screens[payload.channel] === 'chain' ? 'village' : null,
  };
}

const SEVERITIES = ['minor', 'serious', 'major'] as const;
const URGENCIES = ['routine', 'expedited', 'urgent'] as const;
const graver = <T>(a: T, b: T, order: readonly T[]): T => (order.indexOf(a) >= order.indexOf(b) ? a : b);

function startScreening(turn: Turn): void {
  const { limits, screens } = turn.ctx.policy;
  const { urgency, channel } = turn.state;
  switch (screens[channel]) {
    case 'none':
      return register(turn);
    case 'office':
      return startOwn(turn, 'screen', limitFor(limits.screen, urgency));
    case 'chain':
      return startOwn(turn, 'grid_village', limitFor(limits.grid_village, urgency));
  }
}

/** 立项 */
export function register(turn: Turn): void {
  turn.emit({ type: 'registered' });
  stopClocks(
    turn,
    (clock) => clock.kind === 'screen' || clock.kind === 'grid_village' || clock.kind === 'grid_township',
  );
  startDispatchClock(turn);
}

/** 随机查、马上改: witnessed waits for one second person, self-done for a sampled check. */
function mendedOnTheSpot(turn: Turn, command: CommandOf<'file'>, actor: Actor): void {
  if (!categoryOf(turn)?.spot) refuse('not_on_the_spot');
  const after = (command.evidence ?? []).filter((item) => item.role !== 'before');
  turn.emit({ type: 'registered' });
  if (command.onTheSpot === 'self_done') return selfDone(turn, command.description, after, actor);
  const rectifiedBy = command.rectifiedBy ?? refuse('facts_missing', { field: 'rectifiedBy' });
  requireUnits(turn, [rectifiedBy.unitId]);
  if (samePerson(actor, rectifiedBy)) refuse('same_person');
  requireEvidence(turn, after);
  const levels = signingLevels(turn).slice(0, 1);
  turn.emit({ type: 'witnessed', levels, evidence: after, rectifiedBy });
  startApproval(turn);
}

export function amend(turn: Turn, command: CommandOf<'amend'>): void {
  const { type: _type, place, ...facts } = command;
  if (facts.categoryCode && facts.categoryCode !== turn.state.categoryCode)
    requireOffered(turn.ctx, facts.categoryCode);
  if (place) requireArea(turn, place);
  const { severity, urgency } = flooredOf(turn, command);
  const rises = graver(turn.state.urgency, urgency, URGENCIES) !== turn.state.urgency;
  const given = new Set([...Object.keys(facts), ...(place ? ['place', ...Object.keys(place)] : [])]);
  const missing = turn.state.missing.filter((name) => !given.has(name) && !(name === 'category' && facts.categoryCode));
  turn.emit({
    type: 'amended',
    facts: { ...facts, severity, urgency, ...(place && { place: { ...turn.state.place, ...place } }), missing },
  });
  if (rises) hurry(turn);
}

/** What was given or stood before, but never below what the category asks. */
function flooredOf(turn: Turn, { categoryCode, severity, urgency }: CommandOf<'amend'>) {
  const { state, ctx } = turn;
  const category = ctx.policy.categories.find(({ code }) => code === (categoryCode ?? state.categoryCode));
  return {
    severity: graver(severity ?? state.severity, category?.severity ?? 'minor', SEVERITIES),
    urgency: graver(urgency ?? state.urgency, category?.urgency ?? 'routine', URGENCIES),
  };
}

const OURS = ['screen', 'grid_village', 'grid_township', 'dispatch'] as const;

/** More urgent than it was filed as: what waits with us starts again under the shorter limit, unless it was due before. */
function hurry(turn: Turn): void {
  for (const { kind, dueAt: before } of runningClocks(turn.state)) {
    const step = OURS.find((ours) => ours === kind);
    if (!step || before === null) continue;
    const limit = limitFor(turn.ctx.policy.limits[step], turn.state.urgency);
    if (dueAt(turn.ctx.calendar, limit, turn.at, quanta(limit.unit, limit.amount)).at < before)
      startOwn(turn, step, limit);
  }
}

const LEGACY_GRACE = { amount: 3, unit: 'WORK_DAYS', service: 'OFFICE' } as const;
const WAITS_FOR_APPROVAL: readonly Status[] = ['verified', 'publicizing'];

/** 历史台账: opens at any status by one event, with no slips or scores for the past (ruling 18). */
export function open(command: CommandOf<'open'>, actor: Actor, at: number, ctx: Context): Turn {
  const facts = factsOf({ ...command, fixedDate: datedAhead(command, at) }, command.id, actor, ctx);
  const levels = WAITS_FOR_APPROVAL.includes(command.status) ? levelsFor(ctx.policy, facts) : [];
  const turn = bornTurn({ type: 'opened', facts, status: command.status, levels }, actor, at, ctx);
  switch (command.status) {
    case 'filed':
      startScreening(turn);
      break;
    case 'registered':
      startDispatchClock(turn);
      break;
    case 'assigned':
    case 'rectifying':
      openLegacyLine(turn, command);
      break;
    case 'submitted':
      openLegacyLine(turn, command);
      startVerification(turn);
      break;
    case 'verified':
      openLegacyLine(turn, command);
      startApproval(turn);
      break;
    case 'publicizing':
      openLegacyLine(turn, command);
      startPublicity(turn);
      break;
    case 'written_off':
      turn.emit({ type: 'archived' });
      break;
    default:
      break;
  }
  return turn;
}

/** A date of the old ledger that has passed binds nobody any more. */
const datedAhead = ({ fixedDate }: FilePayload, at: number): CivilDate | null =>
  fixedDate && fixedDate >= civilDate(at) ? fixedDate : null;

/** What was overdue in the old ledger gets three working days from its entry. */
function openLegacyLine(turn: Turn, command: CommandOf<'open'>): void {
  const { unitId, fixedDate, status } = command;
  const waits = status === 'assigned' || status === 'rectifying';
  // An old ledger may not say who mended what is done.
  if (!unitId) return waits ? refuse('facts_missing', { field: 'unitId' }) : undefined;
  requireUnits(turn, [unitId]);
  const rule = stepRules(turn, []).at(-1) ?? { code: 'rectify', zh: '整改', limit: LEGACY_GRACE };
  const ahead = datedAhead(command, turn.at);
  const limit = fixedDate && !ahead ? LEGACY_GRACE : rule.limit;
  startClock(turn, { id: 'case', kind: 'case', limit, fixedDate: ahead });
  openLine(turn, {
    unitId,
    role: 'lead',
    rules: [{ ...rule, limit }],
    fixedDate: ahead,
    signed: status === 'assigned' ? null : 'signed',
  });
  if (!waits) stopClocks(turn, isRectifyClock);
  turn.emit({ type: 'steps_set', steps: [{ code: rule.code, zh: rule.zh, completedAt: waits ? null : turn.at }] });
}
