import type pg from 'pg';
import type { Actor } from '#domain';
import { inTransaction } from '../pool';
import { openedId, type UnitOperation } from './directory-batch';
import type { DirectoryChanges } from './directory-changes';
import type { DirectoryRefusal } from './directory-log';
import { type DirectoryPeople, type PersonFacts, refusalOf, type Term } from './directory-people';

/** Where in the workbook something stands. */
export interface Place {
  sheet: string;
  row: number;
}

type Opening = Extract<UnitOperation, { do: 'open' }>;

/** What a workbook changes; a unit is named by its id, or by the key of one that the workbook opens. */
export interface Workbook {
  id: string;
  on: string;
  basis: string;
  units: (Place & Opening)[];
  people: (Place & { id: string; username: string; isNew: boolean; facts: PersonFacts; passwordHash: string })[];
  positions: (Place & Term & { personId: string })[];
}

export interface RefusedRow extends Place {
  code: DirectoryRefusal;
}

class LeftAsItWas extends Error {}

/** 机构与人员工作簿: all of it is entered, or nothing. */
export class DirectoryWorkbook {
  constructor(
    private readonly pool: pg.Pool,
    private readonly changes: DirectoryChanges,
    private readonly people: DirectoryPeople,
  ) {}

  /** Answers the rows that are refused, none where it was entered; with `dryRun` it is tried and left. */
  async enter(workbook: Workbook, actor: Actor, dryRun: boolean): Promise<RefusedRow[]> {
    let refused: RefusedRow[] = [];
    try {
      await inTransaction(this.pool, async (client) => {
        refused = await this.tried(client, workbook, actor);
        if (dryRun || refused.length > 0) throw new LeftAsItWas();
      });
    } catch (error) {
      if (!(error instanceof LeftAsItWas)) throw error;
    }
    return refused;
  }

  private async tried(
    client: pg.PoolClient,
    { id, on, basis, units, people, positions }: Workbook,
    actor: Actor,
  ): Promise<RefusedRow[]> {
    const refused: RefusedRow[] = [];
    const trying = async (placed: Place | ((unit: unknown) => Place), work: () => Promise<unknown>) => {
      await client.query('SAVEPOINT of_row');
      try {
        await work();
        await client.query('RELEASE SAVEPOINT of_row');
      } catch (error) {
        const refusal = refusalOf(error);
        if (!refusal) throw error;
        await client.query('ROLLBACK TO SAVEPOINT of_row');
        const { sheet, row } = typeof placed === 'function' ? placed(refusal.facts.unit) : placed;
        refused.push({ sheet, row, code: refusal.code });
      }
    };
    const [first] = units;
    if (first)
      await trying(
        (named) => units.find(({ name }) => name === named) ?? first,
        () =>
          this.changes.batchIn(
            client,
            id,
            { effectiveOn: on, basis, operations: units.map(({ sheet: _, row: __, ...opening }) => opening) },
            actor,
            false,
          ),
      );
    if (refused.length > 0) return refused;
    const opened = new Map(units.map(({ key }) => [key, openedId(id, key)]));
    const unitOf = (named: string) => opened.get(named) ?? named;
    for (const one of people) {
      const facts = { ...one.facts, unitId: unitOf(one.facts.unitId) };
      await trying(one, () =>
        one.isNew
          ? this.people.openIn(client, one.id, one.username, facts, one.passwordHash, actor)
          : this.people.amendIn(client, one.id, facts, actor),
      );
    }
    for (const { personId, sheet, row, ...term } of positions)
      await trying({ sheet, row }, () =>
        this.people.appointIn(client, personId, { ...term, unitId: unitOf(term.unitId) }, actor),
      );
    return refused;
  }
}
