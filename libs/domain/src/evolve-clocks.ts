import type { Instant } from '#calendar';
import { isHeldBack } from './bells';
import { gravityOf } from './colours';
import type { ClockChange, Event, EventOf, Schedule } from './events';
import type { Bell, Clock, Finding, Notice } from './finding';
import type { Colour } from './policy';

/** 批示, what rang, and the papers. */
export function noticeChanges(state: Finding, event: Event): Partial<Finding> | null {
  switch (event.type) {
    case 'instructed':
      return { instructions: [...state.instructions, event.instruction] };
    case 'instruction_replied':
      return {
        instructions: state.instructions.map((i) => (i.id === event.instructionId ? { ...i, repliedAt: event.at } : i)),
      };
    case 'rung_fired':
      return {
        ...clock(state, event.clockId, (c) => ({ fired: [...c.fired, event.rung] })),
        colour: graver(state.colour, event.colour),
      };
    case 'reminder_repeated':
      return clock(state, event.clockId, (c) => ({
        fired: [...c.fired, event.rung],
        bells: [...c.bells.filter((b) => b.effect !== 'standing_reminder'), event.next],
      }));
    case 'notice_written':
      return { notices: [...state.notices, event.notice], colour: graver(state.colour, event.notice.colour) };
    case 'notice_moved': {
      const notices = state.notices.map((n): Notice => (n.id === event.noticeId ? { ...n, life: event.to } : n));
      return { notices, ...(event.to === 'withdrawn' && { colour: colourOf(notices) }) };
    }
    default:
      return null;
  }
}

/** Clocks start, stand still and move. */
export function clockChanges(state: Finding, event: Event): Partial<Finding> | null {
  switch (event.type) {
    case 'clock_started':
      return { clocks: { ...state.clocks, [event.clock.id]: event.clock } };
    case 'clock_paused':
      return clock(state, event.clockId, (c) => ({ ...still(c, event), consumed: event.consumed }));
    case 'clock_stopped':
      return clock(state, event.clockId, (c) => ({ ...still(c, event), consumed: event.consumed, stopped: true }));
    case 'clock_resumed':
      return clock(state, event.clockId, () => ({
        ...scheduled(event.schedule),
        runningSince: event.at,
        stopped: false,
      }));
    case 'clock_held':
      return clock(state, event.clockId, () => ({ held: { since: event.at, until: event.until } }));
    case 'started_higher':
      return { clocks: mapValues(state.clocks, (c) => (event.clockIds.includes(c.id) ? spared(c, event.rungs) : c)) };
    case 'clock_released':
      return clock(state, event.clockId, (c) => ({ held: null, bells: c.bells.map((b) => released(c, b, event.at)) }));
    case 'clock_rescheduled':
      return clock(state, event.clockId, (c) => rescheduled(c, event));
    default:
      return null;
  }
}

const still = (stopping: Clock, { at, late }: EventOf<'clock_paused' | 'clock_stopped'>): Partial<Clock> => ({
  runningSince: null,
  dueAt: null,
  bells: [],
  held: null,
  lateness: stopping.dueAt === null ? stopping.lateness : Math.max(0, at - stopping.dueAt),
  ...(late && { late }),
});

const scheduled = (schedule: Schedule): Partial<Clock> => ({
  dueAt: schedule.dueAt,
  provisional: schedule.provisional,
  bells: schedule.bells,
  calendarVersion: schedule.calendarVersion,
});

/** Ruling 4: what was held back and has come due meanwhile rings at the release. */
const released = (held: Clock, bell: Bell, at: Instant): Bell =>
  held.held && isHeldBack(bell) && bell.at < at ? { ...bell, at } : bell;

const spared = (current: Clock, rungs: string[]): Clock => ({
  ...current,
  spared: [...new Set([...(current.spared ?? []), ...rungs])],
  bells: current.bells.filter(({ code }) => !rungs.includes(code)),
});

const mapValues = (clocks: Finding['clocks'], change: (clock: Clock) => Clock): Finding['clocks'] =>
  Object.fromEntries(Object.entries(clocks).map(([id, clock]) => [id, change(clock)]));

function rescheduled(current: Clock, event: EventOf<'clock_rescheduled'>): Partial<Clock> {
  const change: ClockChange = event.change;
  const fresh = change.generation !== undefined && change.generation !== current.generation;
  return {
    ...change,
    ...(fresh && { fired: [] }),
    ...(event.schedule && scheduled(event.schedule)),
  };
}

function clock(state: Finding, id: string, change: (clock: Clock) => Partial<Clock>): Partial<Finding> {
  const current = state.clocks[id];
  if (!current) throw new Error(`no clock ${id} on finding ${state.id}`);
  return { clocks: { ...state.clocks, [id]: { ...current, ...change(current) } } };
}

const graver = (a: Colour | null, b: Colour | null): Colour | null => (gravityOf(b) > gravityOf(a) ? b : a);

/** The gravest of what has not been withdrawn. */
const colourOf = (notices: readonly Notice[]): Colour | null =>
  notices.reduce<Colour | null>((gravest, n) => (n.life === 'withdrawn' ? gravest : graver(gravest, n.colour)), null);
