import type { CaseTrigger } from '#domain';
import { context, dutyLead, handlerOf, policyWith, POLICY, verifier } from '../test/district';
import { rectifying, type Scene, submit } from '../test/scene';
import { BEGINS, reason } from '../test/standing';

const zj = handlerOf('ZJ');
const withTrigger = (code: CaseTrigger['code'], change: Partial<CaseTrigger>) =>
  context({
    policy: policyWith({
      caseTriggers: POLICY.caseTriggers!.map((rule) => (rule.code === code ? { ...rule, ...change } : rule)),
    }),
  });
const failed = (ctx = context(), sham = false): Scene =>
  rectifying(BEGINS, {}, ctx).when(zj, submit()).when(verifier, { type: 'verify', outcome: 'failed', reason, sham });
const slips = ({ state }: Scene) => state.notices.map(({ title, colour, life }) => [title, colour, life]);

function askedThrice(ctx = context()): Scene {
  const scene = rectifying(BEGINS, {}, ctx);
  for (let time = 1; time <= 3; time += 1) {
    scene.when(zj, { type: 'request-extension', amount: 1, reason: '雨' });
    if (time < 3) scene.when(dutyLead, { type: 'decide-extension', granted: false });
  }
  return scene;
}

test('sham mending drafts a red slip, a second failure issues a yellow one', () => {
  expect(slips(failed(context(), true))).toEqual([['督办单', 'red', 'draft']]);
  const twice = failed().when(zj, submit()).when(verifier, { type: 'verify', outcome: 'failed', reason });
  expect(slips(twice)).toEqual([['督办单', 'yellow', 'issued']]);
});

test('the third request to extend raises nothing until the policy says so, then a red draft', () => {
  expect(slips(askedThrice())).toEqual([]);
  const scene = askedThrice(withTrigger('extension_over_2', { enabled: true }));
  expect(slips(scene)).toEqual([['督办单', 'red', 'draft']]);
});

test('colour, paper and switch are the policy’s', () => {
  expect(slips(failed(withTrigger('sham', { enabled: false }), true))).toEqual([]);
  expect(slips(failed(withTrigger('sham', { colour: 'yellow', issue: 'auto' }), true))).toEqual([
    ['督办单', 'yellow', 'issued'],
  ]);
});

test('a policy stored before it could name them goes on as it did', () => {
  const ctx = context({ policy: policyWith({ caseTriggers: undefined }) });
  expect(slips(failed(ctx, true))).toEqual([['督办单', 'red', 'draft']]);
});
