import type { Schemas } from '../../api/queries';
import { type Difference, differences } from '../rules/difference';

export type Rules = Schemas['ScoringRules'];
type Indicators = Schemas['Rulebook']['indicators'];

/** Under this name no scheme is kept: the month by its weights. */
export const BY_WEIGHTS = 'weights';

/** Entries of lists by what they are called, so that a difference can be told in words. */
function named(rules: Rules, indicators: Indicators): unknown {
  const zhOf = (code: string) => indicators.find((one) => one.code === code)?.zh ?? code;
  const { scoring, monthly, property, assessments } = rules;
  return {
    ...rules,
    monthlyScheme: rules.monthlyScheme ?? BY_WEIGHTS,
    scoring: {
      ...scoring,
      joint: scoring.joint.map((code) => scoring.deductions.find((one) => one.code === code)?.zh ?? code),
    },
    monthly: Object.fromEntries(monthly.map(({ of, weight }) => [zhOf(of), weight])),
    assessments: {
      ...assessments,
      gridWorker: Object.fromEntries(assessments.gridWorker.map(({ zh, weight }) => [zh, weight])),
    },
    property: {
      ...property,
      sheet: Object.fromEntries(
        property.sheet.map(({ item, zh, points, perTime, severe }) => [`${item} ${zh}`, { points, perTime, severe }]),
      ),
      credit: {
        ...property.credit,
        levels: Object.fromEntries(property.credit.levels.map(({ level, from }) => [level, from])),
      },
    },
  };
}

export const ruleDifferences = (before: Rules, after: Rules, indicators: Indicators): Difference[] =>
  differences(named(before, indicators), named(after, indicators));
