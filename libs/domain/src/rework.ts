import { leadLine, openLine, stepRules } from './assignment';
import { startClock, stopClocks } from './clocks';
import { resumeRectifying } from './suspension';
import type { Turn } from './turn';

/** Back to 整改中: the clocks resume from what they had consumed; a case mended on the spot gets its first line. */
export function backToWork(turn: Turn): void {
  if (leadLine(turn)) resumeRectifying(turn);
  else reopenLine(turn);
}

export function reopenLine(turn: Turn): void {
  const unitId = turn.state.rectifiers.at(-1)?.unitId ?? turn.state.filedBy.unitId;
  const rules = stepRules(turn, turn.state.dangers).slice(-1);
  const last = rules[0];
  if (!last) throw new Error('a category without steps');
  startClock(turn, { id: 'case', kind: 'case', limit: last.limit });
  const line = openLine(turn, { unitId, role: 'lead', rules, fixedDate: null });
  stopClocks(turn, (clock) => clock.kind === 'receipt' && clock.of === line.id);
  turn.emit({ type: 'line_signed', lineId: line.id, how: 'deemed' });
}
