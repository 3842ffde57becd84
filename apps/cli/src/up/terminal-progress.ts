import type { Progress } from '#servers';

const TELL_AGAIN_MS = 5_000;

/** Progress for a person who waits: each step on a line of its own, and a sign of life while it lasts. */
export interface TerminalProgress {
  say: Progress;
  /** Falls silent. */
  done(): void;
}

export function terminalProgress(): TerminalProgress {
  let latest = '';
  let since = performance.now();
  const again = setInterval(() => {
    const seconds = Math.round((performance.now() - since) / 1000);
    if (latest) process.stderr.write(`… ${latest} ${seconds} s\n`);
  }, TELL_AGAIN_MS);
  return {
    say(line) {
      latest = line;
      since = performance.now();
      process.stderr.write(`… ${line}\n`);
    },
    done: () => clearInterval(again),
  };
}
