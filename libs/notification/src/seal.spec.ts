import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Seal } from './seal';

const KEY = Buffer.alloc(32, 1).toString('base64');
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'duban-seal-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('opens what it sealed, for its owner alone', () => {
  const seal = Seal.of(KEY, folder);
  const sealed = seal.seal({ token: '秘密' }, 'outlet-1');
  expect(sealed.toString('latin1')).not.toContain('token');
  expect(seal.open(sealed, 'outlet-1')).toEqual({ token: '秘密' });
  expect(() => seal.open(sealed, 'outlet-2')).toThrow('DUBAN_SECRET_KEY');
  expect(() => Seal.of(Buffer.alloc(32, 2).toString('base64'), folder).open(sealed, 'outlet-1')).toThrow(
    'DUBAN_SECRET_KEY',
  );
  sealed[sealed.length - 1]! ^= 1;
  expect(() => seal.open(sealed, 'outlet-1')).toThrow('DUBAN_SECRET_KEY');
});

it('seals the same twice differently', () => {
  const seal = Seal.of(KEY, folder);
  expect(seal.seal({}, 'a').equals(seal.seal({}, 'a'))).toBe(false);
});

it('makes a key of its own once, readable by its owner alone', () => {
  const sealed = Seal.of(null, folder).seal({ a: 1 }, 'x');
  expect(Seal.of(null, folder).open(sealed, 'x')).toEqual({ a: 1 });
  expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
});
