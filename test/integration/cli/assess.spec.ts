import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { instantOf } from '#calendar';
import { periodOf } from '#domain';
import { District } from '../persistence/district';

const ROOT = join(__dirname, '../../..');
const SEPTEMBER = periodOf('month', '2026-09-01');
const EDITION = 'units-month-2026-09-01-1';

jest.setTimeout(120_000);

let district: District;
let before: Ended;
beforeAll(async () => {
  district = await District.open();
  before = await assess('verify', '--json');
  await district.rectifying();
  const { office } = district.record.assessment;
  district.clock.now = instantOf('2026-10-09', '09:00');
  await office.compute(SEPTEMBER);
  await office.openAppeals(SEPTEMBER);
  district.clock.now = instantOf('2026-10-20', '09:00');
  await office.publish(SEPTEMBER);
});
afterAll(() => district.close());

interface Ended {
  code: number;
  out: string;
  err: string;
}

const assess = (...args: string[]): Promise<Ended> => duban('assess', ...args);

/** As a process of its own, from the program's own entry. */
function duban(...args: string[]): Promise<Ended> {
  const entry = [
    '--conditions=duban-source',
    '-r',
    join(ROOT, 'test/support/typescript.cjs'),
    join(ROOT, 'apps/cli/src/main.ts'),
    ...args,
  ];
  const env = { ...process.env, DATABASE_URL: district.url };
  return new Promise((resolve) => {
    execFile(process.execPath, entry, { cwd: ROOT, env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

const breaking = (text: string, values: unknown[] = []) => district.owner.query(text, values);

it('writes nothing but JSON where JSON is asked for', async () => {
  expect(JSON.parse(before.out)).toEqual([]);
  const audit = await duban('verify-audit', '--checkpoint', '--json');
  expect(JSON.parse(audit.out)).toMatchObject({ findings: 1, faults: [], checkpoint: expect.stringMatching(/^\w+$/) });
});

it('recomputes what was published, names what was touched, and says so to who called it', async () => {
  const whole = await assess('verify', '2026-09');
  expect([whole.code, whole.err]).toEqual([0, '']);
  expect(whole.out).toContain(`✓ ${EDITION} published`);
  expect(whole.out).toContain('✓ property-month-2026-09-01-1 published');

  // One point more for a base, and the published text as it was.
  const bent = `replace(snapshot, '"base":100', '"base":101')`;
  await breaking(
    `UPDATE assessment SET snapshot = ${bent}, snapshot_sha256 = encode(sha256(convert_to(${bent}, 'UTF8')), 'hex')
     WHERE id = $1`,
    [EDITION],
  );
  await breaking(`UPDATE assessment SET result = replace(result, '"findings":1', '"findings":2') WHERE id = $1`, [
    EDITION,
  ]);
  const { code, out } = await assess('verify', '2026-09');
  expect(code).toBe(1);
  expect(out).toContain(`✗ ${EDITION}`);
  expect(out).toMatch(/classes\.\d+\.sheets\.\d+\.findings: 发布 published 2 ≠ 重算 recomputed 1/);
  expect(out).toContain('规则版本被改动');
  expect(out).toContain('发布文本被改动');
  expect(out).not.toContain('快照被改动');
});

it('names a period of which there is nothing, in Chinese and English, and computes none', async () => {
  const editions = await district.count('assessment');
  const [unknown, before] = await Promise.all([assess('verify', '2031-01'), assess('compute', '2020-01')]);
  expect(unknown.code).toBe(1);
  expect(unknown.err).toContain('考核期 2031-01 没有版次');
  expect(unknown.err).toMatch(/There is no edition of 2031-01\. The latest there are: 2026-09/);
  expect(before.code).toBe(1);
  expect(before.err).toContain('The record holds nothing of 2020-01');
  expect(await district.count('assessment')).toBe(editions);
});
