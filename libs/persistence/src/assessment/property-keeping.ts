import type pg from 'pg';
import type { Actor, Housing } from '#domain';
import type { CivilDate } from '#calendar';
import type { Clock } from '../clock';
import { inTransaction } from '../pool';
import { DirectoryRefused, logChange } from '../reference/directory-log';

export interface PropertyCompany {
  id: string;
  name: string;
  /** Projects that it serves now. */
  projects: number;
}

export interface ProjectFacts {
  name: string;
  companyId: string;
  streetId: string;
  housing: Housing;
  /** The first day on which it is no longer assessed; null: it goes on. */
  closedOn: CivilDate | null;
}

/** 物业企业与项目 as the office keeps them; what was published keeps the names and companies of its time. */
export class PropertyKeeping {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  async companies(): Promise<PropertyCompany[]> {
    const { rows } = await this.pool.query<PropertyCompany>(
      `SELECT c.id, c.name, (SELECT count(*) FROM subject p WHERE p.parent_id = c.id AND p.kind = 'project'
         AND p.closed_on IS NULL)::int AS projects
       FROM subject c WHERE c.kind = 'company' ORDER BY c.name, c.id`,
    );
    return rows;
  }

  /** New, or under another name. @throws DirectoryRefused */
  async keepCompany(id: string, name: string, actor: Actor): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      const before = await lock(client, id, 'company');
      if (before?.name === name) return;
      await requireFreeName(client, id, name, 'company');
      await client.query(
        `INSERT INTO subject (id, kind, name) VALUES ($1, 'company', $2)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name`,
        [id, name],
      );
      await logChange(client, this.clock, actor, {
        what: 'property_company',
        subject: id,
        ...(before && { before: { name: before.name } }),
        after: { name },
      });
    });
  }

  /** New, or amended: another name, company, street or type, or the day on which it ends. @throws DirectoryRefused */
  async keepProject(id: string, facts: ProjectFacts, actor: Actor): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      const before = await lock(client, id, 'project');
      if (!(await lock(client, facts.companyId, 'company'))) throw new DirectoryRefused('not_found');
      await requireStreet(client, facts.streetId);
      await requireFreeName(client, id, facts.name, 'project');
      await client.query(
        `INSERT INTO subject (id, kind, name, parent_id, street_id, housing, closed_on)
         VALUES ($1, 'project', $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, parent_id = excluded.parent_id,
           street_id = excluded.street_id, housing = excluded.housing, closed_on = excluded.closed_on`,
        [id, facts.name, facts.companyId, facts.streetId, facts.housing, facts.closedOn],
      );
      await logChange(client, this.clock, actor, {
        what: 'property_project',
        subject: id,
        ...(before && { before }),
        after: facts,
      });
    });
  }
}

async function lock(
  client: pg.ClientBase,
  id: string,
  kind: 'company' | 'project',
): Promise<(ProjectFacts & { name: string }) | null> {
  const { rows } = await client.query<ProjectFacts>(
    `SELECT name, parent_id AS "companyId", street_id AS "streetId", housing, closed_on AS "closedOn" FROM subject
     WHERE id = $1 AND kind = $2 FOR UPDATE`,
    [id, kind],
  );
  return rows[0] ?? null;
}

async function requireFreeName(client: pg.ClientBase, id: string, name: string, kind: string): Promise<void> {
  const { rows } = await client.query(
    'SELECT FROM subject WHERE kind = $1 AND name = $2 AND id <> $3 AND closed_on IS NULL LIMIT 1',
    [kind, name, id],
  );
  if (rows.length > 0) throw new DirectoryRefused('subject_name_taken');
}

async function requireStreet(client: pg.ClientBase, id: string): Promise<void> {
  const { rows } = await client.query(
    `SELECT FROM org_unit WHERE id = $1 AND kind IN ('street', 'township') AND valid_to IS NULL`,
    [id],
  );
  if (rows.length === 0) throw new DirectoryRefused('unknown_unit_named');
}
