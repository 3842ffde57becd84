import type { Instant, WorkCalendar } from '#calendar';
import { sendFrom } from '#domain';
import type { OutletKind } from './outlet-kind';
import type { PersonalChannel, Reader } from './preference-store';
import type { Told } from './told';

/** An outlet as planning needs to know it. */
export interface OpenDoor {
  id: string;
  kind: OutletKind;
  unitId: string | null;
  /** Of a webhook: the events it wants; empty: all. */
  types: string[];
}

/** One event for one recipient on one channel. */
export interface PlannedFact {
  findingId: string;
  seq: number;
  subject: string;
  note: string | null;
  toFinder: boolean;
  recipient: string;
  personId: string | null;
  unitId: string | null;
  channel: OutletKind | 'none';
  outletId: string | null;
  mergeKey: string;
  atOnce: boolean;
  notBefore: Instant;
  /** Set where there is no way to send it. */
  why: 'no_address' | 'nobody_in_position' | null;
}

const ROBOTS: ReadonlySet<OutletKind> = new Set(['dingtalk', 'wecom', 'feishu']);
const FINDERS: ReadonlySet<string> = new Set(['filer', 'filers_absorbed']);
/** A group hears of a burst as one. */
const GROUP_WINDOW_MS = 60_000;
const MINUTE = 60_000;
/** What waits here takes up whatever else comes meanwhile. */
const OPEN = 'open';

interface Readers {
  of(personId: string): Reader | undefined;
}

/** 送达计划: beside the inbox, each person by the first channel that reaches them, the unit's group, and systems that listen. */
export class Plan {
  private readonly gateways: ReadonlyMap<OutletKind, OpenDoor>;

  constructor(
    private readonly doors: readonly OpenDoor[],
    private readonly readers: Readers,
    private readonly calendar: WorkCalendar,
  ) {
    this.gateways = new Map(doors.filter(({ kind }) => kind === 'sms' || kind === 'email').map((d) => [d.kind, d]));
  }

  /** At most one for each event, recipient and channel. */
  of(told: readonly Told[]): PlannedFact[] {
    const facts = told.flatMap((each) => [...this.person(each), ...this.groups(each), ...this.systems(each)]);
    return [
      ...new Map(
        facts.map((fact) => [`${fact.findingId} ${fact.seq} ${fact.recipient} ${fact.channel}`, fact]),
      ).values(),
    ];
  }

  /** The first channel of the order, after those that have failed, by which the person can be reached. */
  reaching(personId: string, urgent: boolean, failed: readonly string[] = []): OpenDoor | undefined {
    const reader = this.readers.of(personId);
    if (!reader) return undefined;
    const order: PersonalChannel[] = urgent ? ['sms', ...reader.order] : reader.order;
    const channel = order.find(
      (each) => !failed.includes(each) && this.gateways.has(each) && (each === 'sms' ? reader.phone : reader.email),
    );
    return channel && this.gateways.get(channel);
  }

  private person(told: Told): PlannedFact[] {
    const { personId, atOnce, sms } = told;
    if (personId === null)
      return [{ ...factOf(told, `${told.role}@${told.unitId}`), ...NOWHERE, why: 'nobody_in_position' }];
    const door = this.reaching(personId, sms);
    if (!door) return sms && this.gateways.size > 0 ? [{ ...factOf(told, personId), ...NOWHERE, personId }] : [];
    const fact = { ...factOf(told, personId), ...through(door), personId };
    if (atOnce) return [fact];
    return [{ ...fact, mergeKey: OPEN, notBefore: this.quietly(personId, told.at) }];
  }

  private quietly(personId: string, at: Instant): Instant {
    const { digestMinutes, quietHours } = this.readers.of(personId)!;
    return sendFrom(this.calendar, at + digestMinutes * MINUTE, quietHours);
  }

  private groups(told: Told): PlannedFact[] {
    if (told.unitId === null || told.visibility !== 'normal') return [];
    return this.doors
      .filter(({ kind, unitId }) => ROBOTS.has(kind) && unitId === told.unitId)
      .map((door) => ({
        ...factOf(told, door.id),
        ...through(door),
        ...(!told.atOnce && { mergeKey: OPEN, notBefore: sendFrom(this.calendar, told.at + GROUP_WINDOW_MS, null) }),
      }));
  }

  private systems(told: Told): PlannedFact[] {
    if (told.visibility !== 'normal') return [];
    return this.doors
      .filter(
        ({ kind, unitId, types }) =>
          kind === 'webhook' && wants(types, told) && (unitId ?? told.unitId) === told.unitId,
      )
      .map((door) => ({ ...factOf(told, door.id), ...through(door), mergeKey: `${told.findingId}/${told.seq}` }));
  }
}

const wants = (types: readonly string[], { eventType }: Told): boolean =>
  types.length === 0 || types.includes(eventType);

const through = ({ id, kind }: OpenDoor) => ({ channel: kind, outletId: id, why: null });

const NOWHERE = { channel: 'none', outletId: null, why: 'no_address' } as const;

/** What one change tells a recipient goes out together (ruling 15), whichever role he or she is told in. */
const factOf = (told: Told, recipient: string) => ({
  findingId: told.findingId,
  seq: told.seq,
  subject: told.subject,
  note: told.note,
  toFinder: FINDERS.has(told.role),
  recipient,
  personId: null,
  unitId: told.unitId,
  mergeKey: told.digestKey.split('/').slice(0, 2).join('/'),
  atOnce: told.atOnce,
  notBefore: told.at,
});
