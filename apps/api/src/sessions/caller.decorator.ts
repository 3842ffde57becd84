import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from '#domain';
import type { Exchange } from '../http/exchange';
import { Refusal } from '../http/problems';

/** The person who calls, as the directory knows them now. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { caller } = context.switchToHttp().getRequest<Exchange>();
  if (!caller) throw Refusal.of('unauthenticated');
  return caller.actor;
});
