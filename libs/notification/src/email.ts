import { createTransport } from 'nodemailer';
import { isIP } from 'node:net';
import type { EmailSettings } from '#contract';
import type { Channel, Letter, SendOutcome } from './channel';
import { TargetRefused, type Wire } from './wire';

export interface EmailSecrets {
  password?: string;
}

const TIMEOUT_MS = 10_000;

/** 邮件, by the district's own server. */
export class Email implements Channel {
  readonly repeatable = false;

  constructor(
    private readonly settings: EmailSettings,
    private readonly secrets: EmailSecrets,
    private readonly wire: Wire,
  ) {}

  async send({ id, to, subject, text }: Letter): Promise<SendOutcome> {
    const { from, host } = this.settings;
    const address = await this.wire.addressOf(host).catch((error: unknown) => error as Error);
    if (typeof address !== 'string') {
      const refused = address instanceof TargetRefused;
      return { kind: 'failed', why: refused ? address.why : 'unknown_host', final: refused };
    }
    const conversation = new Conversation();
    const transport = this.transport(address, conversation);
    try {
      await transport.sendMail({
        from,
        to: to ?? '',
        subject,
        text,
        messageId: `<${id}@${from.split('@')[1]}>`,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return { kind: 'sent' };
    } catch (error) {
      return judged(error as SmtpError, conversation.textAskedFor);
    } finally {
      transport.close();
    }
  }

  private transport(address: string, conversation: Conversation) {
    const { host, port, security, username } = this.settings;
    return createTransport({
      host: address,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      tls: isIP(host) ? {} : { servername: host },
      ...(username !== null && { auth: { user: username, pass: this.secrets.password ?? '' } }),
      logger: conversation,
      transactionLog: true,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    });
  }
}

/** Listens to the session, and keeps of it only whether the server asked for the text: from there on it may have arrived. */
class Conversation {
  textAskedFor = false;

  debug({ tnx }: { tnx?: string }, said: string): void {
    if (tnx === 'server' && said.startsWith('354')) this.textAskedFor = true;
  }

  trace(): void {}
  info(): void {}
  warn(): void {}
  error(): void {}
  fatal(): void {}
  level(): void {}
}

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
}

/** What the server answered it has said; without an answer, a text that it had begun to take may have arrived. */
function judged({ code = 'failed', responseCode }: SmtpError, textAskedFor: boolean): SendOutcome {
  if (responseCode !== undefined)
    return { kind: 'failed', why: `smtp_${responseCode}`, final: responseCode >= 500 && code !== 'EAUTH' };
  const why = code.toLowerCase();
  return textAskedFor ? { kind: 'unknown', why } : { kind: 'failed', why, final: false };
}
