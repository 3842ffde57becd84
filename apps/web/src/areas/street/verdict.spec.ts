import { Problem } from '../../api/problem';
import { verdictOn, waitAfter } from './verdict';

const refusal = (status: number) => Problem.of({ code: 'x', title: '不行', status, errors: [] }, status);

it.each([
  ['no network', Problem.own('offline'), 'stop'],
  ['a request that took too long', new DOMException('timeout', 'TimeoutError'), 'stop'],
  ['a session that has ended', refusal(401), 'sign-in'],
  ['a server in trouble', refusal(503), 'again'],
  ['a server that is busy', refusal(429), 'again'],
  ['a filing that is not right', refusal(422), 'mend'],
  ['a case that has moved on', refusal(409), 'mend'],
  ['a photo too large', refusal(413), 'mend'],
])('knows what to do about %s', (_what, error, next) => expect(verdictOn(error).next).toBe(next));

it('keeps why the server did not take it', () => {
  const told = {
    code: 'invalid_request',
    title: '内容有误',
    status: 422,
    detail: '请改正',
    errors: [{ pointer: '/place', detail: '没有地点', code: 'x' }],
  };
  expect(verdictOn(Problem.of(told, 422))).toEqual({
    next: 'mend',
    why: { title: '内容有误', details: ['请改正', '没有地点'] },
  });
});

it('waits longer each time, and never for ever', () => {
  expect([0, 1, 2].map(waitAfter)).toEqual([5_000, 10_000, 20_000]);
  expect(waitAfter(50)).toBe(600_000);
});
