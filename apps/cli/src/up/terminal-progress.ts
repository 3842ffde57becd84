import type { Progress } from '#servers';

const TELL_AGAIN_S = 5;

/** Progress for a person who waits: each step on a line of its own, and a sign of life while it lasts. */
export interface TerminalProgress {
  say: Progress;
  /** Falls silent. */
  done: () => void;
}

export function terminalProgress(): TerminalProgress {
  let latest = '';
  let seconds = 0;
  const again = setInterval(() => {
    seconds += 1;
    if (latest && seconds % TELL_AGAIN_S === 0) process.stderr.write(`… ${latest} ${seconds} s\n`);
  }, 1_000);
  return {
    say(line) {
      latest = line;
      seconds = 0;
      process.stderr.write(`… ${line}\n`);
    },
    done: () => clearInterval(again),
  };
}
