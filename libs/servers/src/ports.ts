import { createServer } from 'node:net';

import { SetupError } from './setup-error';

const LOOPBACK = '127.0.0.1';

function listen(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ port, host, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}

/** A loopback port that nobody listened on a moment ago. */
export function freePort(): Promise<number> {
  return listen(0, LOOPBACK);
}

/** Whether nobody listens on the port, on loopback or on all interfaces. */
export async function isPortFree(port: number): Promise<boolean> {
  try {
    for (const host of [LOOPBACK, '0.0.0.0']) await listen(port, host);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' || code === 'EACCES') return false;
    throw error;
  }
}

/** @throws SetupError PORT_TAKEN, naming the port and the environment variable that moves `name` elsewhere. */
export async function assertPortFree(port: number, name: string, variable: string): Promise<void> {
  if (await isPortFree(port)) return;
  throw new SetupError(
    'PORT_TAKEN',
    `端口 ${port}（${name}）已被其他程序占用。请停掉它，或改用别的端口，例如 ${variable}=${port + 10}。`,
    `Port ${port} (${name}) is taken by another program. Stop it, or choose another port, for example ${variable}=${port + 10}.`,
  );
}
