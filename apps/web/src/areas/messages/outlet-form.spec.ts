import { drawnSecret, linesOf, outletOf, shownOf } from './outlet-form';
import type { Outlet } from './queries';

const kept: Outlet = {
  id: 'a',
  kind: 'sms',
  name: '短信',
  unitId: null,
  enabled: true,
  settings: {
    url: 'https://sms.example/send',
    method: 'POST',
    headers: { 'X-App': 'duban' },
    body: '{}',
    encode: 'json',
    sign: '【金安督办】',
    idempotent: true,
    success: { pointer: '/code', equals: '0' },
    reply: { id: '/id', phone: '/mobile', text: '/content' },
  },
  secretsKept: ['values.key'],
  changedAt: '2026-09-17T08:00:00+08:00',
};

it('reads names and values line by line', () => {
  expect(linesOf('X-App: duban\nnonsense\n key :a:b ')).toEqual({ 'X-App': 'duban', key: 'a:b' });
});

it('saves what it showed, and sends no secret that was not typed', () => {
  const again = outletOf('sms', { ...shownOf(kept), name: '短信', enabled: 'on' });
  expect(again).toEqual({ kind: 'sms', name: '短信', unitId: null, enabled: true, settings: kept.settings });
});

it('sends the secrets that were typed', () => {
  const given = { name: '群', url: 'https://oapi.dingtalk.com/robot/send', token: 'abcdefgh', sign: '' };
  expect(outletOf('dingtalk', given)).toEqual({
    kind: 'dingtalk',
    name: '群',
    unitId: null,
    enabled: false,
    settings: { url: 'https://oapi.dingtalk.com/robot/send' },
    secrets: { token: 'abcdefgh' },
  });
  expect(
    outletOf('webhook', { name: 'x', url: 'https://a.example', types: 'line_opened\nassigned', secret: 's' }),
  ).toMatchObject({
    settings: { types: ['line_opened', 'assigned'] },
    secrets: { secret: 's' },
  });
});

it('asks nothing of a body where the gateway is asked by GET', () => {
  expect(outletOf('sms', { ...shownOf(kept), method: 'GET' }).settings).toMatchObject({
    method: 'GET',
    body: null,
  });
});

it('takes replies, and looks for a sign of success, only where it is told where they stand', () => {
  const plain = outletOf('sms', { ...shownOf(kept), successPointer: '', replyId: '' }).settings;
  expect(plain).toMatchObject({ success: null, reply: null });
});

it('draws secrets as receivers want them, no two alike', () => {
  expect(drawnSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
  expect(drawnSecret()).not.toBe(drawnSecret());
});
