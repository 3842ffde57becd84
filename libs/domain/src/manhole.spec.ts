import { instantOf, wallTime } from '#calendar';
import { dispatcher, handlerOf, inspector } from '../test/district';
import { assign, assigned, file, rectifying, Scene, submit } from '../test/scene';

/** DC2026-054: 窨井盖松动, filed on the eve of Mid-Autumn. */
const manhole = () => assigned('2026-09-24 23:41', { categoryCode: 'SS01', description: '窨井盖松动', dangers: [] });

test('is due for control at 00:41 and for mending at 05:41', () => {
  const scene = manhole();
  expect(scene.due('L1.control')).toBe('2026-09-25 00:41');
  expect(scene.due('L1.rectify')).toBe('2026-09-25 05:41');
});

test('the yellow slip for control reaches the duty leader that night, at once', () => {
  const scene = manhole().until('2026-09-25 01:41');
  expect(scene.fired('L1.control')).toEqual(['R0 2026-09-25 00:11', 'R1 2026-09-25 00:42', 'R2 2026-09-25 01:41']);
  const yellow = scene.log('rung_fired').find((e) => e.clockId === 'L1.control' && e.colour === 'yellow');
  expect(yellow).toMatchObject({ atOnce: true, slip: '督办单', dueAt: instantOf('2026-09-25', '00:41') });
  expect(yellow!.to).toContain('duty_leader');
  expect(scene.state.notices.at(-1)).toMatchObject({ class: 'slip', life: 'issued', colour: 'yellow' });
  expect(scene.due('N3.reply')).toBe('2026-09-25 03:41');
});

test('not signed within the half hour, it counts as signed', () => {
  const scene = manhole().until('2026-09-25 00:12');
  expect(scene.state).toMatchObject({ status: 'rectifying', lines: [{ signedHow: 'deemed' }] });
});

test('a four-hour item filed then waits for its service to open: the office after the feast, city operations in the morning', () => {
  const office = new Scene('2026-09-24 23:41').when(inspector, file()).when(dispatcher, assign('ZJ'));
  expect(office.due('L1.receipt')).toBe('2026-09-28 12:00');
  const streets = new Scene('2026-09-24 23:41').when(inspector, file({ categoryCode: 'HW01' }));
  expect(streets.when(dispatcher, assign('CG')).due('L1.rectify')).toBe('2026-09-25 12:00');
});

test('made safe first, then mended: each step stops its own clock and the last gives the verdict', () => {
  const scene = rectifying('2026-09-24 23:41', { categoryCode: 'SS01' });
  const unit = handlerOf('ZJ');
  expect(scene.refusal(unit, submit({ step: 'rectify' }))).toBe('step_order');
  scene.until('2026-09-25 00:30').when(unit, submit());
  expect(scene.clock('L1.control')).toMatchObject({ stopped: true, consumed: 49 * 60_000 });
  scene.until('2026-09-25 05:41').when(unit, submit());
  expect(scene.state).toMatchObject({ status: 'submitted', submissions: [{ inTime: true }] });
  expect(wallTime(scene.state.submissions[0]!.dueAt!)).toBe('2026-09-25 05:41');
  expect(scene.due('verify')).toBe('2026-09-25 09:41');
});
