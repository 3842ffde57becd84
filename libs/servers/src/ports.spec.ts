import { createServer, type AddressInfo, type Server } from 'node:net';

import { assertPortFree, freePort, isPortFree } from './ports';

describe('a port', () => {
  let stranger: Server;
  const occupy = (host: string) =>
    new Promise<number>((resolve) => {
      stranger = createServer().listen(0, host, () => resolve((stranger.address() as AddressInfo).port));
    });
  afterEach(() => stranger?.close());

  it.each(['127.0.0.1', '0.0.0.0'])('taken on %s is an error that names it and its variable', async (host) => {
    const port = await occupy(host);
    await expect(assertPortFree(port, 'PostgreSQL', 'DUBAN_PG_PORT')).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: expect.stringMatching(new RegExp(`${port}.*PostgreSQL.*DUBAN_PG_PORT`)),
    });
  });

  it('that is free may be used', async () => {
    const port = await freePort();
    expect(await isPortFree(port)).toBe(true);
    await expect(assertPortFree(port, 'api', 'DUBAN_PORT')).resolves.toBeUndefined();
  });
});
