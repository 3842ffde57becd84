import type { DeliveryStore } from '#persistence';

const BATCH = 200;
const REST_MS = 1_000;

/** Puts into each recipient's inbox what may be delivered now; working hours and quiet nights are the record's affair. */
export class Deliveries {
  constructor(private readonly store: Pick<DeliveryStore, 'deliverDue'>) {}

  /** Delivers one batch; answers how long to rest. */
  async turn(): Promise<number> {
    return (await this.store.deliverDue(BATCH)) < BATCH ? REST_MS : 0;
  }
}
