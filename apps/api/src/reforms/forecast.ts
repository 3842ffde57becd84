import { Injectable } from '@nestjs/common';
import { type Actor, type Command, type Context, decide, type Finding } from '#domain';
import { type DeadlineChange, FindingStore, type RecordedFinding } from '#persistence';

const BATCH = 50;

/** The difference that a calendar or a policy would make, told before it is in force (rulings 7 and 8). */
@Injectable()
export class Forecast {
  constructor(private readonly findings: FindingStore) {}

  /** Every open finding is judged under `rules`; nothing is written. */
  async changes(command: Command, actor: Actor, rules: Context): Promise<DeadlineChange[]> {
    const changes: DeadlineChange[] = [];
    for (let after: string | null = null; ;) {
      const ids = await this.findings.openIds(after, BATCH);
      if (ids.length === 0) return changes;
      const read = await Promise.all(ids.map((id) => this.findings.read(id)));
      changes.push(...read.flatMap((recorded) => (recorded ? moved(recorded, command, actor, rules) : [])));
      after = ids.at(-1)!;
    }
  }
}

function moved(
  { finding, number, at }: RecordedFinding,
  command: Command,
  actor: Actor,
  rules: Context,
): DeadlineChange[] {
  const decision = decide(finding, command, actor, at, rules);
  return decision.ok ? differences(finding, decision.state, number) : [];
}

const differences = (before: Finding, after: Finding, number: string): DeadlineChange[] =>
  Object.values(before.clocks).flatMap(({ id, kind, dueAt }) => {
    const due = after.clocks[id]?.dueAt ?? null;
    return due === dueAt ? [] : [{ id: before.id, number, clockId: id, clockKind: kind, before: dueAt, after: due }];
  });
