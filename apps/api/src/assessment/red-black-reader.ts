import { Inject, Injectable } from '@nestjs/common';
import type { CreditEntryShown, ListedProject, ListedUnit, RedBlackQuery, RedBlackShown } from '#contract';
import {
  type Actor,
  type AssessmentPolicy,
  type ClassResult,
  type Housing,
  isRedDespiteRank,
  type ListGuards,
  type ListScheme,
  type ProjectSheet,
  type PropertyResult,
} from '#domain';
import {
  type AssessmentRecord,
  type AssessmentSubject,
  DirectoryStore,
  type EditionRow,
  isEditionOf,
  type PropertyProject,
  type PropertyVisit,
  type Proposal,
} from '#persistence';
import { RecordClock } from '../findings/record-clock';
import { ASSESSMENT } from './assessment-record';
import { mayDecide, mayNotice, maySeeSheet, overseesDistrict } from './assessment-sight';
import { creditShown, levelMean, PropertyReader } from './property-reader';
import { editionShown, entriesOf, entryShown, proposalShown } from './unit-sheets';

const HOUSING: readonly Housing[] = ['commercial', 'old', 'resettlement'];
const HEAVIEST = 3;

type UnitsShown = NonNullable<RedBlackShown['units']>;
type PropertyShown = NonNullable<RedBlackShown['property']>;

/** 红黑榜 of a period: who is listed, by which rule, and what each figure rests on. */
@Injectable()
export class RedBlackReader {
  constructor(
    @Inject(ASSESSMENT) private readonly record: AssessmentRecord,
    private readonly directory: DirectoryStore,
    private readonly properties: PropertyReader,
    private readonly clock: RecordClock,
  ) {}

  async read({ kind, start }: RedBlackQuery, actor: Actor): Promise<RedBlackShown> {
    const rows = (await this.record.editions.list({ kind })).filter((row) => isListed(row, actor));
    const periods = [...new Set(rows.map((row) => row.start))];
    const chosen = start ?? periods[0] ?? null;
    const of = (subject: AssessmentSubject) =>
      current(
        rows.filter((row) => row.start === chosen),
        subject,
      );
    const [units, property] = [of('units'), of('property')];
    return {
      kind,
      start: chosen,
      periods,
      units: units ? await this.units(units, actor) : null,
      property: property ? await this.property(property, actor) : null,
      mayNotice: mayNotice(actor),
      mayDecide: mayDecide(actor),
    };
  }

  private async units(row: EditionRow, actor: Actor): Promise<UnitsShown> {
    const [result, rulebook, ever, proposals] = await Promise.all([
      this.record.editions.unitsResult(row.id),
      this.record.rulebooks.ofVersion(row.policyVersion),
      this.directory.unitsEver(),
      this.proposals(row, actor),
    ]);
    const { policy } = rulebook!;
    const known = new Map(ever.map((unit) => [unit.id, unit]));
    const nameOf = (id: string) => known.get(id)?.name ?? id;
    const listed = (one: ClassResult, unitId: string): ListedUnit => {
      const place = one.ranking.placed.find((each) => each.unitId === unitId)!;
      const seen = maySeeSheet(known.get(unitId)?.path ?? '', actor);
      const entries = seen ? entriesOf(result, unitId) : [];
      return {
        unitId,
        name: nameOf(unitId),
        score: place.score,
        rank: place.rank,
        entries: seen ? entries.length : null,
        lines: entries
          .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.id < b.id ? -1 : 1))
          .slice(0, HEAVIEST)
          .map((entry) => entryShown(entry, policy, false)),
        proposals: proposals.filter((each) => each.subjectId === unitId).map((each) => proposalShown(each, nameOf)),
      };
    };
    return {
      edition: editionShown(row),
      rules: policy.assessments.units,
      classes: result.classes.map((one) => ({
        class: one.class,
        ranked: one.ranking.placed.length,
        red: one.lists.red.map((unitId) => listed(one, unitId)),
        black: one.lists.black.map((unitId) => listed(one, unitId)),
      })),
    };
  }

  private async property(row: EditionRow, actor: Actor): Promise<PropertyShown> {
    const [result, rulebook, all, seen, proposals, entries, now] = await Promise.all([
      this.record.editions.propertyResult(row.id),
      this.record.rulebooks.ofVersion(row.policyVersion),
      this.record.property.projects(),
      this.properties.projects(actor),
      this.proposals(row, actor),
      this.record.registry.all(),
      this.clock.now(),
    ]);
    const visits = await this.record.property.visits(seen.map(({ id }) => id));
    const { policy } = rulebook!;
    const scheme = policy.property.schemes[result.scheme]!;
    // An entry stays that of its listing when the edition is corrected.
    const shownEntries = entries
      .filter(({ editionId }) => editionId !== null && isEditionOf(editionId, row))
      .map((entry) => creditShown(entry, all, now, actor))
      .filter(({ inForce }) => inForce || overseesDistrict(actor));
    const context = { result, policy, scheme, all, visits, proposals, entries: shownEntries };
    const projects = result.lists.flatMap(({ projectId }) => listedProject(projectId, context));
    return {
      edition: editionShown(row),
      scheme,
      guards: policy.property.guards,
      statementDays: policy.property.credit.statementDays,
      types: HOUSING.map((housing) => {
        const own = projects.filter((one) => one.housing === housing);
        const on = (list: 'red' | 'black') => own.filter((one) => one.list === list).map(({ shown }) => shown);
        return {
          housing,
          judged: own.length,
          red: on('red'),
          black: on('black').toReversed(),
          spared: own.map(({ shown }) => shown).filter(({ spared }) => spared !== null),
        };
      }),
    };
  }

  private async proposals(row: EditionRow, actor: Actor): Promise<Proposal[]> {
    return overseesDistrict(actor) ? this.record.proposals.of(row.id) : [];
  }
}

/** Before publication the lists are the office’s alone. */
const isListed = ({ status }: EditionRow, actor: Actor): boolean =>
  status === 'published' || (overseesDistrict(actor) && status !== 'superseded');

/** What is published stands until its correction is published too. */
const current = (rows: readonly EditionRow[], subject: AssessmentSubject): EditionRow | undefined => {
  const own = rows.filter((row) => row.subject === subject);
  return own.find(({ status }) => status === 'published') ?? own[0];
};

interface Context {
  result: PropertyResult;
  policy: AssessmentPolicy;
  scheme: ListScheme;
  all: readonly PropertyProject[];
  visits: readonly PropertyVisit[];
  proposals: readonly Proposal[];
  entries: readonly CreditEntryShown[];
}

function listedProject(
  projectId: string,
  { result, policy, scheme, all, visits, proposals, entries }: Context,
): { housing: Housing; list: 'red' | 'black' | null; shown: ListedProject }[] {
  const project = all.find(({ id }) => id === projectId);
  const listing = result.lists.find((one) => one.projectId === projectId)!;
  const sheet = result.projects.find((one) => one.projectId === projectId);
  if (!project || !sheet) return [];
  const { name, companyId, companyName, streetName } = project;
  const { housing, list, score, credit } = listing;
  const { guards } = policy.property;
  const shown: ListedProject = {
    projectId,
    name,
    companyId,
    companyName,
    streetName,
    score,
    credit,
    street: levelMean(sheet.inspections, 'street'),
    district: levelMean(sheet.inspections, 'district'),
    alsoLast: isRedDespiteRank(listing, result.lists, scheme, guards),
    spared: list === null ? sparedOf(listing, sheet, scheme, guards) : null,
    visits: visitsOf(sheet, visits, policy),
    proposals: proposals
      .filter((one) => one.subjectId === projectId)
      .map((one) => proposalShown(one, (id) => (id === projectId ? name : id))),
    entry: entries.find((one) => one.projectId === projectId) ?? null,
  };
  return [{ housing, list, shown }];
}

/** Why neither list holds it, though its score alone would. */
function sparedOf(
  { score }: PropertyResult['lists'][number],
  { inspections }: ProjectSheet,
  { redFrom, blackBelow }: ListScheme,
  { lastNeeds, minInspections }: ListGuards,
): ListedProject['spared'] {
  if (score >= redFrom) return 'severe_open';
  return score < (blackBelow ?? lastNeeds.orBelow) && inspections.length < minInspections ? 'few_inspections' : null;
}

/** The sheets that the score is the mean of, each with what was found wanting. */
function visitsOf(
  { inspections }: ProjectSheet,
  visits: readonly PropertyVisit[],
  { property }: AssessmentPolicy,
): ListedProject['visits'] {
  return inspections.flatMap(({ id, level, sheet }) => {
    const visit = visits.find((one) => one.id === id);
    if (!visit) return [];
    const wanting = sheet.lines
      .filter(({ deducted }) => deducted > 0)
      .map(({ item, deducted }) => {
        const zh = property.sheet.find((one) => one.item === item)?.zh ?? '';
        return { item, zh, deducted };
      });
    return [{ id, level, on: visit.on, score: sheet.score, wanting }];
  });
}
