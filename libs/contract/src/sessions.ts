import { z } from 'zod';
import { role } from './codes';
import { answeredInstant, isText, NOT_TEXT } from './values';

export const signIn = z
  .strictObject({
    username: z.string().min(1).max(64).refine(isText, NOT_TEXT),
    password: z.string().min(1).max(200),
  })
  .meta({ id: 'SignIn' });

export const me = z
  .object({
    personId: z.string(),
    name: z.string(),
    unitId: z.string(),
    unitName: z.string(),
    /** The unit at the head of the subtree that the person supervises. */
    scopePath: z.string(),
    roles: z.array(role),
    positions: z.array(z.string()),
    onBehalfOf: z.string().nullable(),
    /** 一次性密码: an own password is yet to be chosen. */
    mustChoosePassword: z.boolean(),
  })
  .meta({ id: 'Me' });
export type Me = z.output<typeof me>;

/** `token` is also set as the cookie `duban_session` (HttpOnly, SameSite=Strict). */
export const session = z.object({ token: z.string(), expiresAt: answeredInstant, me }).meta({ id: 'Session' });
export type Session = z.output<typeof session>;

/** `to`: a path of ours, where single sign-on leads. */
export const ssoQuery = z.strictObject({
  to: z
    .string()
    .max(500)
    .regex(/^\/(?![/\\])[\w\-./?=&%]*$/)
    .default('/'),
});
