import { type Actor, isWithin, samePerson } from './actor';
import { categoryOf, startOwn } from './assignment';
import { raiseCaseTrigger } from './case-triggers';
import { stopClocks } from './clocks';
import type { CommandOf } from './commands';
import type { Submission } from './finding';
import type { Limit, VerificationMode } from './policy';
import { refuse } from './refusal';
import { responsibleUnits } from './responsibility';
import { backToWork } from './rework';
import type { Turn } from './turn';
import { signingLevels, startApproval } from './write-off-levels';

export function startVerification(turn: Turn): void {
  startOwn(turn, 'verify', verifyLimit(turn));
}

function verifyLimit(turn: Turn): Limit {
  const { verify } = turn.ctx.policy;
  if (turn.state.urgency === 'urgent') return verify.urgent;
  if (turn.state.kind === 'measure') return verify.measure;
  return modeOf(turn) === 'site' ? verify.site : verify.photo;
}

/** How a single case is looked at; who has looked at a sample says so. */
function modeOf(turn: Turn): VerificationMode {
  const asked = categoryOf(turn)?.verify ?? turn.ctx.policy.fallback.verify;
  return asked === 'sampled' ? 'photo' : asked;
}

/** 核查: by somebody who did not mend it, of a unit that does not answer for it. */
export function verify(turn: Turn, command: CommandOf<'verify'>, actor: Actor): void {
  requireIndependent(turn, actor);
  const submission = turn.state.submissions.findLast((s) => s.outcome === 'pending') ?? null;
  const mode = command.mode ?? modeOf(turn);
  stopClocks(turn, (clock) => clock.kind === 'verify');
  if (command.outcome === 'failed') return fail(turn, command, submission, mode);
  turn.emit({
    type: 'verified',
    submissionId: submission?.id ?? null,
    mode,
    levels: signingLevels(turn),
  });
  startApproval(turn);
}

export function requireIndependent(turn: Turn, actor: Actor): void {
  const { rectifiers, filedBy, covert } = turn.state;
  if (rectifiers.some((other) => samePerson(actor, other))) refuse('same_person');
  // 暗访: who verifies must not give away who found it (ruling 12).
  if (covert && samePerson(actor, filedBy)) refuse('same_person');
  const own = responsibleUnits(turn).find((unit) => isRecused(actor, unit.path));
  if (own) refuse('recusal', { unit: own.name });
}

/** A unit does not verify itself or what is below it, nor do its people for another; the root has no next unit up. */
const isRecused = (actor: Actor, responsiblePath: string): boolean =>
  [actor.unitPath, actor.ownUnitPath].some((path) => path.includes('.') && isWithin(responsiblePath, path));

function fail(turn: Turn, command: CommandOf<'verify'>, submission: Submission | null, mode: VerificationMode): void {
  const unitId = submission?.unitId ?? null;
  turn.emit({
    type: 'verification_failed',
    submissionId: submission?.id ?? null,
    mode,
    reason: command.reason ?? '',
    sham: command.sham ?? false,
  });
  backToWork(turn);
  const failures = turn.state.submissions.filter((s) => s.outcome === 'failed').length;
  if (command.sham) raiseCaseTrigger(turn, 'sham', unitId);
  else if (failures === 2) raiseCaseTrigger(turn, 'verify_failed_2', unitId);
}
