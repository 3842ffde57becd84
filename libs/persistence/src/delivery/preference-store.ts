import type pg from 'pg';
import type { QuietHours } from '#domain';

export type PersonalChannel = 'sms' | 'email';

/** 接收设置. */
export interface Reader {
  language: 'zh' | 'en';
  phone: string | null;
  email: string | null;
  quietHours: QuietHours | null;
  digestMinutes: number;
  /** Beside the inbox, the first that reaches the person. */
  order: PersonalChannel[];
}

const UNASKED: Reader = {
  language: 'zh',
  phone: null,
  email: null,
  quietHours: null,
  digestMinutes: 5,
  order: ['sms', 'email'],
};

const READER = `person_id AS "personId", language, phone, email, quiet_from AS "quietFrom", quiet_to AS "quietTo",
  digest_minutes AS "digestMinutes", channel_order AS "order"`;

type Row = Omit<Reader, 'quietHours'> & { personId: string; quietFrom: string | null; quietTo: string | null };

export class PreferenceStore {
  constructor(private readonly pool: pg.Pool) {}

  /** What is usual where the person has said nothing. */
  async of(personId: string): Promise<Reader> {
    return (await readersOf(this.pool, [personId])).get(personId) ?? UNASKED;
  }

  async save(personId: string, reader: Reader): Promise<void> {
    await this.pool.query(
      `INSERT INTO message_preference (person_id, language, phone, email, quiet_from, quiet_to, digest_minutes, channel_order)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (person_id) DO UPDATE SET language = excluded.language, phone = excluded.phone, email = excluded.email,
         quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, digest_minutes = excluded.digest_minutes,
         channel_order = excluded.channel_order`,
      [
        personId,
        reader.language,
        reader.phone,
        reader.email,
        reader.quietHours?.from ?? null,
        reader.quietHours?.to ?? null,
        reader.digestMinutes,
        reader.order,
      ],
    );
  }
}

/** Only of those who have said how they want it: the others have no address. */
export async function readersOf(
  client: pg.ClientBase | pg.Pool,
  personIds: readonly string[],
): Promise<Map<string, Reader>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await client.query<Row>(
    `SELECT ${READER} FROM message_preference WHERE person_id = ANY($1::text[])`,
    [personIds],
  );
  return new Map(
    rows.map(({ personId, quietFrom, quietTo, ...reader }) => [
      personId,
      { ...reader, quietHours: quietFrom && quietTo ? { from: quietFrom, to: quietTo } : null },
    ]),
  );
}
