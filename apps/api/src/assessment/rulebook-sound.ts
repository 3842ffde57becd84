import type { ScoringRulesShown } from '#contract';
import type { CompositeRules } from '#domain';
import type { Fault } from '../http/faults';
import { Refusal } from '../http/problems';

/** What no single entry shows. Throws `invalid_request` naming each contradiction. */
export function rulebookSound(
  edited: ScoringRulesShown,
  current: ScoringRulesShown,
  { threshold }: CompositeRules,
): void {
  const faults = [...codeFaults(edited, current), ...shareFaults(edited), ...propertyFaults(edited, current)];
  if (edited.monthlyScheme !== null && !Object.hasOwn(threshold, edited.monthlyScheme))
    faults.push(fault('/monthlyScheme', 'unknown_scheme', ['没有这一月度办法', 'no such scheme']));
  if (faults.length === 0) return;
  throw Refusal.of('invalid_request', {
    faults: faults.map((one) => ({ ...one, pointer: `/rules${one.pointer}` })),
  });
}

const codes = (list: readonly { code: string }[]): string => list.map(({ code }) => code).join(' ');

/** What happens in the world is recognised by the program: rules weigh it, they do not invent it. */
function* codeFaults({ scoring, monthly }: ScoringRulesShown, current: ScoringRulesShown): Iterable<Fault> {
  const fixed = ['事项由程序认定，不能增减', 'what is scored is recognised by the program: only its points may change'];
  if (codes(scoring.deductions) !== codes(current.scoring.deductions))
    yield fault('/scoring/deductions', 'fixed_codes', fixed);
  if (codes(scoring.bonuses) !== codes(current.scoring.bonuses)) yield fault('/scoring/bonuses', 'fixed_codes', fixed);
  if (scoring.joint.some((code) => !scoring.deductions.some((one) => one.code === code)))
    yield fault('/scoring/joint', 'unknown_code', ['连带事项须是扣分事项', 'a joint code names no deduction']);
  if (scoring.normalise.least > scoring.normalise.most)
    yield fault('/scoring/normalise', 'bounds', ['下限不得大于上限', 'the lower bound exceeds the upper one']);
  if (scoring.floor > scoring.base)
    yield fault('/scoring/floor', 'bounds', ['最低分不得高于基础分', 'the floor exceeds the base']);
  if (monthly.map(({ of }) => of).join(' ') !== current.monthly.map(({ of }) => of).join(' '))
    yield fault('/monthly', 'fixed_codes', fixed);
  if (monthly.every(({ weight }) => weight === 0))
    yield fault('/monthly', 'no_weight', ['权重不能全部为零', 'some rate needs a weight']);
}

const WHOLE = ['各项权重之和须为 1', 'the shares must add up to 1'] as const;
const isWhole = (...shares: number[]): boolean => Math.abs(shares.reduce((sum, one) => sum + one, 0) - 1) < 1e-9;

function* shareFaults({ assessments: { year, rewards }, property }: ScoringRulesShown): Iterable<Fault> {
  if (!isWhole(year.quarters, year.onSite, year.satisfaction)) yield fault('/assessments/year', 'shares', WHOLE);
  if (
    !isWhole(...rewards.bands.map(({ ofUnits }) => ofUnits)) ||
    !isWhole(...rewards.bands.map(({ ofPool }) => ofPool))
  )
    yield fault('/assessments/rewards/bands', 'shares', WHOLE);
  if (!isWhole(property.quarter.street, property.quarter.district)) yield fault('/property/quarter', 'shares', WHOLE);
  if (!isWhole(property.year.quarters, property.year.satisfaction)) yield fault('/property/year', 'shares', WHOLE);
}

function* propertyFaults({ property, propertyScheme }: ScoringRulesShown, current: ScoringRulesShown): Iterable<Fault> {
  const { sheet, schemes, credit } = property;
  if (!schemes[propertyScheme])
    yield fault('/propertyScheme', 'unknown_scheme', ['没有这一列榜方案', 'no such scheme']);
  for (const [name, { redFrom, blackBelow, blackLast }] of Object.entries(schemes)) {
    if (blackBelow === null && blackLast === null)
      yield fault(`/property/schemes/${name}`, 'no_black', [
        '须有黑榜线或末位名次',
        'name a black line or how many last',
      ]);
    if (blackBelow !== null && blackBelow > redFrom)
      yield fault(`/property/schemes/${name}`, 'bounds', [
        '黑榜线不得高于红榜线',
        'the black line lies above the red one',
      ]);
  }
  const total = Math.round(sheet.reduce((sum, { points }) => sum + points, 0) * 1000) / 1000;
  if (total !== 100)
    yield fault('/property/sheet', 'total', [
      `检查表满分须为 100 分，现为 ${total} 分`,
      `the sheet must be worth 100 points: it is worth ${total}`,
    ]);
  if (
    sheet.some(({ item }, index) => item !== current.property.sheet[index]?.item) ||
    sheet.length !== current.property.sheet.length
  )
    yield fault('/property/sheet', 'fixed_codes', ['检查表的项号不能增减', 'the numbers of the sheet stay']);
  if (credit.levels.some(({ from }, index) => index > 0 && from >= credit.levels[index - 1]!.from))
    yield fault('/property/credit/levels', 'bounds', ['等级分数须由高到低', 'levels go from high to low']);
}

const fault = (pointer: string, code: string, [zh, en]: readonly string[]): Fault => ({
  pointer,
  code,
  zh: zh ?? '',
  en: en ?? '',
});
