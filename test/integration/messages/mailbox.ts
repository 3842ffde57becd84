import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Mail {
  from: string;
  to: string[];
  raw: string;
}

/** A real SMTP server on the loopback. */
export class Mailbox {
  readonly mails: Mail[] = [];
  /** What it answers to the text itself; null: it takes it. */
  refusal: { code: number; text: string } | null = null;
  /** Ends the line where the text has come, or before it may come, and says nothing. */
  hangsUp: 'after the text' | 'before the text' | null = null;

  private constructor(private readonly server: SMTPServer) {}

  static async open(account?: { user: string; pass: string }): Promise<Mailbox> {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS', ...(account ? [] : (['AUTH'] as const))],
      authOptional: !account,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        username === account?.user && password === account?.pass
          ? done(null, { user: username })
          : done(Object.assign(new Error('wrong'), { responseCode: 535 })),
      onRcptTo: (_address, _session, done) => (box.hangsUp === 'before the text' ? box.hangUp() : done()),
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          if (box.hangsUp === 'after the text') return box.hangUp();
          if (box.refusal) return done(Object.assign(new Error(box.refusal.text), { responseCode: box.refusal.code }));
          const { mailFrom, rcptTo } = session.envelope;
          box.mails.push({
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
            raw: Buffer.concat(parts).toString('utf8'),
          });
          done();
        });
      },
    });
    const box: Mailbox = new Mailbox(server);
    server.on('error', () => {});
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    return box;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private hangUp(): void {
    for (const connection of this.server.connections as Set<{ _socket: { destroy(): void } }>)
      connection._socket.destroy();
  }
}
