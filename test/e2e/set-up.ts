import setUpStacks from '../chaos/set-up';
import startServers from '../support/start-servers';

export default async function setUp(): Promise<void> {
  await startServers();
  await setUpStacks();
}
