import tearDownStacks from '../chaos/tear-down';
import stopServers from '../support/stop-servers';

export default async function tearDown(): Promise<void> {
  tearDownStacks();
  await stopServers();
}
