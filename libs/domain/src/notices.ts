import type { Actor } from './actor';
import { stopClocks } from './clocks';
import type { CommandOf } from './commands';
import { startReply, writeNotice } from './escalation';
import type { Notice, NoticeLife } from './finding';
import { refuse } from './refusal';
import type { Turn } from './turn';

type NoticeCommand =
  | 'check-notice'
  | 'issue-notice'
  | 'send-notice'
  | 'sign-notice'
  | 'reply-notice'
  | 'close-notice'
  | 'withdraw-notice';

/** 拟稿 → 核稿 → 签发 → 送达 → 签收 → 回复 → 办结; an error is withdrawn by a cancelling slip, never deleted. */
const LIFE: Record<NoticeCommand, { from: NoticeLife[]; to: NoticeLife; side: 'office' | 'unit' }> = {
  'check-notice': { from: ['draft'], to: 'checked', side: 'office' },
  'issue-notice': { from: ['checked'], to: 'issued', side: 'office' },
  'send-notice': { from: ['issued'], to: 'sent', side: 'office' },
  'sign-notice': { from: ['issued', 'sent'], to: 'signed', side: 'unit' },
  'reply-notice': { from: ['issued', 'sent', 'signed'], to: 'replied', side: 'unit' },
  'close-notice': { from: ['replied'], to: 'closed', side: 'office' },
  'withdraw-notice': {
    from: ['draft', 'checked', 'issued', 'sent', 'signed', 'replied'],
    to: 'withdrawn',
    side: 'office',
  },
};

export function moveNotice(turn: Turn, command: CommandOf<NoticeCommand>, actor: Actor): void {
  const notice = turn.state.notices.find((n) => n.id === command.noticeId) ?? refuse('unknown_notice');
  const step = LIFE[command.type];
  // What cancels another is not cancelled in its turn: a new one is written.
  if (!step.from.includes(notice.life) || (step.to === 'withdrawn' && notice.cancels))
    refuse('notice_life', { life: notice.life });
  if (step.side === 'unit' && notice.unitId !== actor.unitId) refuse('not_your_unit');
  if (step.to === 'withdrawn') return withdrawNotice(turn, notice, noteOf(command));
  turn.emit({ type: 'notice_moved', noticeId: notice.id, to: step.to, note: noteOf(command) });
  moveClocks(turn, notice, step.to);
}

/** The original stays in the record; who has it in hand gets a slip that cancels it. */
export function withdrawNotice(turn: Turn, notice: Notice, note: string | null): void {
  turn.emit({ type: 'notice_moved', noticeId: notice.id, to: 'withdrawn', note });
  moveClocks(turn, notice, 'withdrawn');
  if (!INSIDE.has(notice.life)) cancel(turn, notice);
}

/** Not yet out of the house: nobody needs to be told that it is void. */
const INSIDE: ReadonlySet<NoticeLife> = new Set(['draft', 'checked']);

/** 撤销单: a slip to whoever has the original. */
const cancel = (turn: Turn, { id, unitId }: Notice): void =>
  writeNotice(turn, { title: '撤销单', colour: null, draft: false, unitId, cancels: id });

const noteOf = (command: CommandOf<NoticeCommand>): string | null =>
  command.type === 'reply-notice' ? command.text : command.type === 'withdraw-notice' ? command.reason : null;

function moveClocks(turn: Turn, notice: Notice, to: NoticeLife): void {
  if (to === 'issued' || to === 'withdrawn')
    stopClocks(turn, (clock) => clock.kind === 'sign_document' && clock.of === notice.id);
  if (to === 'issued') startReply(turn, notice);
  if (to === 'replied' || to === 'withdrawn')
    stopClocks(turn, (clock) => clock.kind === 'slip_reply' && clock.of === notice.id);
}
