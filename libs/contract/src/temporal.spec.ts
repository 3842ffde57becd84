import { findingIdOf, findingWorkflowId } from './temporal';

const ID = '0f4a1a52-5f5e-4c0e-9a0a-3f6f7f1f2a10';

test('the id of a workflow names its finding, and back', () => {
  expect(findingWorkflowId(ID)).toBe(`finding/${ID}`);
  expect(findingIdOf(findingWorkflowId(ID))).toBe(ID);
});

test('the id of another kind of workflow names no finding', () => {
  expect(findingIdOf('assessment/2026-11')).toBeNull();
});
