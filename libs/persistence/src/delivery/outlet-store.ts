import type pg from 'pg';
import type { Instant } from '#calendar';
import { type Clock, instantSql, timestamptz } from '../clock';
import { inTransaction, sqlState } from '../pool';
import type { OutletKind } from './outlet-kind';
import type { OpenDoor } from './plan';

/** 通道设置; its secrets only ever leave sealed. */
export interface Outlet {
  id: string;
  kind: OutletKind;
  name: string;
  unitId: string | null;
  enabled: boolean;
  settings: object;
  secretNames: string[];
  changedAt: Instant;
}

export interface OutletEdit {
  kind: OutletKind;
  name: string;
  unitId: string | null;
  enabled: boolean;
  settings: object;
  /** Absent: what is kept stays. */
  secrets?: { sealed: Buffer; names: string[] };
}

/** There is one enabled gateway of the kind already. */
export class GatewayTaken extends Error {}

const OUTLET = `id, kind, name, unit_id AS "unitId", enabled, settings, secret_names AS "secretNames", changed_at AS "changedAt"`;

export class OutletStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  async all(): Promise<Outlet[]> {
    return (await this.pool.query<Outlet>(`SELECT ${OUTLET} FROM message_outlet ORDER BY kind, name, id`)).rows;
  }

  async find(id: string): Promise<Outlet | null> {
    const { rows } = await this.pool.query<Outlet>(`SELECT ${OUTLET} FROM message_outlet WHERE id = $1`, [id]);
    return rows[0] ?? null;
  }

  async secretsOf(id: string): Promise<Buffer | null> {
    const { rows } = await this.pool.query<{ secrets: Buffer | null }>(
      'SELECT secrets FROM message_outlet WHERE id = $1',
      [id],
    );
    return rows[0]?.secrets ?? null;
  }

  /** Makes it, or changes the one of that id; its kind stays what it was. @throws GatewayTaken */
  async save(id: string, edit: OutletEdit, personId: string): Promise<Outlet> {
    try {
      const { rows } = await this.pool.query<Outlet>(
        `INSERT INTO message_outlet (id, kind, name, unit_id, enabled, settings, secrets, secret_names, changed_by, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, ${instantSql('$10')})
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, unit_id = excluded.unit_id, enabled = excluded.enabled,
           settings = excluded.settings, secrets = coalesce(excluded.secrets, message_outlet.secrets),
           secret_names = CASE WHEN excluded.secrets IS NULL THEN message_outlet.secret_names ELSE excluded.secret_names END,
           changed_by = excluded.changed_by, changed_at = excluded.changed_at
         RETURNING ${OUTLET}`,
        [
          id,
          edit.kind,
          edit.name,
          edit.unitId,
          edit.enabled,
          JSON.stringify(edit.settings),
          edit.secrets?.sealed ?? null,
          edit.secrets?.names ?? [],
          personId,
          timestamptz(await this.clock.at()),
        ],
      );
      return rows[0]!;
    } catch (error) {
      if (sqlState(error) === '23505') throw new GatewayTaken();
      throw error;
    }
  }

  /**
   * Null when the outlet may be called now, and then it counts as called; else the instant from which it may. `paces`: within
   * how many milliseconds how many times, over all processes.
   */
  async mayCall(id: string, paces: readonly (readonly [ms: number, times: number])[]): Promise<Instant | null> {
    return inTransaction(this.pool, async (client) => {
      await client.query(`INSERT INTO outlet_pace (outlet_id, calls) VALUES ($1, '{}') ON CONFLICT DO NOTHING`, [id]);
      const { rows } = await client.query<{ calls: string[] }>(
        'SELECT calls FROM outlet_pace WHERE outlet_id = $1 FOR UPDATE',
        [id],
      );
      const now = await readInstant(client, this.clock);
      const longest = Math.max(...paces.map(([ms]) => ms));
      const calls = rows[0]!.calls.map(Number).filter((at) => at > now - longest);
      const free = Math.max(...paces.map(([ms, times]) => (calls.at(-times) ?? -Infinity) + ms));
      if (free > now) return free;
      await client.query('UPDATE outlet_pace SET calls = $2 WHERE outlet_id = $1', [id, [...calls, now]]);
      return null;
    });
  }
}

/** A statement of its own: read together with the lock it would be older than the wait. */
async function readInstant(client: pg.ClientBase, clock: Clock): Promise<Instant> {
  const { rows } = await client.query<{ at: Instant }>(`SELECT ${instantSql('$1')} AS at`, [
    timestamptz(await clock.at()),
  ]);
  return rows[0]!.at;
}

export async function openDoors(client: pg.ClientBase | pg.Pool): Promise<OpenDoor[]> {
  const { rows } = await client.query<OpenDoor>(
    `SELECT id, kind, unit_id AS "unitId",
       ARRAY(SELECT jsonb_array_elements_text(coalesce(settings -> 'types', '[]'))) AS types
     FROM message_outlet WHERE enabled`,
  );
  return rows;
}
