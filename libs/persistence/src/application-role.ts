import type { ClientBase, Pool } from 'pg';
import { UNDOABLE_TABLES } from './findings/taken-away';

export const APPLICATION_ROLE = 'duban_app';

/** Tables from which rows may be taken away again, the last ones by a 撤回 alone; everywhere else the record only grows. */
const DELETABLE = [
  'outbox',
  'session',
  'idempotency_key',
  'duty_roster',
  'deadline_feed',
  'person_role',
  'message',
  'message_fact',
  ...UNDOABLE_TABLES,
];
/** What is written there is never changed. */
const APPENDED = [
  'finding_event',
  'directory_change',
  'rung_firing',
  'audit_checkpoint',
  'delivery_person',
  'import_row',
  'policy',
  'phone_call',
  'sms_reply',
  'paper_event',
  'paper_file',
  'paper_link',
  'score_event',
  'assessment_event',
  'property_visit',
  'property_draw',
  'credit_event',
  'exit_decision',
  'recognition',
  'recognition_step',
];

/** True when the application role exists and this login may take it. */
export async function mayActAsApplication(client: ClientBase | Pool): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    // From PostgreSQL 16 on, who made a role may not take it without being granted that; before, membership was enough.
    `SELECT CASE WHEN current_setting('server_version_num')::int >= 160000
       THEN pg_has_role(oid, 'SET') ELSE pg_has_role(oid, 'MEMBER') END AS may
     FROM pg_roles WHERE rolname = $1`,
    [APPLICATION_ROLE],
  );
  return rows[0]?.may ?? false;
}

/**
 * Gives the application role what it needs and no more. A login that may not create roles (a hosted service) runs as
 * the owner: the triggers still refuse changed events.
 */
export async function grantApplication(client: ClientBase): Promise<{ separate: boolean }> {
  try {
    await client.query(`
      DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${APPLICATION_ROLE}') THEN
          CREATE ROLE ${APPLICATION_ROLE} NOLOGIN;
          EXECUTE format('GRANT ${APPLICATION_ROLE} TO %I', current_user);
        END IF;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END $$`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '42501')) throw error;
    return { separate: false };
  }
  await client.query(`
    GRANT USAGE ON SCHEMA public TO ${APPLICATION_ROLE};
    GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO ${APPLICATION_ROLE};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${APPLICATION_ROLE};
    GRANT DELETE ON ${DELETABLE.join(', ')} TO ${APPLICATION_ROLE};
    REVOKE UPDATE ON ${APPENDED.join(', ')}, migrations FROM ${APPLICATION_ROLE};
    REVOKE INSERT ON migrations FROM ${APPLICATION_ROLE};
  `);
  return { separate: true };
}
