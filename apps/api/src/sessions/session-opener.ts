import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Instant } from '#calendar';
import type { Actor } from '#domain';
import { PeopleStore, SessionStore } from '#persistence';
import type { Exchange } from '../http/exchange';
import { SessionCookie } from './session-cookie';

/** A working day and its evening: a phone left lying signs itself out overnight. */
const LIFE_MS = 12 * 3_600_000;

/** Opens the session of somebody who has shown who they are, by whatever way. */
@Injectable()
export class SessionOpener {
  constructor(
    private readonly people: PeopleStore,
    private readonly sessions: SessionStore,
    private readonly cookie: SessionCookie,
  ) {}

  /** Null when the account is closed. */
  async open(
    personId: string,
    request: Exchange,
    response: Response,
  ): Promise<{ token: string; expiresAt: Instant; actor: Actor } | null> {
    const actor = await this.people.actorOf(personId);
    if (!actor) return null;
    const { token, expiresAt } = await this.sessions.open(personId, LIFE_MS);
    this.cookie.set(request, response, token, LIFE_MS);
    return { token, expiresAt, actor };
  }
}
