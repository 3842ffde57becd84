import { rmSync } from 'node:fs';

import { newState, stopOwn } from '#servers';

import { Ending } from './ending';

/** A folder for servers of a telling's own, which end with it, also at Ctrl-C and its like. */
export async function withOwnServers<T>(
  name: string,
  use: (stateDir: string, ending: Ending) => Promise<T>,
): Promise<T> {
  const { stateDir, release } = await newState(`duban-${name}-`);
  const ending = new Ending();
  ending.add(async () => {
    await stopOwn(stateDir);
    release();
    rmSync(stateDir, { recursive: true, force: true });
  });
  return ending.after(() => use(stateDir, ending));
}
