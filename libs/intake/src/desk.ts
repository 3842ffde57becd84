import { createHash } from 'node:crypto';
import type { Actor, Command, EvidenceRef, Refusal } from '#domain';

/** Where drafts become findings: the record of findings, asked in the name of one person. */
export interface Desk {
  execute(
    id: string,
    command: Command,
    actor: Actor,
    options: { idempotencyKey: string; bodyHash: string; externalNumber?: string },
  ): Promise<DeskAnswer>;
}

export type DeskAnswer =
  | { kind: 'done'; number: string; replayed: boolean }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'stale' | 'key_reused' | 'not_found' };

/** What became of one row. `entered` counts the command that made the finding; `problem` is why a later one did not pass. */
export interface EnteredRow {
  row: number;
  fingerprint: string;
  findingId: string | null;
  number: string | null;
  outcome: 'entered' | 'there_before' | 'refused';
  problem: { code: string; zh: string; en: string } | null;
}

/** Keeps a picture that came with a list and answers how the record names it. */
export type KeepPicture = (sha256: string, role: EvidenceRef['role']) => Promise<EvidenceRef | null>;

/** The same row always makes the same finding, so an import cut off half-way can simply be made again (I7). */
export function findingIdOf(fingerprint: string, unitId: string): string {
  const hex = createHash('sha256').update(`${unitId}\n${fingerprint}`).digest('hex');
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export class Clerk {
  constructor(
    private readonly desk: Desk,
    readonly actor: Actor,
  ) {}

  /** One step of a row, safe to repeat: the key is the row's own. */
  step(id: string, fingerprint: string, command: Command, externalNumber?: string): Promise<DeskAnswer> {
    const idempotencyKey = `import:${command.type}:${fingerprint.slice(0, 64)}`;
    const options = { idempotencyKey, bodyHash: fingerprint, ...(externalNumber && { externalNumber }) };
    return this.desk.execute(id, command, this.actor, options);
  }
}

export function enteredRow(row: number, fingerprint: string, findingId: string, answer: DeskAnswer): EnteredRow {
  const base = { row, fingerprint };
  switch (answer.kind) {
    case 'done': {
      const outcome = answer.replayed ? 'there_before' : 'entered';
      return { ...base, findingId, number: answer.number, outcome, problem: null };
    }
    case 'refused': {
      const { code, zh, en } = answer.refusal;
      return { ...base, findingId: null, number: null, outcome: 'refused', problem: { code, zh, en } };
    }
    default: {
      const problem = {
        code: answer.kind,
        zh: '此行与已导入的内容冲突',
        en: 'This row conflicts with what was imported',
      };
      return { ...base, findingId: null, number: null, outcome: 'refused', problem };
    }
  }
}
