import { testServers } from './start-servers';

export default async function stopServers(): Promise<void> {
  const stop = await testServers.dubanTestServers?.started;
  delete testServers.dubanTestServers;
  await stop?.();
}
