import { loadDefaults } from '#policy';
import { filesUnder, textOf } from './sources';

/** 国办函〔2026〕12号: what may not be stored, shown or exported as an indicator (ruling 17), as one would write it. */
const FORBIDDEN_ZH = [
  '登录率',
  '登录次数',
  '安装率',
  '活跃率',
  '在线时长',
  '打卡',
  '签到',
  '积分排名',
  '个人排名',
  '点赞',
  '转发量',
  '轨迹',
  '工作照',
  '已读率',
  '已读排名',
  '阅读量',
];

/** Words in the order in which an identifier would have them, in whatever case it is written. */
const FORBIDDEN_EN = [
  'login rate',
  'login count',
  'install rate',
  'active rate',
  'activity score',
  'online time',
  'online minutes',
  'online duration',
  'online rate',
  'check in',
  'sign in count',
  'sign in rate',
  'sign in streak',
  'punch in',
  'attendance',
  'points ranking',
  'point ranking',
  'person ranking',
  'personal ranking',
  'person rank',
  'leaderboard',
  'like count',
  'share count',
  'track',
  'tracks',
  'track point',
  'trajectory',
  'read rate',
  'read count',
  'read ranking',
  'read at',
  'work photo',
  'selfie',
];

const MIGRATIONS = filesUnder('libs/persistence/src/migrations', /[.](ts|sql)$/);
const CONTRACT = filesUnder('libs/contract/src', /(?<![.]spec)[.]ts$/);
const ASSESSMENT = filesUnder('libs/domain/src/assessment', /(?<![.]spec)[.]ts$/);
const PAGES = filesUnder('apps/web/src/i18n', /[.](json|ts)$/);
const PAPERS = filesUnder('libs/documents/src', /(?<![.]spec)[.](ts|typ|txt)$/);
const MESSAGES = filesUnder('libs/notification/src', /(?<![.]spec)[.]ts$/);
const OPENAPI = 'apps/api/openapi.json';

it.each([...MIGRATIONS, ...CONTRACT, ...ASSESSMENT, ...PAGES, ...PAPERS, ...MESSAGES, OPENAPI])(
  '%s measures the work and never the person at it',
  (path) => expect(forbiddenIn(textOf(path))).toEqual([]),
);

it('no indicator, score, sheet or composite of the policy looks at the person either', () =>
  expect(forbiddenIn(JSON.stringify(loadDefaults().assessment))).toEqual([]));

it('reads the tables, the surface, and what pages, papers and messages say', () => {
  expect(MIGRATIONS.length).toBeGreaterThan(0);
  expect(CONTRACT.length).toBeGreaterThan(0);
  expect(ASSESSMENT.length).toBeGreaterThan(20);
  expect(PAGES).toEqual(
    expect.arrayContaining(['apps/web/src/i18n/zh-CN/district.json', 'apps/web/src/i18n/en/district.json']),
  );
  expect(PAPERS).toContain('libs/documents/src/wording.ts');
  expect(MESSAGES).toContain('libs/notification/src/words.ts');
});

it.each([
  ['create table person_stat (login_rate numeric)', ['login rate']],
  ['onlineMinutes: z.number()', ['online minutes']],
  ['"READ_RATE"', ['read rate']],
  ["describe('个人积分排名')", ['积分排名']],
  ['  track geography(linestring)', ['track']],
  ['notice.readAt', ['read at']],
])('would find %s', (text, names) => expect(forbiddenIn(text)).toEqual(names));

it.each(['tracking of the case', 'thread_at', 'signed_at', 'on_time_rate', 'checked into the list', 'spread rate'])(
  'lets "%s" pass',
  (text) => expect(forbiddenIn(text)).toEqual([]),
);

function forbiddenIn(text: string): string[] {
  const words = ` ${text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .join(' ')} `;
  return [
    ...FORBIDDEN_EN.filter((name) => words.includes(` ${name} `)),
    ...FORBIDDEN_ZH.filter((name) => text.includes(name)),
  ];
}
