import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { PAPER_KINDS, type PaperContent, propertyBulletin, unitsBulletin } from '#documents';
import {
  type Actor,
  type AssessmentPolicy,
  blackListTitle,
  commendationTitle,
  creditLevel,
  type Housing,
  type ListScheme,
} from '#domain';
import { type AssessmentRecord, DirectoryStore, type EditionRow, type PaperRecord, PaperStore } from '#persistence';
import { RecordClock } from '../findings/record-clock';
import { OfficePapers } from '../papers/office-papers';
import { ASSESSMENT } from './assessment-record';
import { periodZh, verifyCommand } from './period-words';
import { formulaOf, propertyFormulaOf } from './unit-sheets';

const HOUSING: Record<Housing, string> = { commercial: '商住小区', old: '老旧小区', resettlement: '安置小区' };
const LIST = { red: '红榜', black: '考核黑榜' } as const;
const number = (value: number): string => value.toFixed(2);

/** 通报 of a published edition: what was reckoned, and of what was proposed only what people have decided. */
@Injectable()
export class AssessmentBulletins {
  constructor(
    @Inject(ASSESSMENT) private readonly record: AssessmentRecord,
    private readonly directory: DirectoryStore,
    private readonly papers: PaperStore,
    private readonly office: OfficePapers,
    private readonly clock: RecordClock,
  ) {}

  async draft(row: EditionRow, honourBasis: string | null, author: Actor): Promise<PaperRecord> {
    const rulebook = (await this.record.rulebooks.ofVersion(row.policyVersion))!;
    const ever = new Map((await this.directory.unitsEver()).map((unit) => [unit.id, unit]));
    const nameOf = (id: string) => ever.get(id)?.name ?? id;
    const common = {
      issuer: nameOf(author.unitId),
      at: await this.clock.now(),
      period: periodZh(row),
      kind: row.kind,
      sha256: row.sha256,
      policyVersion: row.policyVersion,
      command: verifyCommand(row),
      blackTitle: blackListTitle(null),
    };
    const content =
      row.subject === 'units'
        ? await this.ofUnits(
            row,
            rulebook.policy,
            { ...common, honour: commendationTitle(honourBasis), honourBasis },
            nameOf,
          )
        : await this.ofProperty(row, rulebook.policy, common);
    return this.kept(content, author, ever.get(author.unitId)!.path);
  }

  private async ofUnits(
    row: EditionRow,
    policy: AssessmentPolicy,
    common: Omit<Parameters<typeof unitsBulletin>[0], 'formula' | 'classes' | 'commended' | 'criticised' | 'appeals'>,
    nameOf: (id: string) => string,
  ): Promise<PaperContent> {
    const [{ classes }, proposals, editions] = await Promise.all([
      this.record.editions.unitsResult(row.id),
      this.record.proposals.of(row.id),
      this.record.editions.list({ subject: 'units', kind: row.kind, start: row.start }),
    ]);
    const decided = (measure: string) =>
      proposals.flatMap((one) => (one.measure === measure && one.decision === 'approved' ? nameOf(one.subjectId) : []));
    const appeals = editions.flatMap((one) => one.appeals);
    return unitsBulletin({
      ...common,
      formula: formulaOf(row, policy).formulaZh,
      classes: classes.map(({ class: name, ranking, sheets }) => ({
        name,
        rows: ranking.placed.map(({ unitId, rank, score }) => {
          const sheet = sheets.find((one) => one.unitId === unitId)!;
          const { deductions, bonuses } = sheet;
          return {
            rank,
            unit: nameOf(unitId),
            score: number(score),
            deductions: number(deductions),
            bonuses: number(bonuses),
          };
        }),
        unranked: ranking.unranked.length,
      })),
      commended: decided('commend'),
      criticised: decided('criticise'),
      appeals: { asked: appeals.length, upheld: appeals.filter(({ upheld }) => upheld).length },
    });
  }

  private async ofProperty(
    row: EditionRow,
    policy: AssessmentPolicy,
    common: Omit<Parameters<typeof propertyBulletin>[0], 'formula' | 'types' | 'companies' | 'scheme'>,
  ): Promise<PaperContent> {
    const [result, all] = await Promise.all([
      this.record.editions.propertyResult(row.id),
      this.record.property.projects(),
    ]);
    const known = new Map(all.map((one) => [one.id, one]));
    const scored = result.projects
      .flatMap(({ projectId, score }) => {
        const project = known.get(projectId);
        return project && score !== null ? { project, score } : [];
      })
      .toSorted((a, b) => b.score - a.score || (a.project.id < b.project.id ? -1 : 1));
    return propertyBulletin({
      ...common,
      formula: propertyFormulaOf(row, policy).formulaZh,
      scheme: schemeZh(policy.property.schemes[result.scheme]!),
      types: (Object.keys(HOUSING) as Housing[]).map((housing) => ({
        name: HOUSING[housing],
        rows: scored
          .filter(({ project }) => project.housing === housing)
          .map(({ project, score }) => {
            const list = result.lists.find(({ projectId }) => projectId === project.id)?.list ?? null;
            const { name, companyName, streetName } = project;
            return {
              project: name,
              company: companyName,
              street: streetName,
              score: number(score),
              list: list ? LIST[list] : '—',
            };
          }),
      })),
      companies: result.companies
        .toSorted((a, b) => b.score - a.score)
        .map(({ companyId, score }) => ({
          name: all.find((one) => one.companyId === companyId)?.companyName ?? companyId,
          score: number(score),
          level: creditLevel(score, policy.property.credit),
        })),
    });
  }

  private async kept(content: PaperContent, author: Actor, path: string): Promise<PaperRecord> {
    const id = randomUUID();
    await this.papers.draft({
      id,
      kind: 'bulletin',
      class: PAPER_KINDS.bulletin.class,
      title: PAPER_KINDS.bulletin.zh,
      findingId: null,
      supervisingUnitId: author.unitId,
      supervisingPath: path,
      content,
      asOf: content.asOf,
      recipientIds: [],
      writtenBy: author.personId,
    });
    return this.office.inSight(id, author);
  }
}

/** 列榜办法 in a sentence. */
function schemeZh({ redFrom, blackBelow, blackLast }: ListScheme): string {
  const black = [
    ...(blackBelow === null ? [] : [`低于${blackBelow}分`]),
    ...(blackLast === null ? [] : [`同类末${blackLast}名`]),
  ];
  return `${redFrom}分及以上列红榜，${black.join('或')}列考核黑榜，达到红榜线的不列黑榜`;
}
