import { readsOfTime } from './reads-time';
import { filesUnder, textOf } from './sources';

const ADAPTER = 'libs/persistence/src/clock.ts';

/** Temporal's recorded time: it says when to look, never what the record holds. */
const REPLAYED = /^workflows\/src\//;

/** This folder names the clocks in order to forbid them. */
const HERE = /^test\/integration\/architecture\//;

const SOURCES = ['apps', 'libs', 'workflows', 'test'].flatMap((folder) =>
  filesUnder(folder, /[.](ts|tsx|mjs|cjs|js|sql)$/),
);

it('asks the clock adapter for the instant of record, everywhere', () => {
  const reads = SOURCES.filter((path) => path !== ADAPTER && !HERE.test(path)).flatMap((path) =>
    readsOfTime(path, textOf(path))
      .filter(({ text }) => !(REPLAYED.test(path) && text === 'Date.now'))
      .map(({ line, text }) => `${path}:${line} ${text}`),
  );
  expect(reads).toEqual([]);
});

it('has one adapter, and reads time there', () => expect(readsOfTime(ADAPTER, textOf(ADAPTER))).toHaveLength(1));

it('looks at every part of the project', () => {
  for (const part of [
    'apps/api/',
    'apps/worker/',
    'libs/domain/',
    'libs/persistence/src/migrations/',
    'workflows/src/',
  ])
    expect(SOURCES.some((path) => path.startsWith(part))).toBe(true);
});

it.each([
  'const at = Date.now();',
  'const at = new Date();',
  'const at = new Date;',
  'const at = Date();',
  'const clock = Date.now;',
  "await sql.query('select now()');",
  'await sql.query(`update finding set at = clock_timestamp() where id = ${id}`);',
  'await sql.query(`update ${table} set at = CURRENT_TIMESTAMP`);',
  "const column = 'recorded_at timestamptz not null default now ()';",
  'const column = `opened date default current_date`;',
])('would find %s', (source) => expect(readsOfTime('seeded.ts', source)).toHaveLength(1));

it('would find it in a migration', () =>
  expect(readsOfTime('seeded.sql', 'create table t (\n  at timestamptz default now() -- when\n);')).toEqual([
    { line: 2, text: 'at timestamptz default now()' },
  ]));

it.each([
  'const at = new Date(instant);',
  '// new Date() and now() are for the adapter',
  'const spent = performance.now() - since;',
  "const known = 'nowhere (unknown)';",
])('lets %s pass', (source) => expect(readsOfTime('lawful.ts', source)).toEqual([]));
