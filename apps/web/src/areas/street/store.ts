import { Dexie, type EntityTable } from 'dexie';

import type { Schemas } from '../../api/queries';
import type { Payload } from '../../api/command';

export type Filing = Schemas['FileFinding'];
export type Capture = 'camera' | 'gallery';

/** A photo on this phone; `owner` is the draft or the entry that it belongs to. */
export interface KeptPhoto {
  id: string;
  owner: string;
  blob: Blob;
  role: 'before' | 'after';
  defect: number;
  capture: Capture;
  /** By the camera's own claim, else when it was added; apart from when it arrives. */
  takenAt: number;
  addedAt: number;
  /** The name under which the server holds it, once it does. */
  sha256: string | null;
}

export interface PlaceForm {
  streetId: string | null;
  communityId: string | null;
  pointName: string;
  lng: number | null;
  lat: number | null;
  /** Metres. */
  accuracy: number | null;
  by: 'gps' | 'pin' | 'list' | null;
}

/** What somebody has filled in of a filing. */
export interface FilingForm {
  how: 'report' | 'witnessed' | 'self_done';
  categoryCode: string | null;
  description: string;
  place: PlaceForm;
  /** Null: what the category asks. */
  urgency: Schemas['Urgency'] | null;
  severity: Schemas['Severity'] | null;
  defects: number;
  menderUnitId: string | null;
  /** 督查轮次 and the place of it where the person stands. */
  roundId?: string;
  pointId?: string;
}

export interface FeedbackForm {
  findingId: string;
  number: string;
  text: string;
}

/** A place of a round that was looked at. */
export interface VisitForm {
  roundId: string;
  placeId: string;
}

/** What may lie unfinished; a visit keeps its ticks by itself. */
export type Draftable = { file: FilingForm } | { submit: FeedbackForm };
export type Form = Draftable | { visit: VisitForm };

export interface Draft {
  id: string;
  personId: string;
  form: Draftable;
  changedAt: number;
}

/** What is to be sent once its photos are there; their claims are added then. */
export type Order =
  | { to: 'file'; body: Omit<Filing, 'evidence'> }
  | { to: 'submit'; id: string; body: Omit<Payload<'submit'>, 'evidence'> }
  | { to: 'visit'; roundId: string; placeId: string; body: Schemas['VisitPlace'] };

/** Why the server did not take it, in the words that it gave. */
export interface Refused {
  title: string;
  details: string[];
}

/** One thing to be sent, under one key for as long as nobody knows whether it has arrived. */
export interface Entry {
  id: string;
  personId: string;
  order: Order;
  form: Form;
  title: string;
  queuedAt: number;
  state: 'waiting' | 'sending' | 'failed' | 'sent';
  photos: number;
  photosSent: number;
  attempts: number;
  notBefore: number;
  why: Refused | null;
  number: string | null;
  findingId: string | null;
  sentAt: number | null;
}

interface Lease {
  name: string;
  holder: string;
  until: number;
}

/** Everything of the street that must outlive the page. */
class StreetStore extends Dexie {
  declare photos: EntityTable<KeptPhoto, 'id'>;
  declare drafts: EntityTable<Draft, 'id'>;
  declare entries: EntityTable<Entry, 'id'>;
  declare leases: EntityTable<Lease, 'name'>;

  constructor() {
    super('duban-street');
    this.version(1).stores({
      photos: 'id, owner',
      drafts: 'id, personId',
      entries: 'id, personId, [personId+state]',
      leases: 'name',
    });
  }
}

export const store = new StreetStore();
