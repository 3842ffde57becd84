import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Actor, Role } from '#domain';
import { PeopleStore, type Session, SessionStore } from '#persistence';
import type { Exchange } from '../http/exchange';
import { Refusal } from '../http/problems';
import { requireSameOrigin } from '../http/same-origin';
import { BEFORE_OWN_PASSWORD, OPEN_TO_ALL, ROLES_NEEDED } from './access';
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
    const session = await this.sessions.find(given.token);
    if (!session) throw Refusal.of('unauthenticated');
    if (session.mustChoosePassword && !this.metadata(context, BEFORE_OWN_PASSWORD))
      throw Refusal.of('must_choose_password');
    const actor = await this.actorOf(session, request);
    const roles = this.metadata<readonly Role[]>(context, ROLES_NEEDED);
    if (roles && !roles.some((role) => actor.roles.includes(role))) throw Refusal.of('not_your_role');
    request.caller = { actor, token: given.token };
    return true;
  }

  private async actorOf({ personId }: Session, request: Exchange): Promise<Actor> {
    const onBehalfOf = request.headers['on-behalf-of'];
    const principal = typeof onBehalfOf === 'string' ? onBehalfOf : undefined;
    const actor = await this.people.actorOf(personId, principal);
    if (!actor) throw Refusal.of(principal ? 'bad_delegation' : 'unauthenticated');
    return actor;
  }

  private metadata<T>(context: ExecutionContext, key: string): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}
