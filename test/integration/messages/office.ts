import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Messages } from '../../../apps/worker/src/messages';
import { Seal, Wire } from '#notification';
import { type DistrictRecord, openRecord } from '#persistence';
import { Served } from '../api/served';
import { MORNING } from '../persistence/district';
import { FarSide } from './far-side';

export const KEY = Buffer.alloc(32, 9).toString('base64');
const MINUTE = 60_000;

/** A district whose messages go to a server of the test. */
export class Office {
  readonly logged: string[] = [];
  private readonly others: DistrictRecord[] = [];

  private constructor(
    readonly served: Served,
    readonly far: FarSide,
    private readonly folder: string,
  ) {}

  static async open(): Promise<Office> {
    const folder = await mkdtemp(join(tmpdir(), 'duban-messages-'));
    return new Office(await Served.open({ secretKey: KEY }), await FarSide.open(), folder);
  }

  async close(): Promise<void> {
    await Promise.all(this.others.map((record) => record.close()));
    await this.served.close();
    await this.far.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Every test begins with no channel, nobody's wishes and nothing on its way. */
  async reset(): Promise<void> {
    await this.district.owner.query('TRUNCATE message_outlet, message_preference, message, delivery CASCADE');
    this.far.arrived.length = 0;
    this.far.answer = FarSide.json({ errcode: 0, code: 0 });
    this.district.clock.now = MORNING;
  }

  get district() {
    return this.served.district;
  }

  sender(record: DistrictRecord = this.district.record): Messages {
    const note = (fields: object, message: string) => void this.logged.push(JSON.stringify({ ...fields, message }));
    return new Messages({
      record,
      wire: new Wire({ privateTargets: ['127.0.0.1'], timeoutMs: 5_000 }),
      seal: Seal.of(KEY, this.folder),
      publicUrl: 'https://duban.example.gov.cn',
      log: { info: note, warn: note, error: note },
    });
  }

  /** Another process on the same record. */
  async another(): Promise<DistrictRecord> {
    const record = await openRecord({ url: this.district.url, clock: this.district.clock });
    this.others.push(record);
    return record;
  }

  /** Fills inboxes, plans, and sends whatever is due now. */
  async deliver(): Promise<void> {
    while ((await this.district.record.deliveries.deliverDue(500)) > 0);
    await this.send();
  }

  async send(sender = this.sender()): Promise<void> {
    while ((await sender.turn()) === 0);
  }

  pass(minutes: number): void {
    this.district.clock.now += minutes * MINUTE;
  }

  async outlet(given: object): Promise<string> {
    return (await this.served.done('admin', '/message-outlets', { name: '通道', ...given })).body.id;
  }

  sms(settings: object = {}): Promise<string> {
    return this.outlet({
      kind: 'sms',
      settings: {
        url: `${this.far.url}/sms`,
        body: '{"phone":"{{phone}}","text":"{{sign}}{{text}}","id":"{{messageId}}"}',
        sign: '【金安督办】',
        reply: { id: '/id', phone: '/mobile', text: '/content' },
        ...settings,
      },
      secrets: { values: {}, reply: 'a-reply-secret-of-this-test' },
    });
  }

  async prefers(username: string, given: object): Promise<void> {
    const usual = {
      language: 'zh',
      phone: null,
      email: null,
      quietHours: null,
      digestMinutes: 5,
      order: ['sms', 'email'],
    };
    const answer = await this.served.send(username, '/api/v1/people/me/preferences', {
      method: 'PUT',
      body: { ...usual, ...given },
    });
    if (answer.status !== 200) throw new Error(answer.text);
  }

  /** What arrived, as JSON, and is then forgotten. */
  take(): any[] /* oxlint-disable-line typescript/no-explicit-any -- a body's form is what the tests are about */ {
    return this.far.arrived.splice(0).map(({ body }) => JSON.parse(body) as unknown);
  }
}
