import { inTime, type Instant } from '#calendar';
import { type Actor, refOf } from './actor';
import { closeBelow, lapseRequests } from './assignment';
import { requireCamera } from './camera';
import { isRectifyClock, limitFor, startClock, stopClocks, verdictOf } from './clocks';
import type { CommandOf } from './commands';
import { creditUnanswered } from './credit';
import type { ClockKind, EvidenceRef, Line, Step, Submission } from './finding';
import { isLead } from './line';
import { nextId } from './part-ids';
import { progressSaid } from './progress';
import { refuse } from './refusal';
import { liftSuspensions } from './suspension';
import type { Turn } from './turn';
import { startVerification } from './verification';

/** 反馈: a co-unit or a unit below answers its line; the lead unit finishes a step or hands in the whole. */
export function submit(turn: Turn, command: CommandOf<'submit'>, actor: Actor): void {
  const line = ownLine(turn, actor, command.lineId);
  const evidence = command.evidence ?? [];
  requireFresh(turn, evidence);
  requireCamera(turn, evidence);
  if (!isLead(line)) return answer(turn, line, command.text, evidence);
  if (turn.state.status !== 'rectifying') refuse('not_signed');
  const open = turn.state.steps.filter((step) => step.completedAt === null);
  const step = open[0];
  if (!step) refuse('illegal_transition', { status: turn.state.status });
  if (command.step && command.step !== step.code) refuse('step_order', { step: step.code });
  if (open.length > 1) return completeStep(turn, line, step, evidence);
  requireEvidence(turn, evidence);
  handIn(turn, line, command.text, evidence, actor);
}

/** The caller's own open line: the one named, else the lead line of the unit, else any of it. */
export function ownLine(turn: Turn, actor: Actor, lineId?: string): Line {
  const mine = turn.state.lines.filter((line) => line.status === 'open' && line.unitId === actor.unitId);
  if (mine.length === 0) refuse('not_your_unit');
  if (lineId) return mine.find((line) => line.id === lineId) ?? refuse('unknown_line', { lineId });
  return mine.find(isLead) ?? mine[0] ?? refuse('unknown_line');
}

/** An exact copy of a photo already on the case proves nothing (ruling 10). */
function requireFresh(turn: Turn, evidence: readonly EvidenceRef[]): void {
  const known = new Set(turn.state.evidence.map((item) => item.sha256));
  const copy = evidence.find((item) => known.has(item.sha256));
  if (copy) refuse('evidence_duplicate', { sha256: copy.sha256 });
  if (new Set(evidence.map((item) => item.sha256)).size < evidence.length) refuse('evidence_duplicate');
}

/** Ruling 10: each defect its own after-photo; policy matters (清单措施) prove themselves by material. */
export function requireEvidence(turn: Turn, evidence: readonly EvidenceRef[]): void {
  if (turn.state.kind !== 'finding' && evidence.some((item) => item.role === 'material')) return;
  const shown = new Set(evidence.filter((item) => item.role === 'after').map((item) => item.defect));
  for (let defect = 1; defect <= turn.state.defects; defect += 1) {
    if (!shown.has(defect)) refuse('evidence_missing', { defect });
  }
}

function answer(turn: Turn, line: Line, text: string, evidence: EvidenceRef[]): void {
  closeBelow(turn, line, 'done');
  lapseRequests(turn, line.id);
  stopClocks(turn, (clock) => clock.of === line.id);
  turn.emit({ type: 'line_answered', lineId: line.id, text, evidence });
}

function completeStep(turn: Turn, line: Line, step: Step, evidence: EvidenceRef[]): void {
  if (!evidence.some((item) => item.role !== 'before')) refuse('evidence_missing', { step: step.code });
  // Once the place is safe nobody else need make it safe: the step ends on the co-lines too.
  stopClocks(turn, (clock) => clock.kind === 'rectify' && clock.step === step.code);
  turn.emit({ type: 'step_completed', lineId: line.id, step: step.code, evidence });
}

function handIn(turn: Turn, line: Line, text: string, evidence: EvidenceRef[], actor: Actor): void {
  const draft: Submission = {
    id: nextId(turn.state, 'submissions'),
    cycle: turn.state.cycle,
    lineId: line.id,
    unitId: line.unitId,
    text,
    evidence,
    by: refOf(actor),
    submittedAt: null,
    endorsedBy: null,
    dueAt: null,
    inTime: null,
    outcome: 'pending',
  };
  if (!needsEndorsement(turn) || actor.roles.includes('unit_leader')) return leave(turn, line, draft, null);
  if (turn.state.submissions.some((s) => s.submittedAt === null && s.outcome === 'pending')) refuse('request_pending');
  turn.emit({ type: 'feedback_drafted', submission: draft });
  const limit = limitFor(turn.ctx.policy.limits.unit_review, turn.state.urgency);
  startClock(turn, { id: 'unit_review', kind: 'unit_review', of: line.id, limit, unitId: line.unitId });
}

/** 审签: serious and up, city source and up; inside the rectify clock. */
function needsEndorsement(turn: Turn): boolean {
  const { severities, sources } = turn.ctx.policy.endorsement;
  return severities.includes(turn.state.severity) || sources.includes(turn.state.source);
}

export function endorse(turn: Turn, _command: CommandOf<'endorse'>, actor: Actor): void {
  const draft = waitingDraft(turn, actor);
  const line = turn.state.lines.find((l) => l.id === draft.lineId) ?? refuse('unknown_line');
  leave(turn, line, draft, actor);
}

export function sendBack(turn: Turn, command: CommandOf<'send-back'>, actor: Actor): void {
  const draft = waitingDraft(turn, actor);
  stopClocks(turn, (clock) => clock.kind === 'unit_review');
  turn.emit({ type: 'feedback_sent_back', submissionId: draft.id, reason: command.reason });
}

function waitingDraft(turn: Turn, actor: Actor): Submission {
  const draft = turn.state.submissions.find((s) => s.submittedAt === null && s.outcome === 'pending');
  if (!draft) refuse('nothing_to_endorse');
  if (draft.unitId !== actor.unitId) refuse('not_your_unit');
  return draft;
}

/** The feedback leaves the unit: judged at this instant, provisionally (ruling 14). It ends a suspension. */
function leave(turn: Turn, line: Line, draft: Submission, endorsedBy: Actor | null): void {
  liftSuspensions(turn);
  creditUnanswered(turn, line.id);
  const verdict = verdictOf(turn.state, line.id);
  const due = earlier(verdict?.breachedDueAt ?? null, verdict?.dueAt ?? null);
  turn.emit({
    type: 'submitted',
    submission: {
      ...draft,
      submittedAt: turn.at,
      endorsedBy: endorsedBy && refOf(endorsedBy),
      dueAt: due,
      inTime: due === null ? null : inTime(turn.at, due),
    },
  });
  lapseRequests(turn);
  closeBelow(turn, line, 'done');
  stopClocks(turn, (clock) => isRectifyClock(clock) || ANSWERED.has(clock.kind));
  startVerification(turn);
}

/** What waits for the unit no longer. */
const ANSWERED: ReadonlySet<ClockKind> = new Set(['unit_review', 'slip_reply', 'receipt', 'progress', 'milestone']);

const earlier = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null ? b : b === null ? a : Math.min(a, b);

export function reportProgress(turn: Turn, command: CommandOf<'report-progress'>, actor: Actor): void {
  const line = ownLine(turn, actor);
  turn.emit({ type: 'progress_reported', lineId: line.id, text: command.text });
  progressSaid(turn, line);
}

/** 自行处置: the finder mended it; sampled check by another (DESIGN §1). */
export function selfDone(turn: Turn, text: string, evidence: EvidenceRef[], actor: Actor): void {
  requireEvidence(turn, evidence);
  const submission: Submission = {
    id: 'S1',
    cycle: 1,
    lineId: '',
    unitId: actor.unitId,
    text,
    evidence,
    by: refOf(actor),
    submittedAt: turn.at,
    endorsedBy: null,
    dueAt: null,
    inTime: null,
    outcome: 'pending',
  };
  turn.emit({ type: 'submitted', submission });
  startVerification(turn);
}
