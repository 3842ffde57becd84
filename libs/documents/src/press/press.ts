import { type ChildProcess, fork } from 'node:child_process';

/** A paper that takes longer is given up, with the process that was at it. */
const DEADLINE_MS = 20_000;
/** A paper that needs more is given up as well. */
const MOST_MEMORY_MB = 512;
/** Whoever comes while so many wait is asked to come again. */
const MOST_WAITING = 16;

/** The paper was not made: too much in it, a fault of ours, or too many wait. */
export class PressFailed extends Error {
  override readonly name = 'PressFailed';

  constructor(
    readonly code: 'too_large' | 'faulty' | 'busy',
    message: string,
  ) {
    super(message);
  }
}

export interface PressOptions {
  /** The file that the process runs: it answers each job by its id, with what it made or a fault. */
  program: string;
  /** What it is told before its first job. */
  setting?: object;
  /** What Node needs to run it. */
  node?: readonly string[];
  deadlineMs?: number;
}

interface Waiting<Made> {
  id: number;
  resolve(made: Made): void;
  reject(error: Error): void;
}

/** Makes files one after another in a process that is started by the first and again after a failure. */
export class Press<Made extends object> {
  private process: ChildProcess | null = null;
  private waiting: Waiting<Made> | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private count = 0;
  private queued = 0;

  constructor(private readonly options: PressOptions) {}

  /** @throws PressFailed */
  async make(job: object): Promise<Made> {
    if (this.queued >= MOST_WAITING) throw new PressFailed('busy', `${this.queued} papers wait`);
    this.queued += 1;
    const turn = this.last.then(() => this.made(job)).finally(() => (this.queued -= 1));
    this.last = turn.catch(() => {});
    return turn;
  }

  close(): void {
    this.fail(new PressFailed('faulty', 'closed'));
  }

  private made(job: object): Promise<Made> {
    const { deadlineMs = DEADLINE_MS } = this.options;
    const press = (this.process ??= this.started());
    const id = ++this.count;
    return new Promise<Made>((resolve, reject) => {
      const deadline = setTimeout(() => this.fail(new PressFailed('too_large', `${deadlineMs} ms`)), deadlineMs);
      const ended =
        <Value>(then: (value: Value) => void) =>
        (value: Value): void => {
          clearTimeout(deadline);
          this.waiting = null;
          then(value);
        };
      this.waiting = { id, resolve: ended(resolve), reject: ended(reject) };
      press.send({ id, ...job });
    });
  }

  private started(): ChildProcess {
    const { program, setting, node = [] } = this.options;
    const press = fork(program, [], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${MOST_MEMORY_MB}`, ...node],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    press.on('message', (said: { id: number } & (Made | { fault: string })) => this.hear(said));
    const gone = (failure: PressFailed) => press === this.process && this.fail(failure);
    press.on('error', (error) => gone(new PressFailed('faulty', error.message)));
    // Out of memory, most often.
    press.on('exit', () => gone(new PressFailed('too_large', 'the process ended')));
    if (setting) press.send(setting);
    // A process that is about to end does not wait for one that waits for work.
    press.unref();
    press.channel?.unref();
    return press;
  }

  private hear({ id, ...said }: { id: number } & (Made | { fault: string })): void {
    if (this.waiting?.id !== id) return;
    if ('fault' in said) this.waiting.reject(new PressFailed('faulty', String(said.fault)));
    else this.waiting.resolve(said as unknown as Made);
  }

  private fail(error: PressFailed): void {
    this.process?.kill('SIGKILL');
    this.process = null;
    this.waiting?.reject(error);
  }
}
