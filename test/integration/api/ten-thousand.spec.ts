import { fillWithFindings, PRESENT } from '../../support/many-findings';
import { type Answer, Served } from './served';

const FINDINGS = 10_000;
const TIMES = 5;
/** People wait for no page longer; on a machine that does nothing else each takes a fraction of it. */
const BOUND_MS = 200;
/** A machine that runs other tests beside it is slower by so much. */
const PATIENCE = 3;

let served: Served;
beforeAll(async () => {
  served = await Served.open();
  await fillWithFindings(served.district.url, FINDINGS);
  served.district.clock.now = PRESENT;
});
afterAll(() => served.close());

/** What each page of desk, board and phone asks. */
const ASKED: readonly (readonly [username: string, path: string])[] = [
  ['dispatcher', '/today'],
  ['approver', '/today'],
  ['mayor', '/today'],
  ['handler.cg', '/today'],
  ['mayor', '/board'],
  ['mayor', '/board?from=2026-01-01&to=2026-11-23&trend=month'],
  ['mayor', '/board/leader'],
  ['handler.cg', '/units/cg/desk'],
  ['dispatcher', '/findings?limit=100'],
  ['dispatcher', '/findings?limit=100&sort=due'],
  ['dispatcher', '/findings?limit=100&sort=due&overdue=true'],
  ['dispatcher', '/findings?limit=100&status=rectifying&category=HW01'],
  ['dispatcher', '/findings?limit=100&text=ljt'],
  ['handler.cg', '/findings?limit=100&mine=assigned&open=true'],
  ['inspector', '/findings?limit=30&mine=filed'],
  ['verifier', '/findings?limit=100&sort=due&waitingFor=verify'],
  ['approver', '/findings?limit=100&sort=due&waitingFor=approve'],
  ['mayor', '/findings?limit=100&sort=due&figure=overdue'],
  ['mayor', '/findings?limit=100&figure=on_time'],
  ['dispatcher', '/findings/counts'],
  ['handler.cg', '/findings/counts'],
  ['dispatcher', '/findings/tallies?filter=overdue%3Dtrue&filter=status%3Dfiled&filter=waitingFor%3Ddispatch'],
  ['dispatcher', '/findings/geo'],
  ['dispatcher', '/findings/geo?open=true&bbox=116.50,31.74,116.52,31.76'],
  ['dispatcher', '/findings/calendar?from=2026-10-26&to=2026-12-06'],
  ['inspector', '/findings/nearby?lng=116.5&lat=31.74&radius=200'],
  ['dispatcher', '/dispatches/proposal'],
  ['dispatcher', '/inbox?limit=50'],
  ['dispatcher', '/notices?limit=50'],
  ['dispatcher', '/messages/undelivered'],
];

it(`answers each page of ${FINDINGS} findings before anybody notices`, async () => {
  expect((await served.get('dispatcher', '/findings/counts')).body.findings).toBe(FINDINGS);
  const slow: string[] = [];
  const figures: string[] = [];
  for (const [username, path] of ASKED) {
    const median = await medianOf(() => served.get(username, path));
    figures.push(`${String(Math.round(median)).padStart(5)} ms  ${username} ${path}`);
    if (median > BOUND_MS * PATIENCE) slow.push(figures.at(-1)!);
  }
  process.stderr.write(`${FINDINGS} findings, median of ${TIMES}:\n${figures.join('\n')}\n`);
  expect(slow).toEqual([]);
});

async function medianOf(ask: () => Promise<Answer>): Promise<number> {
  expect((await ask()).status).toBe(200);
  const times: number[] = [];
  for (let nth = 0; nth < TIMES; nth++) {
    const began = performance.now();
    await ask();
    times.push(performance.now() - began);
  }
  return times.sort((one, other) => one - other)[Math.floor(TIMES / 2)]!;
}
