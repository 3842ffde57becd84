import { instantOf, type Instant, wallTime } from '#calendar';
import {
  type Actor,
  advance,
  type Clock,
  type Command,
  type CommandOf,
  type Context,
  decide,
  type Event,
  type EventOf,
  type EventType,
  evolve,
  type Finding,
  type RefusalCode,
} from '#domain';
import { context, dispatcher, handlerOf, inspector } from './district';
import { photo } from './photo';

/** 'YYYY-MM-DD HH:mm' in Asia/Shanghai. */
export const wall = (written: string): Instant => instantOf(written.slice(0, 10), written.slice(11));

/** jsonb keeps no order of keys: no rule may depend on the order of the clocks. */
export const asStored = (row: Finding): Finding => ({
  ...row,
  clocks: Object.fromEntries(Object.entries(row.clocks).sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))),
});

/** One finding's life in steps: given an instant, when somebody does something, then the row and its log. */
export class Scene {
  readonly events: Event[] = [];
  private row: Finding | null = null;

  constructor(
    begins: string,
    public ctx: Context = context(),
    private hand: Instant = wall(begins),
  ) {}

  get at(): Instant {
    return this.hand;
  }

  get state(): Finding {
    if (!this.row) throw new Error('nothing is filed yet');
    return this.row;
  }

  /** Time passes, and what it makes due happens. */
  until(to: string | Instant): this {
    this.hand = Math.max(this.hand, typeof to === 'string' ? wall(to) : to);
    for (const event of this.row ? advance(this.row, this.hand, this.ctx) : []) this.keep(event);
    return this;
  }

  when(actor: Actor, command: Command): this {
    const decision = this.try(actor, command);
    if (!decision.ok) throw new Error(`${command.type} by ${actor.personId} refused: ${decision.refusal.code}`);
    for (const event of decision.events) this.keep(event);
    return this;
  }

  /** The code by which the command is refused now, null when it would be accepted; leaves no trace. */
  refusal(actor: Actor, command: Command): RefusalCode | null {
    const decision = this.try(actor, command);
    return decision.ok ? null : decision.refusal.code;
  }

  private try(actor: Actor, command: Command) {
    this.until(this.hand);
    return decide(this.row, command, actor, this.hand, this.ctx);
  }

  private keep(event: Event): void {
    this.row = asStored(evolve(this.row, event));
    this.events.push(event);
  }

  log<T extends EventType>(type: T): EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type);
  }

  clock(id: string): Clock {
    const clock = this.state.clocks[id];
    if (!clock) throw new Error(`no clock ${id} among ${Object.keys(this.state.clocks).join(', ')}`);
    return clock;
  }

  due(id: string): string | null {
    const { dueAt } = this.clock(id);
    return dueAt === null ? null : wallTime(dueAt);
  }

  /** Rungs fired so far on a clock: code and wall time. */
  fired(clockId: string): string[] {
    return this.log('rung_fired').flatMap((e) => (e.clockId === clockId ? [`${e.rung} ${wallTime(e.at)}`] : []));
  }
}

export const file = (given: Partial<CommandOf<'file'>> = {}): CommandOf<'file'> => ({
  type: 'file',
  id: 'F1',
  channel: 'round',
  source: 'district',
  categoryCode: 'SS03',
  description: '人行道地砖破损',
  supervisingUnitId: 'DC',
  evidence: [photo('before')],
  ...given,
});

export const assign = (unitId: string, given: Partial<CommandOf<'assign'>> = {}): CommandOf<'assign'> => ({
  type: 'assign',
  unitId,
  ...given,
});

let taken = 0;
/** Feedback with a fresh after-photo of each defect. */
export const submit = (given: Partial<CommandOf<'submit'>> = {}, defects = 1): CommandOf<'submit'> => ({
  type: 'submit',
  text: '已更换地砖',
  evidence: Array.from({ length: defects }, (_, i) => photo(`after-${(taken += 1)}`, 'after', i + 1)),
  ...given,
});

/** Assigned to 住建局 at this instant: 5 working days for broken paving unless another category is named. */
export const assigned = (begins: string, given: Partial<CommandOf<'file'>> = {}, ctx?: Context): Scene =>
  new Scene(begins, ctx).when(inspector, file(given)).when(dispatcher, assign('ZJ'));

export const rectifying = (begins: string, given: Partial<CommandOf<'file'>> = {}, ctx?: Context): Scene =>
  assigned(begins, given, ctx).when(handlerOf('ZJ'), { type: 'sign' });
