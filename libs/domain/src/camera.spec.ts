import type { Capture } from '#domain';
import { context, dispatcher, handlerOf, headOf, inspector, policyWith } from '../test/district';
import { photo } from '../test/photo';
import { assign, file, rectifying, Scene, submit } from '../test/scene';
import { BEGINS } from '../test/standing';

const taken = (capture?: Capture, role: 'before' | 'after' | 'material' = 'before') => ({
  ...photo(`${role}-${capture}`, role),
  capture,
});
const major = { severity: 'major' } as const;
const filed = (given: Parameters<typeof file>[0]) => new Scene(BEGINS).refusal(inspector, file(given));

test.each<[string, Parameters<typeof file>[0]]>([
  ['major', major],
  ['urgent', { urgency: 'urgent' }],
  ['of an urgent category', { categoryCode: 'SS01' }],
])('a case that is %s is filed with photos of the in-app camera', (_which, given) => {
  expect(filed({ ...given, evidence: [taken('camera')] })).toBeNull();
  for (const capture of ['gallery', 'scan', undefined] as const)
    expect(filed({ ...given, evidence: [taken(capture)] })).toBe('camera_required');
});

test('any other case takes its photos from anywhere', () => {
  expect(filed({ evidence: [taken('gallery')] })).toBeNull();
});

test.each(['hotline', 'import', 'verbal', 'proxy'] as const)('what comes by %s is passed on as it came', (channel) => {
  expect(filed({ ...major, channel, evidence: [taken('gallery')] })).toBeNull();
});

test('the after-photo too, but not material, and not what came by the link on the slip', () => {
  const scene = rectifying(BEGINS, { severity: 'major' });
  const hand = (capture: Capture) => submit({ evidence: [taken(capture, 'after')] });
  expect(scene.refusal(headOf('ZJ'), hand('gallery'))).toBe('camera_required');
  expect(scene.refusal(headOf('ZJ'), hand('link'))).toBeNull();
  const both = submit({ evidence: [taken('camera', 'after'), taken('scan', 'material')] });
  expect(scene.refusal(headOf('ZJ'), both)).toBeNull();
});

test('a policy that does not ask it requires nothing', () => {
  const ctx = context({ policy: policyWith({ camera: undefined }) });
  const scene = new Scene(BEGINS, ctx).when(inspector, file({ ...major, evidence: [taken('gallery')] }));
  scene.when(dispatcher, assign('ZJ')).when(handlerOf('ZJ'), { type: 'sign' });
  expect(scene.refusal(headOf('ZJ'), submit({ evidence: [taken('gallery', 'after')] }))).toBeNull();
});
