import type { Role } from '../../app/area';

/** Who answers for what the supervising side sends. */
export const SENDERS: readonly Role[] = ['dispatcher', 'approver', 'leader', 'admin'];
