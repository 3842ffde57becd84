import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import type { Logger } from 'pino';
import type { Registry } from 'prom-client';

import type { Readiness } from './readiness';

interface HealthParts {
  host: string;
  port: number;
  readiness: Readiness;
  registry: Registry;
  log: Logger;
}

/** /healthz: the process runs. /readyz: it does its work. /metrics: for Prometheus. */
export class HealthServer {
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch((error: unknown) => {
      this.parts.log.warn({ err: error }, 'health: could not answer');
      response.writeHead(500).end();
    });
  });

  constructor(private readonly parts: HealthParts) {}

  /** @throws when the port is taken. */
  async start(): Promise<void> {
    this.server.listen(this.parts.port, this.parts.host);
    await once(this.server, 'listening');
    this.parts.log.info({ address: this.server.address() }, 'worker: health');
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/healthz') return send(response, 200, { status: 'up' });
    if (request.url === '/readyz') {
      const state = await this.parts.readiness.state();
      return send(response, state.ready ? 200 : 503, state);
    }
    if (request.url !== '/metrics') return send(response, 404, { paths: ['/healthz', '/readyz', '/metrics'] });
    response.setHeader('content-type', this.parts.registry.contentType);
    response.end(await this.parts.registry.metrics());
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
