import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { formatPidFile, parsePidFile, readLiving, writePidFile, type ProcessRecord } from './pid-file';
import { birthOf } from './process-identity';

const record: ProcessRecord = { pid: 4711, birth: 'boot:123', stopSignal: 'SIGINT' };

describe('a pid file', () => {
  it('reads back what it wrote', () => {
    expect(parsePidFile(formatPidFile(record))).toEqual(record);
  });

  it.each(['', '4711', '4711\n', '4711\nboot:123\n', '-1\nboot:123\nSIGINT\n', '0\nb\nSIGINT\n', 'x\nb\nSIGINT\n'])(
    'names nobody when it is torn or foreign: %j',
    (text) => {
      expect(parsePidFile(text)).toBeUndefined();
    },
  );
});

describe('the process it names', () => {
  let file: string;
  beforeEach(() => (file = join(mkdtempSync(join(tmpdir(), 'duban-pid-')), 'self.pid')));
  afterEach(() => rmSync(join(file, '..'), { recursive: true }));

  it('lives while that very process runs', () => {
    writePidFile(file, { ...record, pid: process.pid, birth: birthOf(process.pid)! });
    expect(readLiving(file)?.pid).toBe(process.pid);
  });

  it('is gone when its pid now belongs to a later process', () => {
    writePidFile(file, { ...record, pid: process.pid });
    expect(readLiving(file)).toBeUndefined();
  });

  it('is nobody without a file, or with a torn one', () => {
    expect(readLiving(file)).toBeUndefined();
    writeFileSync(file, String(process.pid));
    expect(readLiving(file)).toBeUndefined();
  });
});
