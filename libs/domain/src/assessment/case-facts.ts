import { consumedBetween, dueAt as dueAfter, type Instant, minuteAfter, quanta, type WorkCalendar } from '#calendar';
import type { OrgUnit } from '../actor';
import { measureOf, verdictOf } from '../clocks';
import type { Event } from '../events';
import type { Finding, Line, Place } from '../finding';
import { isLead, menderOf } from '../line';
import { isOnTheSpot, spotOf } from './case-traits';
import { runningBetween } from './pauses';
import { type Breach, breachesOf, type CaseWalk, type Step, stepsOf } from './case-walk';
import type { DeductionRule, ScoringRules } from './rules';
import type { Charge, ScoreFact, Unscored } from './score-fact';

/** The organisation of record: who answers beside the responsible unit, at an instant. */
export interface Attribution {
  relation(unitId: string, at: Instant): OrgUnit['relation'] | undefined;
  /** 属地: the units in whose area the place lies and that answer for it. */
  territory(place: Place, at: Instant): string[];
  /** 包保单位: the departments that stand surety for the place. */
  baobao(place: Place, at: Instant): string[];
}

export interface FactSources {
  attribution: Attribution;
  calendar: WorkCalendar;
  /** Windows in which our own platform failed (平台故障). */
  outages: { from: Instant; to: Instant }[];
}

/** Left the loop: it is nobody's account. */
const ENDED: ReadonlySet<Finding['status']> = new Set(['dismissed', 'voided', 'merged', 'transferred']);

/** Moved elsewhere by our own fault: the line was never that unit's. */
const isCredited = (line: Line | undefined): boolean =>
  line !== undefined && (line.status === 'returned' || line.status === 'reassigned') && line.booked === 0;

/** What one case's log says that scores, up to an instant: each fact cites the event that says it. */
export function caseFacts(
  log: readonly Event[],
  asOf: Instant,
  rules: ScoringRules,
  sources: FactSources,
  { steps, state }: CaseWalk = stepsOf(log, asOf),
): ScoreFact[] {
  const reader = new FactReader(state, sources);
  const breaches = breachesOf(steps);
  return [
    ...reader.found(),
    ...breaches.flatMap((breach) => reader.late(breach, rules, asOf)),
    ...standing(steps).flatMap((step) => reader.read(step)),
  ];
}

/** Of several answers to 回访 the last one counts. */
function standing(steps: readonly Step[]): Step[] {
  const last = steps.findLast(({ event }) => event.type === 'called_back');
  return steps.filter((step) => step.event.type !== 'called_back' || step === last);
}

class FactReader {
  constructor(
    private readonly state: Finding,
    private readonly sources: FactSources,
  ) {}

  /** 督查发现问题: the responsible unit's, from the filing on. */
  found(): ScoreFact[] {
    const { state } = this;
    const unitId = this.responsible();
    if (unitId === null) return [];
    const fact = this.fact('finding_at_point', 1, state.filedAt, unitId);
    const legacy = state.legacy ? ('legacy' as const) : null;
    return [
      {
        ...fact,
        onTheSpot: isOnTheSpot(state),
        spot: spotOf(state),
        closedAt: state.writtenOffAt,
        unscored: fact.unscored ?? legacy,
      },
    ];
  }

  late(breach: Breach, rules: ScoringRules, asOf: Instant): ScoreFact[] {
    const line = this.line(breach.lineId);
    if (!line) return [];
    const facts = [this.ofLine('not_rectified_in_time', breach.seq, minuteAfter(breach.dueAt), line)];
    const further = rules.deductions.find(({ code }) => code === 'overdue_over_5wd');
    const at = further && this.longOverdue(breach, line, further, asOf);
    if (at) facts.push(this.ofLine('overdue_over_5wd', breach.seq, at, line));
    return facts;
  }

  /** When it had been late for so long, pauses aside; null where feedback or another unit came first. */
  private longOverdue({ dueAt }: Breach, line: Line, { after }: DeductionRule, asOf: Instant): Instant | null {
    if (!after) return null;
    const answered = this.state.submissions.find(
      ({ lineId, submittedAt }) => lineId === line.id && submittedAt !== null && submittedAt >= dueAt,
    );
    const end = Math.min(asOf, answered?.submittedAt ?? Infinity, line.closedAt ?? Infinity);
    let left = quanta(after.unit, after.amount);
    for (const [from, to] of runningBetween(this.state.suspensions, dueAt, end)) {
      const spent = consumedBetween(this.sources.calendar, measureOf(after), from, to);
      if (spent >= left) return minuteAfter(dueAfter(this.sources.calendar, measureOf(after), from, left).at);
      left -= spent;
    }
    return null;
  }

  read({ event, seq, before, after }: Step): ScoreFact[] {
    switch (event.type) {
      case 'line_signed': {
        const line = this.line(event.lineId);
        return event.how === 'deemed' && line ? [this.ofLine('receipt_deemed', seq, event.at, line)] : [];
      }
      case 'verification_failed': {
        const failed = after.submissions.find(({ id }) => id === event.submissionId);
        const unitId = failed?.unitId ?? menderOf(before);
        if (unitId === null) return [];
        const nth = after.submissions.filter(({ outcome }) => outcome === 'failed').length;
        const code = event.sham ? 'sham' : nth >= 3 ? 'verify_failed_3rd' : 'verify_failed';
        return [this.fact(code, seq, event.at, unitId)];
      }
      case 'return_upheld':
        return event.outcome === 'reassign' ? [this.misdispatch(seq, event.at)] : [];
      case 'line_closed':
        return tookBackAsWrong(after, event.lineId) ? [this.misdispatch(seq, event.at)] : [];
      case 'return_refused':
        return this.shuffled(event.requestId, seq, event.at, after);
      case 'look_back_failed': {
        const unitId = menderOf(before);
        return unitId === null ? [] : [this.fact('relapse', seq, event.at, unitId)];
      }
      case 'rung_fired': {
        const clock = before.clocks[event.clockId];
        const unanswered = clock?.kind === 'slip_reply' && event.at >= minuteAfter(event.dueAt);
        return unanswered && clock.unitId ? [this.fact('slip_not_replied', seq, event.at, clock.unitId)] : [];
      }
      case 'called_back': {
        const unitId = this.responsible();
        return event.atFault && unitId !== null ? [this.fact('citizen_unsatisfied', seq, event.at, unitId)] : [];
      }
      case 'written_off': {
        const unitId = this.responsible();
        if (after.source !== 'self' || unitId === null) return [];
        const charged = [{ unitId, role: 'lead' as const }];
        return [{ ...this.fact('self_found_fixed', seq, event.at, unitId), ...UNWEIGHED, charged }];
      }
      default:
        return [];
    }
  }

  private misdispatch(seq: number, at: Instant): ScoreFact {
    return { ...this.fact('misdispatch', seq, at, this.state.supervisingUnitId), ...UNWEIGHED };
  }

  /** 无故推诿: the second return of the same unit that was not upheld. */
  private shuffled(requestId: string, seq: number, at: Instant, after: Finding): ScoreFact[] {
    const line = this.line(after.requests.find(({ id }) => id === requestId)?.lineId);
    if (!line) return [];
    const lines = new Set(after.lines.filter(({ unitId }) => unitId === line.unitId).map(({ id }) => id));
    const refused = after.requests.filter(
      ({ kind, status, lineId }) => kind === 'return' && status === 'refused' && lines.has(lineId),
    );
    return refused.length >= 2 ? [this.ofLine('shuffle', seq, at, line)] : [];
  }

  private ofLine(code: string, seq: number, at: Instant, line: Line): ScoreFact {
    const fact = this.fact(code, seq, at, line.unitId);
    const ours = isCredited(line) ? ('misdispatch' as const) : null;
    if (isLead(line)) return { ...fact, unscored: fact.unscored ?? ours };
    return { ...fact, charged: [{ unitId: line.unitId, role: 'co' }], unscored: fact.unscored ?? ours };
  }

  private fact(code: string, seq: number, at: Instant, unitId: string): ScoreFact {
    const { state } = this;
    return {
      cites: `${state.id}#${seq}`,
      findingId: state.id,
      code,
      occurredAt: at,
      charged: this.charged(unitId, at),
      source: state.source,
      severity: state.severity,
      onTheSpot: false,
      spot: null,
      closedAt: null,
      unscored: this.unscored(unitId, at),
    };
  }

  /** 牵头 with 属地 and 包保 of the place at that time; whom we cannot order is charged nothing. */
  private charged(unitId: string, at: Instant): Charge[] {
    const { attribution } = this.sources;
    const { place } = this.state;
    const all: Charge[] = [
      { unitId, role: 'lead' },
      ...attribution.territory(place, at).map((id) => ({ unitId: id, role: 'territory' as const })),
      ...attribution.baobao(place, at).map((id) => ({ unitId: id, role: 'baobao' as const })),
    ];
    return all.filter((charge) => attribution.relation(charge.unitId, at) === 'commanded');
  }

  private unscored(unitId: string, at: Instant): Unscored | null {
    if (ENDED.has(this.state.status)) return 'ended';
    if (this.sources.attribution.relation(unitId, at) !== 'commanded') return 'external';
    if (this.sources.outages.some(({ from, to }) => at >= from && at < to)) return 'outage';
    const paused = this.state.suspensions.some(({ since, endedAt }) => at >= since && at < (endedAt ?? Infinity));
    return paused ? 'suspended' : null;
  }

  /** Who answers for the finding itself: the last lead that was rightly charged, else who mended it on the spot. */
  private responsible(): string | null {
    const { lines } = this.state;
    return lines.findLast((line) => isLead(line) && !isCredited(line))?.unitId ?? menderOfNoLine(this.state);
  }

  private line(id: string | null | undefined): Line | undefined {
    return this.state.lines.find((line) => line.id === id);
  }
}

const UNWEIGHED = { source: null, severity: null } as const;

const menderOfNoLine = (state: Finding): string | null => (state.lines.length === 0 ? menderOf(state) : null);

/** Reassigned as wrongly dispatched: its time had run and was booked to nobody. */
function tookBackAsWrong(state: Finding, lineId: string): boolean {
  const line = state.lines.find(({ id }) => id === lineId);
  if (!line || !isLead(line) || line.status !== 'reassigned' || line.booked !== 0) return false;
  return (verdictOf(state, lineId)?.consumed ?? 0) > line.carried;
}
