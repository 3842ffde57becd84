import type { Client as TemporalClient } from '@temporalio/client';
import type { z } from 'zod';

import type { eventLog, FindingDetail, inbox, noticePage } from '#contract';
import { findingWorkflowId } from '#contract/temporal';
import { temporalClient } from '#temporal';

import type { Caller } from '../chaos/caller';
import { eventually } from '../chaos/eventually';
import { People } from '../chaos/people';
import { CATEGORY, quicken } from '../chaos/quick-policy';
import { Stack } from '../chaos/stack';
import { photo } from './photo';

const LIMIT_S = 5;
const FINDER = '尹督查';
/** As a camera without Chinese would write its owner. */
const OWNER = 'Yin Ducha';

let stack: Stack;
let temporal: TemporalClient;
let inspector: Caller;
let dispatcher: Caller;
let handler: Caller;
let verifier: Caller;
let approver: Caller;
let id: string;

const finding = (caller: Caller): Promise<FindingDetail> => caller.get(`/findings/${id}`);
const command = (caller: Caller, name: string, body: object = {}) => caller.do(`/findings/${id}/${name}`, body);

beforeAll(async () => {
  stack = await Stack.start((url) => quicken(url, LIMIT_S, { R1: null, R2: null }));
  temporal = temporalClient({ address: stack.temporalAddress, namespace: 'default' });
  const people = new People(stack);
  inspector = await people.withRole('inspector');
  dispatcher = await people.withRole('dispatcher');
  handler = await people.withRole('handler');
  verifier = await people.withRole('verifier');
  approver = await people.holding('district_duty_lead');
}, 180_000);

afterAll(async () => {
  await temporal?.connection.close();
  await stack?.stop();
}, 60_000);

/** One finding's life, in order: each step stands on the one before. */
describe('one finding, through HTTP, with real time', () => {
  let before: string;

  it('is filed with a photo and waits for the office', async () => {
    before = await inspector.upload(await photo('before', OWNER));
    const filing = {
      channel: 'hotline',
      source: 'hotline',
      categoryCode: CATEGORY,
      description: '小区北门垃圾桶满溢',
      evidence: [{ sha256: before }],
    };
    const done = await inspector.do('/findings', filing);
    id = done.id;
    expect(done).toMatchObject({ status: 'filed', stage: 'discover' });
  });

  it('is registered and assigned to a unit', async () => {
    expect(await command(dispatcher, 'register')).toMatchObject({ status: 'registered' });
    const done = await command(dispatcher, 'assign', {
      unitId: handler.unitId,
      leader: '主要负责人',
      officer: '承办人',
    });
    expect(done).toMatchObject({ status: 'assigned', stage: 'assign' });
  });

  it('is driven by one workflow', async () => {
    const run = temporal.workflow.getHandle(findingWorkflowId(id));
    const { status } = await eventually('its workflow', 10_000, () => run.describe());
    expect(status.name).toBe('RUNNING');
  });

  it('turns yellow when its time has passed, without anyone asking', async () => {
    const slip = await eventually('a yellow slip', 90_000, async () =>
      (await finding(dispatcher)).notices.find(({ colour }) => colour === 'yellow'),
    );
    expect(slip).toMatchObject({ class: 'slip', title: '督办单', unitId: handler.unitId, rung: 'R2', life: 'issued' });
    const { items } = await dispatcher.get<z.output<typeof noticePage>>('/notices?colour=yellow');
    expect(items).toEqual([
      expect.objectContaining({ findingId: id, id: slip.id, number: expect.stringMatching(/\d/) }),
    ]);
    expect(await finding(dispatcher)).toMatchObject({ colour: 'yellow', timeliness: { state: 'overdue' } });
  }, 100_000);

  it('reaches the office and the unit as a message', async () => {
    for (const caller of [dispatcher, handler]) {
      const message = await eventually('a message of it', 10_000, async () => {
        const { items } = await caller.get<z.output<typeof inbox>>('/inbox');
        return items.find(({ findingId }) => findingId === id);
      });
      expect(message.subjects.length).toBeGreaterThan(0);
    }
  });

  it('was escalated by time alone, at its instant or after', async () => {
    const { items } = await dispatcher.get<z.output<typeof eventLog>>(`/findings/${id}/events`);
    const fired = items.filter(({ type }) => type === 'rung_fired');
    expect(fired.map(({ rung }) => rung).slice(0, 3)).toEqual(['R0', 'R1', 'R2']);
    for (const { by, at, recordedAt } of fired) {
      expect(by).toBeNull();
      expect(Date.parse(recordedAt)).toBeGreaterThanOrEqual(Date.parse(at));
    }
  });

  it('is signed for and mended late, with a photo of it', async () => {
    expect(await command(handler, 'sign')).toMatchObject({ status: 'rectifying', stage: 'supervise' });
    const after = await handler.upload(await photo('after', 'Handler'));
    const evidence = [{ sha256: after, role: 'after', defect: 1 }];
    expect(await command(handler, 'submit', { text: '已清运', evidence })).toMatchObject({ status: 'submitted' });
    expect((await finding(dispatcher)).submissions[0]).toMatchObject({ inTime: false });
  });

  it('never shows the inspected unit who found it', async () => {
    const shown = [
      await handler.get(`/findings/${id}`),
      await handler.get(`/findings/${id}/events`),
      await handler.get(`/findings/${id}/deadline`),
      await handler.get('/findings?mine=assigned'),
      await handler.get('/inbox'),
    ].map((body) => JSON.stringify(body));
    for (const text of shown) expect(text).not.toMatch(new RegExp(`${FINDER}|${inspector.personId}"`));
    expect((await finding(handler)).filedBy).toMatchObject({ personId: null, name: '督查组' });
    expect((await finding(dispatcher)).filedBy).toMatchObject({ personId: inspector.personId, name: FINDER });
    expect((await inspector.download(before)).includes(OWNER)).toBe(true);
    expect((await handler.download(before)).includes(OWNER)).toBe(false);
  });

  it('is verified by one, written off by another, and archived', async () => {
    expect(await command(verifier, 'verify', { outcome: 'passed' })).toMatchObject({ status: 'verified' });
    expect(await command(approver, 'approve')).toMatchObject({ status: 'archived', stage: 'close' });
    expect(await finding(dispatcher)).toMatchObject({ terminal: true, cycle: 1 });
  });

  it('leaves no workflow running', async () => {
    const run = temporal.workflow.getHandle(findingWorkflowId(id));
    await eventually('the end of its workflow', 20_000, async () => (await run.describe()).status.name === 'COMPLETED');
    expect((await run.describe()).status.name).toBe('COMPLETED');
  }, 30_000);
});
