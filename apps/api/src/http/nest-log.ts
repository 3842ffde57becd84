import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's own messages, as JSON lines among the others. */
export class NestLog implements LoggerService {
  constructor(private readonly lines: Logger) {}

  log(message: unknown, context?: string): void {
    this.lines.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.lines.warn({ context }, String(message));
  }

  error(message: unknown, stack?: string, context?: string): void {
    this.lines.error({ context, stack }, String(message));
  }
}
