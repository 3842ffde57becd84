import { ASSESSED_KINDS, assessmentScheduleId, assessmentWorkflowId } from '#contract/temporal';
import { instantOf } from '#calendar';
import { AssessmentKeeper, AssessmentRuns, temporalClient } from '#temporal';

import { OwnTemporal } from '../../support/own-temporal';
import { quietRuntime } from '../../support/time-skipping';
import { District } from '../persistence/district';
import { silent } from './engine-room';

quietRuntime();
jest.setTimeout(120_000);

let temporal: OwnTemporal;
let district: District;
let client: ReturnType<typeof temporalClient>;
beforeAll(async () => {
  [temporal, district] = await Promise.all([OwnTemporal.open(), District.open()]);
  client = temporalClient(temporal.at);
  await district.file();
  district.clock.now = instantOf('2026-10-09', '09:00');
});
afterAll(async () => {
  await client.connection.close();
  await Promise.all([district.close(), temporal.close()]);
});

const keeper = () =>
  new AssessmentKeeper({ record: district.record.assessment.office, runs: new AssessmentRuns(client), log: silent });

async function expectStanding(): Promise<void> {
  for (const kind of ASSESSED_KINDS) {
    const { spec, policies } = await client.schedule.getHandle(assessmentScheduleId(kind)).describe();
    expect(policies.catchupWindow).toBe(30 * 86_400_000);
    expect(spec.timezone).toBe('Asia/Shanghai');
    expect(spec.calendars).toMatchObject([
      { hour: [{ start: 0 }], minute: [{ start: 10 }], dayOfMonth: [{ start: 1 }] },
    ]);
  }
  const run = client.workflow.getHandle(assessmentWorkflowId({ kind: 'month', start: '2026-09-01' }));
  expect((await run.describe()).status.name).toBe('RUNNING');
}

test('a schedule for month, quarter and year, and a run for each period that has ended', async () => {
  expect(await keeper().keep()).toBe(2);
  await expectStanding();
});

test('made again, nothing changes; a pause of the operators stands', async () => {
  const handle = client.schedule.getHandle(assessmentScheduleId('year'));
  await handle.pause('维护');
  expect(await keeper().keep()).toBe(2);
  await expectStanding();
  expect((await handle.describe()).state.paused).toBe(true);
});

test('with the store of Temporal lost, schedules and runs are there again (I6)', async () => {
  await temporal.loseStore();
  await keeper().keep();
  await expectStanding();
});
