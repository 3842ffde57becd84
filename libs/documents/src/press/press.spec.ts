import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Press } from './press';

const PROGRAM = `
  process.on('disconnect', () => process.exit());
  process.on('message', ({ id, does }) => {
    if (does === 'never ends') for (;;);
    if (does === 'dies') process.exit(1);
    process.send(does === 'fails' ? { id, fault: 'no such font' } : { id, pid: process.pid });
  });`;

describe('a press', () => {
  const folder = mkdtempSync(join(tmpdir(), 'duban-press-'));
  const program = join(folder, 'program.cjs');
  writeFileSync(program, PROGRAM);
  const press = new Press<{ pid: number }>({ program, deadlineMs: 2_000 });
  const pidOf = async (): Promise<number> => (await press.make({})).pid;
  const lives = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  afterAll(() => {
    press.close();
    rmSync(folder, { recursive: true });
  });

  it('does one job after another in the same process', async () => {
    const [one, other] = await Promise.all([pidOf(), pidOf()]);
    expect(one).toBe(other);
  });

  it('kills what never ends, and goes on with a new process', async () => {
    const stuck = await pidOf();
    await expect(press.make({ does: 'never ends' })).rejects.toMatchObject({ code: 'too_large' });
    const next = await pidOf();
    expect(next).not.toBe(stuck);
    while (lives(stuck)) await new Promise((resolve) => setTimeout(resolve, 10));
  });

  it('tells a fault from a process that died, and goes on after either', async () => {
    await expect(press.make({ does: 'fails' })).rejects.toMatchObject({ code: 'faulty', message: 'no such font' });
    await expect(press.make({ does: 'dies' })).rejects.toMatchObject({ code: 'too_large' });
    await pidOf();
  });

  it('sends away whoever comes while too many wait, and nobody afterwards', async () => {
    const asked = Array.from({ length: 20 }, () => press.make({}));
    const settled = await Promise.allSettled(asked);
    const codes = settled.map((each) => (each.status === 'rejected' ? (each.reason as { code: string }).code : 'made'));
    expect(codes.filter((code) => code === 'busy')).toHaveLength(4);
    expect(codes.filter((code) => code === 'made')).toHaveLength(16);
    await pidOf();
  });
});
