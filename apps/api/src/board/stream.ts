import { Injectable, type OnApplicationShutdown, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Response } from 'express';
import type { Instant } from '#calendar';
import type { Actor } from '#domain';
import { type Beat, PeopleStore, Pulse, scopeOf, SessionStore } from '#persistence';
import type { Caller } from '../http/exchange';
import { Refusal } from '../http/problems';
import { written, writtenOrNull } from '../http/written';

const POLL_MS = 1_000;
/** Also tells the page that its data is fresh, and a proxy that the line is alive. */
const HEARTBEAT_MS = 15_000;
/** Sessions end and people move: who watches is asked again. */
const ASKED_AGAIN_MS = 30_000;
const MOST = 400;
const MOST_OF_ONE = 8;
/** What a slow reader may leave unread before the line is cut. */
const MOST_UNREAD = 256 * 1024;
/** What has been told of lately, so that it is not told of twice. */
const REMEMBERED = 5_000;
/** How long after a break a page may ask what it missed; later it reads everything again. */
const MISSED_MS = 120_000;

interface Watcher {
  caller: Caller;
  response: Response;
  since: Instant;
  arrived: number;
  toldAt: number;
  askedAt: number;
}

/** One poll of the record for everybody who watches, while anybody does. */
@Injectable()
export class Stream implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly watchers = new Set<Watcher>();
  private readonly told = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> = Promise.resolve();
  private headAt: Instant | null = null;
  private closed = false;

  constructor(
    private readonly pulse: Pulse,
    private readonly sessions: SessionStore,
    private readonly people: PeopleStore,
  ) {}

  /** @throws Refusal `too_many_streams` */
  async open(caller: Caller, response: Response, lastEventId: Instant | null): Promise<void> {
    const own = [...this.watchers].filter((one) => one.caller.actor.personId === caller.actor.personId);
    if (this.closed) throw Refusal.of('unavailable');
    if (this.watchers.size >= MOST || own.length >= MOST_OF_ONE) throw Refusal.of('too_many_streams', {}, 30);
    const started = performance.now();
    const watcher = { caller, response, since: 0, arrived: 0, toldAt: started, askedAt: started };
    this.watchers.add(watcher);
    response.on('close', () => this.leave(watcher));
    try {
      const beat = await this.pulse.since(lastEventId);
      watcher.since = beat.at;
      this.headAt ??= beat.headAt;
      response.status(200).set({
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store, no-transform',
        'X-Accel-Buffering': 'no',
      });
      response.flushHeaders();
      response.write('retry: 3000\n\n');
      if (lastEventId !== null) await this.missed(watcher, beat, lastEventId);
      this.tick(watcher, beat);
      this.arm();
    } catch (error) {
      this.leave(watcher);
      if (!response.headersSent) throw error;
      response.end();
    }
  }

  beforeApplicationShutdown(): void {
    this.closed = true;
    clearTimeout(this.timer);
    for (const { response } of this.watchers) response.end();
  }

  /** What is being asked of the record is answered before the record closes. */
  async onApplicationShutdown(): Promise<void> {
    await this.beating;
  }

  private leave(watcher: Watcher): void {
    this.watchers.delete(watcher);
    if (this.watchers.size > 0) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.headAt = null;
    this.told.clear();
  }

  private arm(): void {
    if (this.timer || this.closed || this.watchers.size === 0) return;
    this.timer = setTimeout(() => {
      this.beating = this.beat().finally(() => {
        this.timer = undefined;
        this.arm();
      });
    }, POLL_MS);
  }

  /** A record that does not answer leaves the pages with the age of what they have. */
  private async beat(): Promise<void> {
    const beat = await this.pulse.since(this.headAt ?? 0).catch(() => null);
    if (!beat) return;
    this.headAt = beat.headAt;
    const news = this.newsOf(beat);
    await Promise.all(
      [...this.watchers].map((watcher) => this.tell(watcher, beat, news).catch(() => this.cut(watcher))),
    );
  }

  /** Ids that nobody has been told of at this state. */
  private newsOf({ changed }: Beat): string[] | null {
    if (changed === null) return null;
    const news = changed.filter((key) => !this.told.has(key));
    for (const key of news) this.told.add(key);
    for (const key of this.told) {
      if (this.told.size <= REMEMBERED) break;
      this.told.delete(key);
    }
    return [...new Set(news.map(idOf))];
  }

  private async tell(watcher: Watcher, beat: Beat, news: string[] | null): Promise<void> {
    if (!(await this.stillThere(watcher))) return this.cut(watcher);
    const { actor } = watcher.caller;
    if (news === null) send(watcher, 'finding', beat, { ids: [], reload: true });
    else if (news.length > 0) {
      const ids = await this.pulse.inSight(news, scopeOf(actor));
      if (ids.length > 0) send(watcher, 'finding', beat, { ids, reload: false });
    }
    const arrived = await this.pulse.delivered(actor.personId, watcher.since);
    if (arrived !== watcher.arrived) send(watcher, 'inbox', beat, { arrived });
    watcher.arrived = arrived;
    const quiet = performance.now() - watcher.toldAt >= HEARTBEAT_MS;
    if (quiet || news === null || news.length > 0) this.tick(watcher, beat);
    if (watcher.response.writableLength > MOST_UNREAD) this.cut(watcher);
  }

  private async missed(watcher: Watcher, beat: Beat, lastEventId: Instant): Promise<void> {
    if (beat.changed === null || beat.at - lastEventId > MISSED_MS)
      return send(watcher, 'finding', beat, { ids: [], reload: true });
    const ids = await this.pulse.inSight([...new Set(beat.changed.map(idOf))], scopeOf(watcher.caller.actor));
    if (ids.length > 0) send(watcher, 'finding', beat, { ids, reload: false });
  }

  private tick(watcher: Watcher, beat: Beat): void {
    send(watcher, 'board', beat, { dataAt: written(beat.at), changedAt: writtenOrNull(beat.headAt) });
    watcher.toldAt = performance.now();
  }

  /** Signed out, closed, or the delegation over: the line ends, and the rows in sight follow the person's post. */
  private async stillThere(watcher: Watcher): Promise<boolean> {
    if (performance.now() - watcher.askedAt < ASKED_AGAIN_MS) return true;
    watcher.askedAt = performance.now();
    const { actor, token } = watcher.caller;
    if (!(await this.sessions.find(token))) return false;
    const now: Actor | null = await this.people.actorOf(actor.personId, actor.onBehalfOf ?? undefined);
    if (now) watcher.caller = { token, actor: now };
    return now !== null;
  }

  private cut(watcher: Watcher): void {
    watcher.response.end();
    this.leave(watcher);
  }
}

const idOf = (key: string): string => key.slice(0, key.indexOf('/'));

const send = ({ response }: Watcher, event: string, { headAt, at }: Beat, data: object): void =>
  void response.write(`id: ${headAt ?? at}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
