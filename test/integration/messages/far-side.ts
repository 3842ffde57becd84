import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Arrived {
  method: string;
  /** Path and query as they came. */
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

type Answer = (arrived: Arrived, response: ServerResponse) => void;

const json =
  (value: unknown, status = 200): Answer =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

/** A real server on the loopback that keeps what arrives; its answers are the test's. */
export class FarSide {
  readonly arrived: Arrived[] = [];
  answer: Answer = json({ errcode: 0, code: 0 });

  private constructor(private readonly server: Server) {}

  static readonly json = json;
  static readonly hang: Answer = () => {};

  static async open(host = '127.0.0.1', port = 0): Promise<FarSide> {
    const server = createServer((request, response) => void far.take(request, response));
    const far: FarSide = new FarSide(server);
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
    return far;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const arrived = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(parts).toString('utf8'),
    };
    this.arrived.push(arrived);
    this.answer(arrived, response);
  }
}
