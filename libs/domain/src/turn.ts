import type { Instant } from '#calendar';
import type { ActorRef } from './actor';
import type { CommandType } from './commands';
import type { Context } from './context';
import type { Event, Facts } from './events';
import { evolve } from './evolve';
import type { Finding } from './finding';

/** One decision being made: what has happened so far in it, and the row as it stands after that. */
export class Turn {
  readonly events: Event[] = [];

  constructor(
    private current: Finding,
    readonly at: Instant,
    readonly by: ActorRef | null,
    readonly ctx: Context,
    private readonly command: CommandType | null = null,
  ) {}

  get state(): Finding {
    return this.current;
  }

  emit(facts: Facts): void {
    const of = this.command && this.events.length === 0 ? { of: this.command } : null;
    const event = { ...facts, at: this.at, by: this.by, ...of } as Event;
    this.current = evolve(this.current, event);
    this.events.push(event);
  }
}
