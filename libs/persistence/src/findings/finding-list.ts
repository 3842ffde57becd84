import type { Instant } from '#calendar';
import type {
  Actor,
  Channel,
  ClockKind,
  Colour,
  Kind,
  Notice,
  NoticeLife,
  Place,
  Role,
  Severity,
  Source,
  Stage,
  Status,
  Urgency,
  Visibility,
} from '#domain';
import type { FigureAsked } from '../board/figures';
import type { Waiting } from '../desk/waiting';

/** One, or any of several. */
type Any<Code extends string> = Code | readonly Code[];

/** What a list is in the order of; the due soonest first, the filed newest first, numbers as they were given. */
export type FindingOrder = 'filed' | 'due' | 'number';

/** Everything is a conjunction; an absent field filters nothing. */
export interface FindingFilter {
  ids?: readonly string[];
  visibility?: Visibility;
  stage?: readonly Stage[];
  status?: readonly Status[];
  kind?: Any<Kind>;
  /** Open means not terminal. */
  open?: boolean;
  overdue?: boolean;
  dueFrom?: Instant;
  /** Due at or before. */
  dueBy?: Instant;
  suspended?: boolean;
  disputed?: boolean;
  /** The lead unit itself. */
  leadUnitId?: string;
  /** It waits for this person. */
  waiting?: Waiting;
  /** A figure of the board counts it. */
  figure?: FigureAsked;
  /** The lead unit or one below it. */
  unitPath?: string;
  supervisingPath?: string;
  categoryCode?: Any<string>;
  severity?: Any<Severity>;
  urgency?: Any<Urgency>;
  source?: Any<Source>;
  channel?: Any<Channel>;
  colour?: Any<Colour>;
  streetId?: Any<string>;
  communityId?: Any<string>;
  listId?: string;
  roundId?: string;
  /** Handed over by this 交办单. */
  dispatchId?: string;
  /** The unit itself has an open line on it. */
  lineOfUnitId?: string;
  /** Filed or entered by. */
  filedByPersonId?: string;
  /** Degrees; the place lies in it. */
  box?: { west: number; south: number; east: number; north: number };
  filedFrom?: Instant;
  filedBefore?: Instant;
  /** Part of the description, the point's name or a number. */
  text?: string;
}

/** One line of a list, from columns alone. */
export interface FindingRow {
  id: string;
  number: string;
  externalNumber: string | null;
  kind: Kind;
  status: Status;
  stage: Stage;
  description: string;
  place: Place;
  categoryCode: string | null;
  severity: Severity;
  urgency: Urgency;
  source: Source;
  channel: Channel;
  visibility: Visibility;
  supervisingUnitId: string;
  leadUnitId: string | null;
  listId: string | null;
  filedAt: Instant;
  dueAt: Instant | null;
  provisional: boolean;
  /** The office's own clock that it waits for now; null while it waits for the unit, or for nothing. */
  awaited: { clock: ClockKind; dueAt: Instant } | null;
  colour: Colour | null;
  cycle: number;
  suspended: boolean;
  overdue: boolean;
  /** How it was answered, as it stands; null as long as its clock decides. */
  inTime: boolean | null;
  terminal: boolean;
  revision: number;
}

export interface NoticeFilter {
  findingId?: string;
  /** Id of the unit that it is to. */
  unit?: string;
  colour?: Colour;
  life?: NoticeLife;
}

/** A slip or paper with the number that the record gave it. */
export interface NumberedNotice extends Notice {
  findingId: string;
  /** Null until it is issued. */
  number: string | null;
}

export interface Page<Row> {
  rows: Row[];
  /** Opaque; null on the last page. */
  next: string | null;
}

/** Which rows a viewer may see; applied in the query, never after it. */
export interface RowScope {
  /** Subtree whose loops the viewer supervises. */
  supervisedPath: string | null;
  /** Subtree of the viewer's own unit: findings it leads, takes part in or filed. */
  unitPath: string | null;
  /** The viewer's own unit where he acts for it: what goes through its 核实, waits for its 认领 or its answer to a 批示. */
  actingUnitId: string | null;
  personId: string | null;
  /** Limited findings (限定人员) of the supervised subtree are shown too. */
  limited: boolean;
  /** Limited and sealed findings (移送线索) are shown too. */
  confidential: boolean;
}

export const EVERYTHING: RowScope = {
  supervisedPath: '',
  unitPath: null,
  actingUnitId: null,
  personId: null,
  limited: true,
  confidential: true,
};

const SUPERVISING = ['inspector', 'dispatcher', 'verifier', 'approver', 'leader', 'auditor', 'admin'] as const;
/** Whoever moves a loop must see it, also where its people are limited. */
const MOVING = ['dispatcher', 'verifier', 'approver', 'leader'] as const;
const ACTING = ['grid_worker', 'handler', 'unit_leader', 'dispatcher'] as const;

export function scopeOf(actor: Actor): RowScope {
  const isOneOf = (roles: readonly Role[]): boolean => roles.some((role) => actor.roles.includes(role));
  return {
    supervisedPath: isOneOf(SUPERVISING) ? actor.scopePath : null,
    unitPath: actor.unitPath,
    actingUnitId: isOneOf(ACTING) ? actor.unitId : null,
    personId: actor.personId,
    limited: isOneOf(MOVING),
    confidential: isOneOf(['leader', 'auditor']),
  };
}
