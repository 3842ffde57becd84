import { SetMetadata } from '@nestjs/common';
import type { Role } from '#domain';

export const OPEN_TO_ALL = 'open-to-all';
export const ROLES_NEEDED = 'roles-needed';
export const BEFORE_OWN_PASSWORD = 'before-own-password';

/** No session is asked for. */
export const OpenToAll = () => SetMetadata(OPEN_TO_ALL, true);

/** One of these roles; what a finding's commands need is the domain's affair. */
export const NeedsRole = (...roles: Role[]) => SetMetadata(ROLES_NEEDED, roles);

/** Open also to who signed in by a one-time password and has yet to choose an own one. */
export const BeforeOwnPassword = () => SetMetadata(BEFORE_OWN_PASSWORD, true);
