import { keepRunning, type Mortal } from './keep-running';

const dying = (how: string): Mortal => ({ ended: Promise.resolve(how) });

/** Plays a process through its lives; the end is wanted when none is left. */
async function live(first: Mortal, later: (() => Mortal)[]) {
  const stop = new AbortController();
  const pauses: number[] = [];
  const reports: string[] = [];
  const again = async () => {
    const next = later.shift()!;
    if (later.length === 0) stop.abort();
    return next();
  };
  const pause = async (ms: number) => pauses.push(ms);
  await keepRunning({ name: 'api', first, again, stopping: stop.signal, report: (line) => reports.push(line), pause });
  return { pauses, reports };
}

describe('a process that dies', () => {
  it('is started again, each time after a longer pause up to 30 s, until its end is wanted', async () => {
    const lives = Array.from({ length: 7 }, () => () => dying('exit 1'));
    const { pauses, reports } = await live(dying('SIGKILL'), lives);
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(reports[0]).toContain('SIGKILL');
  });

  it('is tried again when it could not even be started', async () => {
    const refused = () => {
      throw new Error('port taken');
    };
    const { reports } = await live(dying('exit 1'), [refused, () => dying('exit 1')]);
    expect(reports[1]).toContain('port taken');
  });

  it('is left alone when it was not ours to start', async () => {
    expect(await live({}, [])).toEqual({ pauses: [], reports: [] });
  });
});
