import { type Rules, ruleDifferences } from './rules';

const RULES = {
  scoring: { base: 100, deductions: [{ code: 'sham', zh: '弄虚作假', points: 1 }], joint: ['sham'] },
  monthly: [{ of: 'on_time_rate', inverse: false, weight: 40 }],
  assessments: { gridWorker: [{ code: 'missed_rate', zh: '漏报率', weight: 50 }] },
  property: {
    sheet: [{ item: 6, zh: '清扫保洁', points: 5, perTime: 1 }],
    credit: { levels: [{ level: 'AAA', from: 85 }] },
  },
  propertyScheme: 'threshold_both',
  monthlyScheme: null,
} as unknown as Rules;
const INDICATORS = [{ code: 'on_time_rate', zh: '按期结案率', en: '', formulaZh: '' }];

it('tells each change by what the office calls it', () => {
  const after = structuredClone(RULES);
  after.scoring.deductions[0]!.points = 2;
  after.monthly[0]!.weight = 30;
  after.property.sheet[0]!.perTime = 0.5;
  after.property.credit.levels[0]!.from = 90;
  expect(ruleDifferences(RULES, after, INDICATORS)).toEqual([
    { path: ['scoring', 'deductions', '弄虚作假', 'points'], before: 1, after: 2 },
    { path: ['monthly', '按期结案率'], before: 40, after: 30 },
    { path: ['property', 'sheet', '6 清扫保洁', 'perTime'], before: 1, after: 0.5 },
    { path: ['property', 'credit', 'levels', 'AAA'], before: 85, after: 90 },
  ]);
});

it('tells nothing where nothing changed', () =>
  expect(ruleDifferences(RULES, structuredClone(RULES), INDICATORS)).toEqual([]));

it('tells the weights, where no scheme reckons the month, by a name too', () =>
  expect(ruleDifferences(RULES, { ...RULES, monthlyScheme: 'jinhua_2012' }, INDICATORS)).toEqual([
    { path: ['monthlyScheme'], before: 'weights', after: 'jinhua_2012' },
  ]));
