import { ROLES } from '#domain';

import { signInTable } from './sign-in';

it('every role of the demonstration has an account to sign in with', () => {
  const table = signInTable();
  expect(table).toHaveLength(ROLES.length);
  for (const line of table) expect(line).toMatch(/^[a-z0-9.]+ +\S/);
});
