import type { Instant } from '#calendar';

/** One message to one recipient; several facts of one moment share it. */
export interface InboxMessage {
  findingId: string;
  number: string;
  /** Event types or rung codes that it tells of, in order. */
  subjects: string[];
  at: Instant;
  atOnce: boolean;
}

export class DeliveryStore {
  /** Resolves recipients and delivers what may be delivered now; answers how many messages went out. */
  async deliverDue(_limit: number): Promise<number> {
    throw new Error('the record is not written yet');
  }

  async inbox(_personId: string, _limit: number): Promise<InboxMessage[]> {
    throw new Error('the record is not written yet');
  }
}
