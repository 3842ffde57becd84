import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Actor, Role } from '#domain';
import { PeopleStore, SessionStore } from '#persistence';
import type { Exchange } from '../http/exchange';
import { Refusal } from '../http/problems';
import { requireSameOrigin } from '../http/same-origin';
import { OPEN_TO_ALL, ROLES_NEEDED } from './access';
import { tokenOf } from './session-cookie';

/** Who calls: closed unless a route says it is open to all. */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionStore,
    private readonly people: PeopleStore,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Exchange>();
    const given = tokenOf(request);
    requireSameOrigin(request, given?.byCookie ?? false);
    if (this.metadata(context, OPEN_TO_ALL)) return true;
    if (!given) throw Refusal.of('unauthenticated');
    const actor = await this.actorOf(given.token, request);
    const roles = this.metadata<readonly Role[]>(context, ROLES_NEEDED);
    if (roles && !roles.some((role) => actor.roles.includes(role))) throw Refusal.of('not_your_role');
    request.caller = { actor, token: given.token };
    return true;
  }

  private async actorOf(token: string, request: Exchange): Promise<Actor> {
    const session = await this.sessions.find(token);
    if (!session) throw Refusal.of('unauthenticated');
    const onBehalfOf = request.headers['on-behalf-of'];
    const principal = typeof onBehalfOf === 'string' ? onBehalfOf : undefined;
    const actor = await this.people.actorOf(session.personId, principal);
    if (!actor) throw Refusal.of(principal ? 'bad_delegation' : 'unauthenticated');
    return actor;
  }

  private metadata<T>(context: ExecutionContext, key: string): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}
