import { leadLine, openLine, startDispatchClock, stepRules } from './assignment';
import { startClock } from './clocks';
import type { Step } from './finding';
import { menderOf } from './line';
import { awaitSchedule } from './progress';
import { resumeRectifying } from './suspension';
import type { Turn } from './turn';

/** Back to 整改中: the clocks resume from what they had consumed; a case mended on the spot gets its first line. */
export function backToWork(turn: Turn): void {
  const line = leadLine(turn);
  if (!line) return reopenLine(turn);
  resumeRectifying(turn);
  awaitSchedule(turn, line);
}

/** A line with a whole budget for the last step, for who mended it; it needs no receipt. Nobody known: dispatched. */
export function reopenLine(turn: Turn): void {
  const unitId = menderOf(turn.state);
  if (unitId === null) return startDispatchClock(turn);
  const rules = stepRules(turn, turn.state.dangers).slice(-1);
  const last = rules[0];
  if (!last) throw new Error('a category without steps');
  const step: Step = { code: last.code, zh: last.zh, completedAt: null };
  turn.emit({ type: 'steps_set', steps: [...turn.state.steps.filter((s) => s.code !== step.code), step] });
  startClock(turn, { id: 'case', kind: 'case', limit: last.limit });
  openLine(turn, { unitId, role: 'lead', rules, fixedDate: null, signed: 'deemed' });
}
