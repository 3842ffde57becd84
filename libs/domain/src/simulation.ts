import type { CivilDate, Instant, Measure, Segment } from '#calendar';
import type { Actor, Directory, OrgUnit } from './actor';
import type { Context } from './context';
import { decide } from './decide';
import type { Event } from './events';
import { explainClock } from './explanation';
import type { Finding } from './finding';
import type { Colour, Rung, Severity, Source, Urgency } from './policy';
import type { Refusal } from './refusal';

export interface SimulatedCase {
  categoryCode: string | null;
  /** When the assignment is sent. */
  at: Instant;
  severity?: Severity;
  urgency?: Urgency;
  source?: Source;
  dangers?: string[];
  /** A date set from above instead of the category's limit. */
  fixedDate?: CivilDate | null;
  relation?: OrgUnit['relation'];
}

export interface SimulatedStep {
  step: string;
  zh: string;
  measure: Measure;
  dueAt: Instant;
  provisional: boolean;
  ladder: string;
  segments: Segment[];
  rungs: {
    code: string;
    at: Instant;
    slip: string | null;
    colour: Colour | null;
    measure: Rung['measure'];
    issue: Rung['issue'];
    to: string[];
    sms: boolean;
  }[];
}

const OFFICE: OrgUnit = { id: 'office', path: 'district.office', name: 'office', relation: 'commanded' };
const CLERK: Actor = {
  personId: 'simulation',
  unitId: OFFICE.id,
  unitPath: OFFICE.path,
  ownUnitPath: OFFICE.path,
  scopePath: 'district',
  roles: ['dispatcher', 'inspector'],
  positions: [],
  onBehalfOf: null,
};

/** Every reminder and slip that a case would bring if nobody ever answered it: the engine itself, asked and not recorded. */
export function simulateEscalation(input: SimulatedCase, ctx: Context): SimulatedStep[] | Refusal {
  const unit: OrgUnit = { id: 'unit', path: 'district.unit', name: 'unit', relation: input.relation ?? 'commanded' };
  const units: Directory = { unit: (id) => [OFFICE, unit].find((one) => one.id === id) };
  const log = played(input, { ...ctx, units });
  return log.events === null ? log.refusal : stepsOf(log.state, log.events, ctx);
}

type Played = { events: Event[]; state: Finding } | { events: null; refusal: Refusal };

function played(input: SimulatedCase, ctx: Context): Played {
  const { at, categoryCode, severity, urgency, dangers, fixedDate, source = 'district' } = input;
  const facts = {
    categoryCode,
    severity,
    urgency,
    dangers,
    source,
    channel: 'round' as const,
    description: 'simulation',
  };
  const filed = decide(
    null,
    { type: 'file', id: 'simulation', ...facts, supervisingUnitId: OFFICE.id },
    CLERK,
    at,
    ctx,
  );
  if (!filed.ok) return { events: null, refusal: filed.refusal };
  const open = filed.state.status === 'filed' ? decide(filed.state, { type: 'register' }, CLERK, at, ctx) : null;
  const state = open?.ok ? open.state : filed.state;
  const assigned = decide(state, { type: 'assign', unitId: 'unit', fixedDate: fixedDate ?? null }, CLERK, at, ctx);
  if (!assigned.ok) return { events: null, refusal: assigned.refusal };
  return { events: [...filed.events, ...assigned.events], state: assigned.state };
}

function stepsOf(state: Finding, events: Event[], ctx: Context): SimulatedStep[] {
  return Object.values(state.clocks).flatMap((clock): SimulatedStep[] => {
    if (clock.kind !== 'rectify' || clock.dueAt === null || clock.ladder === null) return [];
    const ladder = ctx.policyOf(clock.policyVersion).ladders[clock.ladder];
    const zh = state.steps.find((step) => step.code === clock.step)?.zh ?? '';
    const rungs = clock.bells.flatMap((bell) => {
      const rung = ladder.find(({ code }) => code === bell.code);
      if (!rung) return [];
      const { code, slip, colour, measure, issue, to, sms } = rung;
      return [{ code, at: bell.at, slip, colour, measure, issue, to, sms }];
    });
    const { dueAt, provisional, unit, service } = clock;
    const segments = explainClock(events, clock.id, ctx.calendar)?.segments ?? [];
    return [
      {
        step: clock.step ?? '',
        zh,
        measure: { unit, service },
        dueAt,
        provisional,
        ladder: clock.ladder,
        segments,
        rungs,
      },
    ];
  });
}
