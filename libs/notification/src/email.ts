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
    const transport = this.transport(address);
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
      return judged(error as SmtpError);
    } finally {
      transport.close();
    }
  }

  private transport(address: string) {
    const { host, port, security, username } = this.settings;
    return createTransport({
      host: address,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      tls: isIP(host) ? {} : { servername: host },
      ...(username !== null && { auth: { user: username, pass: this.secrets.password ?? '' } }),
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    });
  }
}

interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
}

/** Only the server's answer to the text itself says whether it took it. */
function judged({ code, command, responseCode }: SmtpError): SendOutcome {
  if (responseCode !== undefined)
    return { kind: 'failed', why: `smtp_${responseCode}`, final: responseCode >= 500 && code !== 'EAUTH' };
  const before = code === 'EDNS' || code === 'ETLS' || code === 'EAUTH' || command === 'CONN';
  if (before) return { kind: 'failed', why: (code ?? 'failed').toLowerCase(), final: false };
  return { kind: 'unknown', why: (code ?? 'failed').toLowerCase() };
}
