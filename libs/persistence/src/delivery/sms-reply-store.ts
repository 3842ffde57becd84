import type pg from 'pg';
import { type Clock, instantSql, timestamptz } from '../clock';

/** What a reply answers: the findings handed over in one message. */
export interface Answered {
  personId: string;
  messageId: string;
  findingIds: string[];
}

/** How long a reply may sign for what an SMS handed over. */
const OPEN_FOR_DAYS = 7;

/** The one account that bears the number. */
const PERSON = `
  SELECT min(r.person_id) FROM message_preference r JOIN person p ON p.id = r.person_id
  WHERE r.phone = $1 AND p.closed_at IS NULL HAVING count(*) = 1`;

/** 短信回执. */
export class SmsReplyStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Null where nobody, or more than one, bears the number. */
  async personOf(phone: string): Promise<string | null> {
    const { rows } = await this.pool.query<{ id: string | null }>(`SELECT (${PERSON}) AS id`, [phone]);
    return rows[0]?.id ?? null;
  }

  /**
   * What the reply of that id answers: as it was found the first time, else the latest message to the person of which something
   * is not signed for yet.
   */
  async answered(outletId: string, replyId: string, personId: string): Promise<Answered | null> {
    const now = timestamptz(await this.clock.at());
    await this.pool.query(
      `INSERT INTO sms_reply (outlet_id, reply_id, person_id, message_id, recorded_at)
       SELECT $1, $2, $3, m.id, now.at
       FROM message m, (SELECT ${instantSql('$4')} AS at) AS now
       WHERE m.person_id = $3 AND m.outlet_id = $1 AND m.state = 'sent'
         AND m.sent_at > now.at - ${OPEN_FOR_DAYS} * interval '1 day'
         AND EXISTS (SELECT FROM message_fact k JOIN assignment a ON a.finding_id = k.finding_id
           WHERE k.message_id = m.id AND k.subject = 'line_opened' AND a.status = 'open' AND a.signed_at IS NULL)
       ORDER BY m.sent_at DESC, m.id LIMIT 1
       ON CONFLICT (outlet_id, reply_id) DO NOTHING`,
      [outletId, replyId, personId, now],
    );
    const { rows } = await this.pool.query<Answered>(
      `SELECT r.person_id AS "personId", r.message_id AS "messageId",
         ARRAY(SELECT DISTINCT k.finding_id::text FROM message_fact k
           WHERE k.message_id = r.message_id AND k.subject = 'line_opened') AS "findingIds"
       FROM sms_reply r WHERE r.outlet_id = $1 AND r.reply_id = $2 AND r.person_id = $3`,
      [outletId, replyId, personId],
    );
    return rows[0] ?? null;
  }
}
