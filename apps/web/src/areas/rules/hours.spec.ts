import { daysOf, hoursChanged, hoursOf, isSound, seasonsOf } from './hours';

const summer = {
  from: '05-01',
  to: '09-30',
  open: [
    ['08:00', '12:00'],
    ['15:00', '18:00'],
  ] as [string, string][],
};
const winter = {
  from: '10-01',
  to: '04-30',
  open: [
    ['08:00', '12:00'],
    ['14:30', '17:30'],
  ] as [string, string][],
};

it('ends each season where the next begins, around the end of the year too', () => {
  const seasons = seasonsOf([winter, summer]);
  expect(seasons.map(({ from }) => from)).toEqual(['05-01', '10-01']);
  expect(hoursOf(seasons)).toEqual([summer, winter]);
  expect(hoursOf([{ from: '03-01', open: [['09:00', '17:00']] }])).toEqual([
    { from: '03-01', to: '02-29', open: [['09:00', '17:00']] },
  ]);
  expect(hoursOf([{ ...winter, from: '01-01' }])[0]?.to).toBe('12-31');
});

it.each([
  ['no season', []],
  ['two seasons from one day', [summer, summer]],
  ['no hours', [{ ...summer, open: [] }]],
  [
    'hours that overlap',
    [
      {
        ...summer,
        open: [
          ['08:00', '12:00'],
          ['11:00', '18:00'],
        ] as [string, string][],
      },
    ],
  ],
  ['hours that end before they begin', [{ ...summer, open: [['12:00', '08:00']] as [string, string][] }]],
  ['no time of day', [{ ...summer, open: [['8点', '12:00']] as [string, string][] }]],
])('takes %s for unsound', (_, seasons) => {
  expect(isSound([winter, summer])).toBe(true);
  expect(isSound(seasons)).toBe(false);
});

it('knows how many days a month has', () => expect([daysOf(2), daysOf(4), daysOf(12)]).toEqual([29, 30, 31]));

it('names the services whose hours change', () => {
  const calendar = {
    version: 'c1',
    publishedUntil: '2026-12-31',
    years: {},
    overrides: [],
    services: {
      OFFICE: { days: 'state_council' as const, hours: [winter, summer] },
      CITY_OPS: { days: 'every' as const, hours: [{ from: '01-01', to: '12-31', open: [['08:00', '18:00']] }] },
    },
  };
  const office = { ...calendar.services.OFFICE, hours: [summer, { ...winter, open: [['08:30', '12:00']] }] };
  const changed = { ...calendar, services: { ...calendar.services, OFFICE: office } };
  const reordered = { ...office, hours: [summer, winter] };
  expect(hoursChanged(calendar as never, changed as never)).toEqual(['OFFICE']);
  expect(
    hoursChanged(calendar as never, { ...calendar, services: { ...calendar.services, OFFICE: reordered } } as never),
  ).toEqual([]);
});
