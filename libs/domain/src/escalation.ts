import type { Clock, Notice } from './finding';
import { limitFor, startClock } from './clocks';
import type { Colour, Rung } from './policy';
import type { Turn } from './turn';

/** Ladders whose rungs stay inside the house: no slips to ourselves, no colours. */
const SILENT = new Set(['OFFICE_SELF', 'REPLY']);

/** Ladders that are not themselves in natural time, but climb at night when the finding is urgent. */
const WAKING = new Set(['OFFICE_SELF', 'EXTERNAL']);

/**
 * A rung fires: once, in the ledger (升级). Its paper is a second fact: a slip issues itself, a paper waits as a draft
 * for signature, a measure on people is only proposed (DESIGN §1 "Two facts").
 */
export function fireRung(turn: Turn, clock: Clock, code: string): void {
  const rung = rungOf(turn, clock, code);
  const ladder = clock.ladder ?? '';
  // An urgent finding wakes us also where it waits with us, or with a unit that we cannot order.
  const wakesUs = turn.state.urgency === 'urgent' && WAKING.has(ladder);
  const atOnce = ladder === 'URGENT' || wakesUs;
  turn.emit({
    type: 'rung_fired',
    clockId: clock.id,
    generation: clock.generation,
    rung: code,
    dueAt: clock.dueAt ?? turn.at,
    unitId: clock.unitId,
    colour: rung.colour,
    slip: rung.slip,
    measure: rung.measure,
    // Nobody reads a slip at night but the duty leader (值班领导).
    to: wakesUs || (atOnce && rung.colour) ? [...new Set([...rung.to, 'duty_leader'])] : rung.to,
    sms: rung.sms,
    listIn: rung.listIn,
    atOnce,
  });
  if (rung.slip && rung.issue !== 'propose' && !SILENT.has(clock.ladder ?? '')) {
    writeNotice(turn, { title: rung.slip, colour: rung.colour, draft: rung.issue === 'draft', clock, rung: code });
  }
}

function rungOf(turn: Turn, clock: Clock, code: string): Rung {
  const rung =
    clock.ladder && turn.ctx.policyOf(clock.policyVersion).ladders[clock.ladder].find((r) => r.code === code);
  if (!rung) throw new Error(`no rung ${code} on ladder ${clock.ladder} of policy ${clock.policyVersion}`);
  return rung;
}

interface NoticePlan {
  title: string;
  colour: Colour | null;
  draft: boolean;
  clock?: Clock;
  rung?: string;
  unitId?: string | null;
  cancels?: string;
}

/** Writes a slip (issued at once, number by the record) or the draft of a paper, and starts the clock it brings. */
export function writeNotice(turn: Turn, plan: NoticePlan): void {
  const id = `N${turn.state.notices.length + 1}`;
  const notice: Notice = {
    id,
    class: plan.draft ? 'paper' : 'slip',
    title: plan.title,
    colour: plan.colour,
    unitId: plan.unitId ?? plan.clock?.unitId ?? null,
    clockId: plan.clock?.id ?? null,
    rung: plan.rung ?? null,
    cancels: plan.cancels ?? null,
    life: plan.draft ? 'draft' : 'issued',
    at: turn.at,
  };
  turn.emit({ type: 'notice_written', notice });
  if (plan.draft) startSigning(turn, id);
  else startReply(turn, notice);
}

function startSigning(turn: Turn, noticeId: string): void {
  const { policy } = turn.ctx;
  startClock(turn, {
    id: `${noticeId}.sign`,
    kind: 'sign_document',
    of: noticeId,
    limit: limitFor(policy.limits.sign_document, turn.state.urgency),
    ladder: 'OFFICE_SELF',
    unitId: turn.state.supervisingUnitId,
  });
}

/** A reply due on a coloured slip is a clock too. */
export function startReply(turn: Turn, notice: Notice): void {
  if (!notice.colour) return;
  const { slipReply } = turn.ctx.policy;
  startClock(turn, {
    id: `${notice.id}.reply`,
    kind: 'slip_reply',
    of: notice.id,
    limit: turn.state.urgency === 'urgent' ? slipReply.urgent : slipReply[notice.colour],
    ladder: 'REPLY',
    unitId: notice.unitId,
  });
}
