import type { Bucket, Role } from '#domain';
import { timestamptz } from '../clock';
import { overdueSql } from '../findings/overdue-sql';
import type { Parameters } from '../findings/scope-sql';
import { OPEN_PLEAS } from './open-pleas-sql';
import type { Waiting } from './waiting';

const UNIT: readonly Role[] = ['handler', 'unit_leader'];
const DRIVING: readonly Role[] = ['dispatcher', 'approver', 'leader'];

/** Whose it is: the same roles as the domain's table of authority gives the command that clears it. */
const ROLES: Record<Bucket, readonly Role[]> = {
  dispatch: ['dispatcher'],
  pass_on: ['grid_worker', ...UNIT],
  rule_return: ['dispatcher', ...UNIT],
  decide_extension: ['approver', 'leader'],
  decide_suspension: ['approver', 'leader'],
  rule_reason: ['inspector', 'dispatcher'],
  rule_objection: ['dispatcher', 'approver'],
  decide_review: ['approver', 'leader'],
  verify: ['verifier', 'inspector'],
  recheck: ['verifier', 'inspector'],
  approve: ['approver', 'leader'],
  check_paper: ['dispatcher', 'approver'],
  sign_paper: ['approver', 'leader'],
  confirm_transfer: ['dispatcher'],
  confirm_void: DRIVING,
  sign: UNIT,
  rectify: UNIT,
  endorse: ['unit_leader'],
  reply_instruction: [...UNIT, 'dispatcher'],
  sign_notice: UNIT,
  reply_notice: UNIT,
  due_today: [...DRIVING, ...UNIT],
  due_soon: [...DRIVING, ...UNIT],
  overdue: [...DRIVING, ...UNIT],
  red: [...DRIVING, ...UNIT],
  undelivered: ['dispatcher'],
};

/** False where nothing of the kind ever waits for somebody of these roles. */
export const mayWaitFor = (bucket: Bucket, roles: readonly Role[]): boolean =>
  ROLES[bucket].some((role) => roles.includes(role));

/**
 * Condition on `finding f`: it waits for this very person. Where the domain would refuse them (they mended it, found it
 * covertly, belong to the unit that answers for it, do not hold the position whose turn it is) it does not.
 */
export function waitingSql(waiting: Waiting, now: string, parameters: Parameters): string {
  if (!mayWaitFor(waiting.bucket, waiting.actor.roles)) return 'false';
  return CONDITIONS[waiting.bucket](new Person(waiting, parameters, now));
}

/** The person as SQL sees them. */
class Person {
  constructor(
    readonly waiting: Waiting,
    private readonly parameters: Parameters,
    readonly now: string,
  ) {}

  place(value: unknown): string {
    return this.parameters.place(value);
  }

  isOneOf(...roles: Role[]): boolean {
    return roles.some((role) => this.waiting.actor.roles.includes(role));
  }

  get supervised(): string {
    return `f.supervising_path <@ ${this.place(this.waiting.actor.scopePath)}::ltree`;
  }

  get unit(): string {
    return this.place(this.waiting.actor.unitId);
  }

  private get selves(): string {
    const { personId, onBehalfOf } = this.waiting.actor;
    return `${this.place([personId, ...(onBehalfOf ? [onBehalfOf] : [])])}::text[]`;
  }

  /** Also through a delegation, on either side. */
  is(ref: string): string {
    return `ARRAY[${ref} ->> 'personId', ${ref} ->> 'onBehalfOf'] && ${this.selves}`;
  }

  isAmong(refs: string): string {
    return `EXISTS (SELECT FROM jsonb_array_elements(${refs}) AS who WHERE ${this.is('who')})`;
  }

  isPerson(column: string): string {
    return `${column} = ANY(${this.selves})`;
  }

  holds(position: string): string {
    return `${position} = ANY(${this.place([...this.waiting.actor.positions])}::text[])`;
  }

  private get paths(): string[] {
    const { unitPath, ownUnitPath } = this.waiting.actor;
    return [...new Set([unitPath, ownUnitPath])];
  }

  /** Of a unit that answers for it, or above one; the root has no next unit up. */
  get recused(): string {
    const paths = this.paths.filter((path) => path.includes('.'));
    return `EXISTS (${RESPONSIBLE} AND r.path <@ ANY(${this.place(paths)}::ltree[]))`;
  }

  get answersForIt(): string {
    return `EXISTS (${RESPONSIBLE} AND r.path = ANY(${this.place(this.paths)}::ltree[]))`;
  }

  /** Found, entered, mended, verified or approved it, by the unpacked state. */
  get involved(): string {
    return `(${this.is(`(unpacked.state -> 'filedBy')`)} OR ${this.is(`(unpacked.state -> 'enteredBy')`)}
      OR ${this.isAmong(`unpacked.state -> 'rectifiers'`)} OR ${this.is(`(unpacked.state #> '{verification,by}')`)}
      OR EXISTS (SELECT FROM jsonb_array_elements(unpacked.state #> '{writeOff,granted}') AS g WHERE ${this.is(`(g -> 'by')`)}))`;
  }

  get independent(): string {
    return `NOT ${this.isAmong(`f.state -> 'rectifiers'`)}
      AND NOT ((f.state ->> 'covert')::boolean AND ${this.is(`(f.state -> 'filedBy')`)}) AND NOT ${this.recused}`;
  }

  /** What runs against a person's own clock: their unit's lines, or for who drives the loop all that they supervise. */
  get concerned(): string {
    if (this.isOneOf('dispatcher', 'approver', 'leader')) return `NOT f.terminal AND ${this.supervised}`;
    return `NOT f.terminal AND EXISTS (SELECT FROM assignment a
      WHERE a.finding_id = f.id AND a.unit_id = ${this.unit} AND a.status = 'open')`;
  }

  /** A request that waits, other than the person's own. */
  asked(table: string, condition = 'true'): string {
    return `${WITH_UNIT} AND EXISTS (SELECT FROM ${table} q
      WHERE q.finding_id = f.id AND q.status = 'open' AND NOT ${this.isPerson('q.by_person')} AND ${condition})`;
  }

  notice(lives: string, condition = 'true'): string {
    return `NOT f.terminal AND EXISTS (SELECT FROM notice n
      WHERE n.finding_id = f.id AND n.life IN (${lives}) AND ${condition})`;
  }
}

const WITH_UNIT = `f.status IN ('assigned', 'rectifying')`;

const ANSWERING = `FROM assignment a WHERE a.finding_id = f.id AND a.status NOT IN ('returned', 'recalled', 'reassigned')`;
/** Units that answer for the case; mended on the spot, the unit of who mended. */
const RESPONSIBLE = `
  SELECT FROM (
    SELECT a.unit_path AS path ${ANSWERING}
    UNION ALL
    SELECT u.path FROM org_unit u WHERE u.id = f.state #>> '{rectifiers,-1,unitId}' AND NOT EXISTS (SELECT ${ANSWERING})
  ) AS r WHERE true`;

/** The second is asked only of what the first finds by its index: unpacking a case's state costs more than all else. */
const within = (cheap: string, costly: string): string =>
  `${cheap} AND CASE WHEN ${cheap} THEN ${costly} ELSE false END`;

/** Where the second mentions the state often, it is unpacked once for all of it. */
const unpackedWithin = (cheap: string, costly: string): string =>
  within(cheap, `(SELECT ${costly} FROM (SELECT f.state - '' AS state OFFSET 0) AS unpacked)`);

const CONDITIONS: Record<Bucket, (who: Person) => string> = {
  dispatch: (who) =>
    within(
      `f.status IN ('registered', 'filed') AND ${who.supervised}`,
      `(f.status = 'registered' OR f.state ->> 'chainLevel' IS NULL) AND f.state ->> 'transfer' IS NULL`,
    ),
  pass_on: (who) =>
    within(
      `f.status = 'filed' AND (${who.unit} IN (f.community_id, f.street_id) OR ${who.isPerson('f.filed_by')})`,
      `CASE f.state ->> 'chainLevel' WHEN 'group' THEN ${who.is(`(f.state -> 'filedBy')`)}
         WHEN 'village' THEN f.community_id = ${who.unit} AND NOT ${who.is(`(f.state -> 'filedBy')`)}
         WHEN 'township' THEN f.street_id = ${who.unit} AND NOT ${who.is(`(f.state -> 'filedBy')`)} END`,
    ),
  rule_return: (who) => {
    const handedDown = `EXISTS (SELECT FROM assignment l JOIN assignment up ON up.finding_id = l.finding_id
      AND up.id = l.parent_id WHERE l.finding_id = f.id AND l.id = q.line_id AND up.unit_id = ${who.unit})`;
    const lead = `(SELECT l.parent_id FROM assignment l WHERE l.finding_id = f.id AND l.id = q.line_id) IS NULL`;
    const ours = who.isOneOf('dispatcher') ? `(${lead} AND ${who.supervised})` : 'false';
    return who.asked('return_request', `(${ours} OR ${handedDown})`);
  },
  decide_extension: (who) => {
    const nth = `1 + (SELECT count(*) FROM extension g
      WHERE g.finding_id = f.id AND g.line_id = q.line_id AND g.status = 'granted')`;
    const by = [...who.waiting.policy.extensions].sort((a, b) => a.nth - b.nth).map((rule) => rule.by);
    const position = `CASE WHEN f.urgency = 'urgent' THEN 'district_duty_lead'
      ELSE (${who.place(by)}::text[])[${nth}] END`;
    return `${who.asked('extension', who.holds(position))} AND ${who.supervised}`;
  },
  decide_suspension: (who) => {
    const { positions } = who.waiting.actor;
    const reasons = who.waiting.policy.suspensions.filter(({ by }) => positions.includes(by));
    const mine = `q.reason = ANY(${who.place(reasons.map(({ reason }) => reason))}::text[])`;
    return `${who.asked('suspension_request', mine)} AND ${who.supervised}`;
  },
  rule_reason: (who) =>
    within(
      `${WITH_UNIT} AND ${who.supervised} AND EXISTS (SELECT FROM clock c
         WHERE c.finding_id = f.id AND c.kind = 'rectify' AND c.due_at < ${who.now}
           AND NOT EXISTS (SELECT FROM rung_firing r WHERE r.finding_id = f.id AND r.clock_id = c.id
             AND r.generation = c.generation AND r.colour = 'yellow'))`,
      `EXISTS (SELECT FROM ${OPEN_PLEAS} AND NOT ${who.is(`(p -> 'by')`)})`,
    ),
  rule_objection: (who) =>
    within(
      `f.status = 'publicizing' AND ${who.supervised}`,
      `f.state ->> 'objection' IS NOT NULL AND NOT ${who.is(`(f.state #> '{objection,by}')`)}`,
    ),
  decide_review: (who) =>
    unpackedWithin(
      `f.status IN ('verified', 'publicizing', 'written_off', 'archived') AND ${who.supervised}
       AND EXISTS (SELECT FROM clock c WHERE c.finding_id = f.id AND c.kind = 'review_decision' AND NOT c.stopped)`,
      `EXISTS (SELECT FROM jsonb_array_elements(unpacked.state -> 'reviews') AS v
         WHERE v ->> 'outcome' IS NULL AND NOT ${who.is(`(v -> 'by')`)}) AND NOT ${who.involved}`,
    ),
  verify: (who) => within(`f.status = 'submitted' AND ${who.supervised}`, who.independent),
  recheck: (who) =>
    within(
      `f.status = 'written_off' AND ${who.supervised}`,
      `EXISTS (SELECT FROM jsonb_array_elements(f.state -> 'lookBacks') AS b
         WHERE b ->> 'outcome' IS NULL AND b ->> 'openedAt' IS NOT NULL) AND ${who.independent}`,
    ),
  approve: (who) => {
    const next = `unpacked.state #> '{writeOff,levels}' ->> jsonb_array_length(unpacked.state #> '{writeOff,granted}')`;
    return unpackedWithin(
      `f.status = 'verified' AND ${who.supervised}`,
      `${who.holds(`(${next})`)} AND NOT ${who.involved} AND NOT ${who.answersForIt}`,
    );
  },
  check_paper: (who) => `${who.notice(`'draft'`)} AND ${who.supervised}`,
  sign_paper: (who) => `${who.notice(`'checked'`)} AND ${who.supervised}`,
  confirm_transfer: (who) =>
    `f.status IN ('registered', 'assigned', 'rectifying') AND f.state ->> 'transfer' IS NOT NULL AND ${who.supervised}`,
  confirm_void: (who) =>
    `NOT f.terminal AND f.state ->> 'voidProposedBy' IS NOT NULL
     AND NOT ${who.is(`(f.state -> 'voidProposedBy')`)} AND ${who.supervised}`,
  sign: (who) =>
    `f.status IN ('assigned', 'rectifying', 'submitted') AND EXISTS (SELECT FROM assignment a
       WHERE a.finding_id = f.id AND a.unit_id = ${who.unit} AND a.status = 'open' AND a.signed_at IS NULL)`,
  rectify: (who) =>
    `f.status = 'rectifying' AND NOT f.suspended AND EXISTS (SELECT FROM assignment a
       WHERE a.finding_id = f.id AND a.unit_id = ${who.unit} AND a.status = 'open' AND a.signed_at IS NOT NULL)
     AND NOT EXISTS (SELECT FROM submission s
       WHERE s.finding_id = f.id AND s.unit_id = ${who.unit} AND s.submitted_at IS NULL AND s.outcome = 'pending')`,
  endorse: (who) =>
    `f.status = 'rectifying' AND EXISTS (SELECT FROM submission s
       WHERE s.finding_id = f.id AND s.unit_id = ${who.unit} AND s.submitted_at IS NULL AND s.outcome = 'pending')`,
  reply_instruction: (who) =>
    `NOT f.terminal AND EXISTS (SELECT FROM instruction i
       WHERE i.finding_id = f.id AND i.to_unit_id = ${who.unit} AND i.replied_at IS NULL)`,
  sign_notice: (who) => who.notice(`'issued', 'sent'`, `n.class = 'paper' AND n.unit_id = ${who.unit}`),
  reply_notice: (who) =>
    who.notice(
      `'issued', 'sent', 'signed'`,
      `n.unit_id = ${who.unit} AND EXISTS (SELECT FROM clock c
         WHERE c.finding_id = f.id AND c.kind = 'slip_reply' AND c.of_id = n.id AND NOT c.stopped)`,
    ),
  due_today: (who) =>
    `${who.concerned} AND NOT ${overdueSql(who.now)} AND f.overdue_after IS NOT NULL
     AND f.due_at <= ${who.place(timestamptz(who.waiting.tomorrow))}`,
  due_soon: (who) =>
    `${who.concerned} AND f.overdue_after IS NOT NULL AND NOT ${overdueSql(who.now)}
     AND f.due_at > ${who.place(timestamptz(who.waiting.tomorrow))}
     AND f.due_at <= ${who.place(timestamptz(who.waiting.soonEnds))}`,
  overdue: (who) => `${who.concerned} AND ${overdueSql(who.now)}`,
  red: (who) => `${who.concerned} AND f.colour = 'red'`,
  undelivered: (who) =>
    `${who.supervised} AND EXISTS (SELECT FROM delivery d WHERE d.finding_id = f.id AND d.state = 'undeliverable')`,
};
