import type { AssessmentShown, EditionShown, UnitSheetShown } from '#contract';
import {
  type Appeal,
  type AssessmentPolicy,
  type AssessmentResult,
  type Caption,
  captionOf,
  type ClassResult,
  type IndicatorRule,
  type ScoreEntry,
  type ThresholdItem,
  type UnitSheet,
} from '#domain';
import type { EditionRow, Proposal } from '#persistence';
import { written, writtenOrNull } from '../http/written';

export type NameOf = (id: string) => string;

type Placed = AssessmentShown['classes'][number]['units'][number];

export const editionShown = (row: EditionRow): EditionShown => ({
  id: row.id,
  subject: row.subject,
  kind: row.kind,
  start: row.start,
  edition: row.edition,
  status: row.status,
  corrects: row.corrects,
  supersededBy: row.supersededBy,
  computedAt: written(row.computedAt),
  appealsUntil: writtenOrNull(row.appealsUntil),
  publishedAt: writtenOrNull(row.publishedAt),
  policyVersion: row.policyVersion,
  calendarVersion: row.calendarVersion,
  sha256: row.sha256,
});

const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** 口径 of the score itself, by the kind of the period. */
export function formulaOf({ kind }: EditionRow, { scoring, composites, assessments, indicators }: AssessmentPolicy) {
  switch (kind) {
    case 'month': {
      const scheme = composites.inForce ? composites.threshold[composites.inForce] : undefined;
      return scheme ? schemeFormula(scheme, indicators) : weightFormula(composites.monthly.length);
    }
    case 'quarter':
      return {
        formulaZh: `得分 = ${scoring.base} − 扣分 × clamp(同类平均点位数 / 本单位点位数, ${scoring.normalise.least}, ${scoring.normalise.most}) + 加分（封顶 ${scoring.bonusCap}）`,
        formulaEn: `Score = ${scoring.base} − deductions × clamp(class mean of points / own points, ${scoring.normalise.least}, ${scoring.normalise.most}) + bonuses (at most ${scoring.bonusCap})`,
      };
    case 'year': {
      const { quarters, onSite, satisfaction } = assessments.year;
      return {
        formulaZh: `得分 = 四季平均 × ${percent(quarters)} + 年终实地 × ${percent(onSite)} + 满意度 × ${percent(satisfaction)}; 缺项权重由其余分摊`,
        formulaEn: `Score = mean of quarters × ${percent(quarters)} + year-end visit × ${percent(onSite)} + satisfaction × ${percent(satisfaction)}; what is missing leaves its weight to the rest`,
      };
    }
  }
}

const weightFormula = (rates: number) => ({
  formulaZh: `月度调度综合分 = 各率按权重加权 × 100；分母为零的率不计，其权重由其余分摊（${rates} 项）`,
  formulaEn: `Weighted mean of ${rates} rates × 100; a rate over nothing leaves its weight to the others`,
});

/** A published scheme, item by item. */
function schemeFormula(items: readonly ThresholdItem[], indicators: readonly IndicatorRule[]) {
  const full = items.reduce((sum, item) => sum + item.full, 0);
  const said = (told: (item: ThresholdItem, caption: Caption, rule: IndicatorRule) => string): string[] =>
    items.flatMap((item) => {
      const rule = indicators.find(({ code }) => code === item.of);
      return rule ? told(item, captionOf(rule), rule) : [];
    });
  const zh = said(
    ({ full: most, threshold, perPoint }, _caption, rule) =>
      `${rule.zh}达 ${percent(threshold)} 得 ${most} 分，每低 1 个百分点扣 ${perPoint} 分`,
  );
  const en = said(
    ({ full: most, threshold, perPoint }, caption) =>
      `${caption.en}: ${most} from ${percent(threshold)}, less ${perPoint} for each point below`,
  );
  return {
    formulaZh: `月度调度综合分（满分 ${full}）：${zh.join('; ')}；分母为零的项不计，其分值由其余分摊`,
    formulaEn: `Out of ${full}: ${en.join('; ')}; a rate over nothing leaves its marks to the others`,
  };
}

/** 口径 of a project's score. */
export function propertyFormulaOf({ kind }: EditionRow, { property }: AssessmentPolicy) {
  const { quarter, year, sheet } = property;
  const one = {
    zh: `单次得分 = 得分和 / 适用项满分和 × 100 (检查表 ${sheet.length} 项)`,
    en: `A visit: points kept over the points of the items that apply × 100 (${sheet.length} items)`,
  };
  switch (kind) {
    case 'month':
      return {
        formulaZh: `月度 = 街道检查平均；${one.zh}`,
        formulaEn: `Month: mean of the street’s visits. ${one.en}`,
      };
    case 'quarter':
      return {
        formulaZh: `季度 = 街道月均 × ${percent(quarter.street)} + 区级抽查 × ${percent(quarter.district)}；缺项权重由其余分摊；${one.zh}`,
        formulaEn: `Quarter: mean of the street’s months × ${percent(quarter.street)} + the district’s samples × ${percent(quarter.district)}; what is missing leaves its weight to the rest. ${one.en}`,
      };
    case 'year':
      return {
        formulaZh: `年度 = 四季平均 × ${percent(year.quarters)} + 业主满意度 × ${percent(year.satisfaction)}; 缺项权重由其余分摊`,
        formulaEn: `Year: mean of the quarters × ${percent(year.quarters)} + the owners’ satisfaction × ${percent(year.satisfaction)}; what is missing leaves its weight to the rest`,
      };
  }
}

export const classShown = (one: ClassResult, { kind }: EditionRow, policy: AssessmentPolicy, nameOf: NameOf) => ({
  class: one.class,
  units: one.sheets
    .map((sheet) => unitShown(sheet, one, policy, nameOf))
    .toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || (a.unitId < b.unitId ? -1 : 1)),
  levelled: one.rewards?.levelled ?? false,
  tooFewFor: kind !== 'month' && one.rewards === null ? (policy.assessments.rewards.least ?? null) : null,
});

export function unitShown(
  sheet: UnitSheet,
  { ranking, lists }: ClassResult,
  policy: AssessmentPolicy,
  nameOf: NameOf,
): Placed {
  const place = ranking.placed.find(({ unitId }) => unitId === sheet.unitId);
  const unranked = ranking.unranked.find(({ unitId }) => unitId === sheet.unitId);
  return {
    unitId: sheet.unitId,
    name: nameOf(sheet.unitId),
    score: sheet.score,
    rank: place?.rank ?? null,
    tied: place?.tied ?? false,
    why: unranked?.why ?? null,
    pointsInspected: sheet.pointsInspected,
    findings: sheet.findings,
    deductions: sheet.deductions,
    bonuses: sheet.bonuses,
    list: lists.red.includes(sheet.unitId) ? 'red' : lists.black.includes(sheet.unitId) ? 'black' : null,
    figures: sheet.indicators.map(({ code, numerator, denominator, value }) => {
      const rule = policy.indicators.find((one) => one.code === code)!;
      const caption = captionOf(rule);
      const figure = { code, numerator, denominator, value };
      return { ...figure, zh: rule.zh, en: caption.en, formulaZh: rule.formula, formulaEn: caption.en };
    }),
  };
}

export const proposalShown = ({ decidedAt, assessmentId: _edition, ...one }: Proposal, nameOf: NameOf) => ({
  ...one,
  subjectName: nameOf(one.subjectId),
  decidedAt: writtenOrNull(decidedAt),
});

/** By whom it was asked is not told: the unit asked. */
export const appealShown = ({ id, unitId, entryId, text, askedAt, upheld }: Appeal, nameOf: NameOf) => ({
  id,
  unitId,
  unitName: nameOf(unitId),
  entryId,
  text,
  askedAt: written(askedAt),
  upheld,
});

type EntryShown = UnitSheetShown['entries'][number];

export function entryShown(entry: ScoreEntry, policy: AssessmentPolicy, mayAppeal: boolean): EntryShown {
  const rules = [...policy.scoring.deductions, ...policy.scoring.bonuses];
  return {
    id: entry.id,
    rule: entry.rule,
    ruleZh: rules.find(({ code }) => code === entry.rule)?.zh ?? entry.rule,
    ruleVersion: entry.ruleVersion,
    role: entry.role,
    points: entry.points,
    occurredAt: written(entry.occurredAt),
    reverses: entry.reverses,
    cites: entry.cites,
    mayAppeal,
  };
}

export const entriesOf = ({ ledger }: AssessmentResult, unitId: string): ScoreEntry[] =>
  ledger
    .filter((one) => one.unitId === unitId)
    .toSorted((a, b) => a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : 1));
