import type { RulebookEffect } from '#contract';
import {
  assess,
  type AssessmentResult,
  type AssessmentSnapshot,
  assessProperty,
  type PropertyResult,
  type PropertySnapshot,
} from '#domain';
import type { AssessmentRecord, AssessmentSubject, EditionRow, Rulebook } from '#persistence';
import { editionShown, type NameOf } from './unit-sheets';

type Standing = RulebookEffect['changes'][number]['before'];
interface Row extends Standing {
  subjectId: string;
  group: string;
}

const SUBJECTS: readonly AssessmentSubject[] = ['units', 'property'];

/**
 * What the newest edition of each kind would say under other rules, reckoned from its own snapshot. Facts stay as they
 * were established; what was published stays.
 */
export async function effectsOf(next: Rulebook, record: AssessmentRecord, nameOf: NameOf): Promise<RulebookEffect[]> {
  const rows = await record.editions.list({});
  const newest = SUBJECTS.flatMap((subject) =>
    (['month', 'quarter', 'year'] as const).flatMap(
      (kind) => rows.find((row) => row.subject === subject && row.kind === kind && row.status !== 'superseded') ?? [],
    ),
  );
  const effects: RulebookEffect[] = [];
  // One after another: a snapshot of a year is large.
  for (const row of newest) effects.push(await effectOn(row, next, record, nameOf));
  return effects;
}

async function effectOn(
  row: EditionRow,
  next: Rulebook,
  { editions }: AssessmentRecord,
  nameOf: NameOf,
): Promise<RulebookEffect> {
  const snapshot = await editions.snapshotOf(row.id);
  const [before, after] =
    row.subject === 'units'
      ? [unitRows(await editions.unitsResult(row.id)), unitRows(assess(underRules<AssessmentSnapshot>(snapshot, next)))]
      : [
          projectRows(await editions.propertyResult(row.id)),
          projectRows(assessProperty({ ...underRules<PropertySnapshot>(snapshot, next), scheme: next.propertyScheme })),
        ];
  const changes = before.flatMap(({ subjectId, group, ...was }) => {
    const found = after.find((one) => one.subjectId === subjectId);
    const is = found ? standingOf(found) : { score: null, rank: null, list: null };
    const isSame = was.score === is.score && was.rank === is.rank && was.list === is.list;
    return isSame ? [] : [{ group, subjectId, name: nameOf(subjectId), before: was, after: is }];
  });
  return { edition: editionShown(row), compared: before.length, changes };
}

const underRules = <Snapshot extends { policy: Rulebook['policy'] }>(text: string, { policy }: Rulebook): Snapshot => ({
  ...(JSON.parse(text) as Snapshot),
  policy,
});

const standingOf = ({ score, rank, list }: Row): Standing => ({ score, rank, list });

const unitRows = ({ classes }: AssessmentResult): Row[] =>
  classes.flatMap(({ class: group, sheets, ranking, lists }) =>
    sheets.map(({ unitId, score }) => ({
      subjectId: unitId,
      group,
      score,
      rank: ranking.placed.find((one) => one.unitId === unitId)?.rank ?? null,
      list: lists.red.includes(unitId) ? 'red' : lists.black.includes(unitId) ? 'black' : null,
    })),
  );

const projectRows = ({ projects, lists }: PropertyResult): Row[] =>
  projects.map(({ projectId, score }) => {
    const listed = lists.find((one) => one.projectId === projectId);
    return { subjectId: projectId, group: '', score, rank: null, list: listed?.list ?? null };
  });
