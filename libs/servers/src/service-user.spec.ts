import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { mayEnter } from './service-user';

const stranger = { uid: 60_001, gid: 60_001 };

describe('an unprivileged user', () => {
  let home: string;
  let inner: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'duban-enter-'));
    inner = join(home, 'state');
    mkdirSync(inner, { mode: 0o755 });
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it('is shut out by a private folder anywhere above', () => {
    chmodSync(home, 0o700);
    expect(mayEnter(stranger, inner)).toBe(false);
  });

  it('may enter where every folder lets others through', () => {
    chmodSync(home, 0o711);
    expect(mayEnter(stranger, inner)).toBe(true);
  });
});
