import { t } from 'i18next';

import type { components } from './schema';

type Told = components['schemas']['Problem'];

/** A refusal (RFC 9457) in the reader's language: `title` and `detail` are fit to show. */
export class Problem extends Error {
  override readonly name = 'Problem';

  private constructor(private readonly told: Told) {
    super(told.title);
  }

  /** What is no problem document (a proxy's page, a cut answer) is told in our own words. */
  static of(body: unknown, status: number): Problem {
    const told = body as Partial<Told> | null | undefined;
    if (typeof told === 'object' && typeof told?.code === 'string' && typeof told.title === 'string')
      return new Problem(told as Told);
    return Problem.own('unanswered', status);
  }

  static own(code: 'offline' | 'unanswered' | 'broken', status = 0): Problem {
    const title = {
      offline: t('app:problem.offline'),
      unanswered: t('app:problem.unanswered'),
      broken: t('app:problem.broken'),
    };
    return new Problem({ type: 'about:blank', title: title[code], status, instance: '', code, requestId: '' });
  }

  get code(): string {
    return this.told.code;
  }

  get status(): number {
    return this.told.status;
  }

  get title(): string {
    return this.told.title;
  }

  get detail(): string | undefined {
    return this.told.detail;
  }

  get requestId(): string {
    return this.told.requestId;
  }

  /** What is wrong with each field, by its JSON pointer. */
  get errors(): NonNullable<Told['errors']> {
    return this.told.errors ?? [];
  }

  get facts(): NonNullable<Told['facts']> {
    return this.told.facts ?? {};
  }

  /** Headings of a list that nobody knows, and what they may hold. */
  get mapping(): Told['mapping'] {
    return this.told.mapping;
  }

  get allowedCommands(): readonly string[] {
    return this.told.allowedCommands ?? [];
  }

  /** The revision that the case has by now, where the one that was given is stale. */
  get revision(): number | undefined {
    return this.told.revision;
  }

  /** Nothing is known of what became of the request: it may be sent again under the same key. */
  get unknownOutcome(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

export const offline = (): Problem => Problem.own('offline');

/** Any error as something to show. */
export const problemOf = (error: unknown): Problem => (error instanceof Problem ? error : Problem.own('broken'));
