import { NoticeUnread, readNotice, withNotice, withoutOverride, withOverride, withServices } from './notice';

const calendar = { version: 'c1', publishedUntil: '2026-12-31', years: {}, overrides: [], services: {} };

it('reads a notice as lines or as JSON, and the year that most of it lies in', () => {
  const notice = readNotice('元旦,2026-12-31,2027-01-02\n上班，2027-01-09\n春节,2027-02-05,2027-02-11\n', '上班');
  expect(notice).toEqual({
    year: '2027',
    rest: [
      { name: '元旦', from: '2026-12-31', to: '2027-01-02' },
      { name: '春节', from: '2027-02-05', to: '2027-02-11' },
    ],
    work: ['2027-01-09'],
  });
  expect(readNotice(JSON.stringify(notice), '上班')).toEqual(notice);
});

it.each(['元旦', '元旦,2027-01-03,2027-01-01', '元旦,明天', '{', '{"year":"2027"}', ' '])('refuses %j', (text) => {
  expect(() => readNotice(text, '上班')).toThrow(NoticeUnread);
});

it('makes the next version, published to the end of the year', () => {
  const next = withNotice(calendar, readNotice('元旦,2027-01-01,2027-01-03', '上班'));
  expect([next.version, next.publishedUntil, Object.keys(next.years)]).toEqual(['c1-2', '2027-12-31', ['2027']]);
  const own = withOverride(next, { date: '2027-03-01', kind: 'rest', basis: '通知' });
  expect([own.version, own.overrides.length]).toEqual(['c1-3', 1]);
  const other = withOverride(own, { date: '2027-03-01', kind: 'work', basis: '又一通知', hours: [['09:00', '12:00']] });
  expect(other.overrides.map(({ kind }) => kind)).toEqual(['work']);
  expect(withoutOverride(other, '2027-03-01')).toMatchObject({ version: 'c1-5', overrides: [] });
  const hours = { OFFICE: { days: 'state_council' as const, hours: [] } };
  expect(withServices(calendar, hours)).toMatchObject({ version: 'c1-2', services: hours });
});
