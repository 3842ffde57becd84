import { dutyLead, leader, officeHead } from '../test/district';
import { rectifying, type Scene } from '../test/scene';
import { BEGINS, reason } from '../test/standing';

const start = (colour: 'yellow' | 'red') => ({ type: 'start-higher', colour, reason }) as const;
const major = () => rectifying(BEGINS, { severity: 'major' });
const slips = ({ state }: Scene) => state.notices.map(({ title, colour, life }) => [title, colour, life]);

test('a major case starts at yellow: neither blue nor yellow follows at the due, red does in its time', () => {
  const scene = major().when(officeHead, start('yellow'));
  expect(slips(scene)).toEqual([['督办单', 'yellow', 'issued']]);
  expect(scene.state.colour).toBe('yellow');
  scene.until('2026-09-30 09:00');
  expect(scene.fired('L1.rectify').map((rung) => rung.slice(0, 2))).toEqual(['R0', 'R3']);
});

test('red is a paper: it waits for its signature', () => {
  expect(slips(major().when(officeHead, start('red')))).toEqual([['督办单', 'red', 'draft']]);
});

test('what it spared stays spared when the clock is paused and resumed', () => {
  const scene = major().when(officeHead, start('yellow'));
  scene
    .when(dutyLead, { type: 'suspend', reason: 'weather', until: '2026-09-09', groupId: 'storm' })
    .until('2026-09-20 09:00');
  expect(scene.fired('L1.rectify').map((rung) => rung.slice(0, 2))).toEqual(['R0']);
});

test('a leader’s instruction opens it for any case; the office head alone decides', () => {
  const scene = rectifying(BEGINS);
  expect(scene.refusal(officeHead, start('yellow'))).toBe('no_higher_start');
  scene.when(leader, { type: 'instruct', text: '请抓紧' });
  expect(scene.refusal(officeHead, start('yellow'))).toBeNull();
  expect(scene.refusal(dutyLead, start('yellow'))).toBe('wrong_approver');
});

test('never down, and not the same again', () => {
  const scene = major().when(officeHead, start('red'));
  expect(scene.refusal(officeHead, start('yellow'))).toBe('no_higher_start');
  expect(scene.refusal(officeHead, start('red'))).toBe('no_higher_start');
});
