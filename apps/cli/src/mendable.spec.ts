import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { CivilDateError } from '#calendar';
import { IntakeRefusal } from '#intake';
import { SetupError } from '#servers';

import { mendable } from './mendable';

const thrown = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

it.each([
  new SetupError('SETTING_INVALID', '请改正', 'mend it'),
  new IntakeRefusal('empty_file'),
  new CivilDateError('没有这一天', 'no such date'),
])('what speaks both languages is told in a line of each', (error) => {
  expect(mendable(error)).toMatch(/^[^\n]*[一-鿿][^\n]*\n[^\n]*[a-z][^\n]*$/);
});

it('a file that cannot be read is named', () => {
  const missing = thrown(() => readFileSync('/no/such.xlsx'));
  expect(mendable(missing)).toBe('没有这个文件：/no/such.xlsx。\nNo such file: /no/such.xlsx');
});

it('a full disk is told, whether a file or the database found it', () => {
  const ours = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const theirs = Object.assign(new Error('could not extend file "base/5/1": No space left on device'), {
    code: '53100',
  });
  for (const error of [ours, theirs]) expect(mendable(error)).toMatch(/^磁盘空间不足[^\n]*\nThe disk is full[^\n]*$/);
});

it('a database that is away is named by its address', async () => {
  const away = await new Promise((resolve) => connect(1, '127.0.0.1').once('error', resolve));
  expect(mendable(away)).toMatch(/127\.0\.0\.1:1.*DATABASE_URL/);
});

it('a database that is somebody else’s is told in a line of each language', () => {
  const stranger = Object.assign(new Error('password authentication failed for user "duban"'), { code: '28P01' });
  expect(mendable(stranger)).toMatch(/^[^\n]*npm start[^\n]*\n[^\n]*DATABASE_URL\.$/);
});

it('what nobody foresaw is left as it is', () => expect(mendable(new TypeError('x is not a function'))).toBeNull());
