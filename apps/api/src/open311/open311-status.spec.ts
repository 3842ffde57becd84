import { STATUSES } from '#domain';
import { statusesOf, statusOf } from './open311-status';

it('finds as closed what it shows as closed, and each status as one of the two', () => {
  for (const wanted of ['open', 'closed'] as const)
    expect(statusesOf([wanted])).toEqual(STATUSES.filter((status) => statusOf(status).status === wanted));
  expect(statusesOf(['closed'])).toContain('written_off');
  expect(statusesOf(['open', 'closed'])).toEqual(STATUSES);
});
