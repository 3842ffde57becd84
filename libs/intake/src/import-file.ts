import { createHash } from 'node:crypto';
import { civilDate, type Instant } from '#calendar';
import { type Actor, type Context, type EvidenceRef, offeredCategories, type OrgUnit, type Source } from '#domain';
import { type Examined, examine, EvidenceRefused, type Vault } from '#evidence';
import { loadDefaults } from '#policy';
import type { IntakeContext, UnitKind } from './context';
import { Clerk, type Desk, type EnteredRow, findingIdOf } from './desk';
import { detectKind } from './detect-kind';
import { enterFindings } from './enter-findings';
import { enterIssueList, type ListedMeasure, measuresOf } from './enter-issue-list';
import { type FindingPlan, pictureBytes, planFindings } from './findings';
import { type IssueListPlan, planIssueList } from './issue-list';
import { readTable } from './read-table';
import { IntakeRefusal } from './refusal';
import type { Table } from './table';

type DirectoryUnit = OrgUnit & { kind: string; parentId: string | null };

/** What importing asks of the record. */
export interface ImportRecord {
  findings: Desk;
  context: { current(): Promise<Context> };
  directory: {
    units(): Promise<DirectoryUnit[]>;
    aliases(): Promise<{ alias: string; unitId: string }[]>;
    roleRules(): Promise<{ role: string; unitId: string }[]>;
  };
  imports: {
    taken(fingerprints: readonly string[]): Promise<Map<string, string | null>>;
    numbered(numbers: readonly string[]): Promise<ReadonlySet<string>>;
    record(batch: {
      id: string;
      fileName: string;
      sha256: string;
      importedBy: string;
      rows: { row: number; fingerprint: string; findingId: string | null }[];
    }): Promise<void>;
    saveList(list: { id: string; title: string; supervisingUnitId: string }): Promise<void>;
    saveMeasures(measures: readonly ListedMeasure[]): Promise<void>;
    mapping(headings: readonly string[]): Promise<Record<string, string> | null>;
    saveMapping(headings: readonly string[], mapping: Record<string, string>): Promise<void>;
  };
  evidence: { save(evidence: Omit<Examined, 'type'> & { mime: string; uploadedBy: string }): Promise<void> };
}

export interface ImportOptions {
  fileName: string;
  actor: Actor;
  /** The record's now: dates after it are doubted. */
  now: Instant;
  source?: Source;
  /** Their heading → our field; saved for the next file with the same headings. */
  mapping?: Record<string, string>;
  dryRun?: boolean;
  onRow?: (done: number, total: number) => void;
}

/** `entered` is empty after a dry run; `otherSheets` were read and left alone. */
export interface Imported {
  plan: FindingPlan | IssueListPlan;
  entered: EnteredRow[];
  otherSheets: string[];
}

/**
 * Reads a workbook or CSV, plans it and, unless it is a dry run, enters what can be taken. Importing the same file
 * twice adds nothing; an import cut off half-way goes on where it was.
 * @throws IntakeRefusal when the file as a whole cannot be taken
 */
export async function importFile(
  bytes: Buffer,
  record: ImportRecord,
  vault: Vault,
  options: ImportOptions,
): Promise<Imported> {
  const tables = await readTable(bytes, options.fileName);
  const table = chosen(tables);
  const otherSheets = tables.filter((other) => other !== table && other.rows.length > 0).map(({ sheet }) => sheet);
  const plan = await planned(table, record, options);
  if (options.dryRun) return { plan, entered: [], otherSheets };
  if (plan.kind === 'issue_list' && !options.actor.roles.includes('dispatcher'))
    throw new IntakeRefusal('needs_dispatcher');
  const entered = await enterPlan(plan, table, record, vault, options);
  if (options.mapping && plan.kind === 'findings') await record.imports.saveMapping([plan.headingKey], options.mapping);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await record.imports.record({
    id: findingIdOf(sha256, options.actor.unitId),
    fileName: options.fileName,
    sha256,
    importedBy: options.actor.personId,
    rows: entered.filter(({ findingId }) => findingId !== null),
  });
  return { plan, entered, otherSheets };
}

/** The fullest sheet whose headings are understood, else the fullest. */
function chosen(tables: Table[]): Table {
  const understood = tables.filter((table) => detectKind(table) !== 'unknown');
  return (understood.length > 0 ? understood : tables).reduce((a, b) => (b.rows.length > a.rows.length ? b : a));
}

type Planner = (known: Record<string, string>) => FindingPlan | IssueListPlan;
type FindingPlanner = (known: Record<string, string>) => FindingPlan;

/** Planned twice: the first pass only learns which of its rows the record has already. */
async function planned(
  table: Table,
  record: ImportRecord,
  options: ImportOptions,
): Promise<FindingPlan | IssueListPlan> {
  const context = await contextOf(record, options.now);
  const make: Planner =
    detectKind(table) === 'issue_list'
      ? (known) => planIssueList(table, { ...context, known })
      : await findingsPlanner(table, context, record, options.mapping);
  const fresh = make({});
  const before = await record.imports.taken(fresh.taken.map(({ fingerprint }) => fingerprint));
  const numbered = await record.imports.numbered(fresh.taken.map(({ knownAs }) => knownAs));
  const known: Record<string, string> = {};
  for (const { fingerprint, knownAs } of fresh.taken) {
    if (before.has(fingerprint)) known[knownAs] = fingerprint;
    else if (numbered.has(knownAs)) known[knownAs] = 'another row';
  }
  return Object.keys(known).length > 0 ? make(known) : fresh;
}

/** With the mapping given, else the one remembered for these headings. */
async function findingsPlanner(
  table: Table,
  context: IntakeContext,
  record: ImportRecord,
  given: Record<string, string> | undefined,
): Promise<FindingPlanner> {
  const plan =
    (mapping: Record<string, string>): FindingPlanner =>
    (known) =>
      planFindings(table, { ...context, known }, { mapping });
  return plan(given ?? (await record.imports.mapping([headingKeyOf(plan({}))])) ?? {});
}

/** What names the headings, also where they are not understood as they stand. */
function headingKeyOf(make: FindingPlanner): string {
  try {
    return make({}).headingKey;
  } catch (error) {
    if (error instanceof IntakeRefusal && error.mapping) return error.mapping.headingKey;
    throw error;
  }
}

async function enterPlan(
  plan: FindingPlan | IssueListPlan,
  table: Table,
  record: ImportRecord,
  vault: Vault,
  options: ImportOptions,
): Promise<EnteredRow[]> {
  const { actor, source = 'district' } = options;
  const clerk = new Clerk(record.findings, actor);
  const supervisingUnitId = actor.unitId;
  const entry = { source, supervisingUnitId, ...(options.onRow && { onRow: options.onRow }) };
  if (plan.kind === 'findings')
    return enterFindings(plan, clerk, {
      ...entry,
      keepPicture: (sha256, role) => keep(sha256, role, table, record, vault, actor),
    });
  const listId = findingIdOf(plan.title || plan.fileName, supervisingUnitId);
  await record.imports.saveList({ id: listId, title: plan.title || plan.fileName, supervisingUnitId });
  const entered = await enterIssueList(plan, clerk, { ...entry, listId });
  await record.imports.saveMeasures(measuresOf(plan, entered, listId));
  return entered;
}

/** A picture that is no photo after all is left out; its row is not. */
async function keep(
  sha256: string,
  role: EvidenceRef['role'],
  table: Table,
  record: ImportRecord,
  vault: Vault,
  actor: Actor,
): Promise<EvidenceRef | null> {
  const bytes = pictureBytes(table, sha256);
  if (!bytes) return null;
  try {
    const { type, ...seen } = await examine(bytes);
    await vault.keep(sha256, bytes);
    await record.evidence.save({ ...seen, mime: type, uploadedBy: actor.personId });
    const { capturedAt, lng, lat, dhash } = seen;
    return { sha256, role, defect: 1, capturedAt, lng, lat, dhash, flags: capturedAt === null ? ['no_exif'] : [] };
  } catch (error) {
    if (error instanceof EvidenceRefused) return null;
    throw error;
  }
}

async function contextOf(record: ImportRecord, now: Instant): Promise<IntakeContext> {
  const { policy, calendar } = await record.context.current();
  const [units, aliases, rules] = await Promise.all([
    record.directory.units(),
    record.directory.aliases(),
    record.directory.roleRules(),
  ]);
  const { importRules, gradeMap } = loadDefaults();
  return {
    units: units.map((unit) => ({
      ...unit,
      kind: unit.kind as UnitKind,
      aliases: aliases.filter(({ unitId }) => unitId === unit.id).map(({ alias }) => alias),
    })),
    categories: offeredCategories(policy),
    roleUnits: Object.fromEntries(rules.map(({ role, unitId }) => [role, unitId])),
    headerAlias: importRules.headerAlias,
    unitAlias: importRules.unitAlias,
    unitClass: importRules.unitClass,
    legacyStatus: importRules.statusWords,
    gradeMap,
    known: {},
    today: civilDate(now),
    publishedUntil: calendar.publishedUntil,
  };
}
