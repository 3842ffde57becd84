import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import { type CommandDone, type CommandName, type EvidenceClaim, type FileFinding, isCommandName } from '#contract';
import {
  type Actor,
  type ActorRef,
  allowedCommands,
  type Command,
  type EvidenceRef,
  stageOf,
  undoUntil,
} from '#domain';
import {
  type Done,
  type ExecuteOptions,
  FindingStore,
  ListStore,
  type Outcome,
  PeopleStore,
  type RecordedFinding,
  RoundStore,
  scopeOf,
} from '#persistence';
import { Photos } from '../evidence/photos';
import { Refusal } from '../http/problems';
import { writtenOrNull } from '../http/written';
import { CommandMetrics } from '../operations/command-metrics';
import { Proposals } from './proposals';
import { RecordClock } from './record-clock';
import { REFUSAL_STATUS } from './refusal-status';

/** Commands as people give them: sought in their scope, completed from the record, judged by the domain. */
@Injectable()
export class CommandDesk {
  constructor(
    private readonly findings: FindingStore,
    private readonly photos: Photos,
    private readonly metrics: CommandMetrics,
    private readonly clock: RecordClock,
    private readonly people: PeopleStore,
    private readonly proposals: Proposals,
    private readonly rounds: RoundStore,
    private readonly lists: ListStore,
  ) {}

  /** Under an id that says what it is: one that is there already is not filed again. */
  async fileOnce(id: string, given: FileFinding, actor: Actor): Promise<void> {
    if (!(await this.findings.read(id))) await this.file(given, actor, {}, id);
  }

  async file(
    given: FileFinding,
    actor: Actor,
    options: ExecuteOptions,
    id: string = randomUUID(),
  ): Promise<CommandDone> {
    if (given.filedBy) await this.requirePerson(given.filedBy);
    if (given.roundId) await this.requireRound(given.roundId, given, actor);
    if (given.listId && !(await this.lists.isKnown(given.listId))) throw Refusal.of('unknown_list');
    const supervisingUnitId = given.supervisingUnitId ?? actor.unitId;
    const place = given.place ?? {};
    const foundAt = given.capturedAt ?? null;
    const claims = given.evidence ?? [];
    const discovery = { finding: null, place, foundAt, now: await this.clock.now() };
    const evidence = await this.photos.attach(claims, 'before', discovery, actor);
    const proposal = await this.proposals.of(given);
    const missing = missingIn(given);
    const command = { ...given, type: 'file', id, supervisingUnitId, evidence, missing, proposal } as const;
    return this.execute(id, command, actor, options);
  }

  /** 检查上报: by its team, while it is open, at one of its places. */
  private async requireRound(roundId: string, { pointId, capturedAt }: FileFinding, actor: Actor): Promise<void> {
    const seenAt = Math.min(capturedAt ?? Infinity, await this.clock.now());
    const filing = { roundId, pointId: pointId ?? null, personId: actor.personId, seenAt };
    if (!(await this.rounds.takesFiling(filing))) throw Refusal.of('round_not_open');
  }

  /** Who found it is counted in the separation of duties, so it must be somebody. */
  private async requirePerson({ personId, unitId }: ActorRef): Promise<void> {
    if ((await this.people.person(personId))?.unitId === unitId) return;
    const zh = '该单位没有此人，请核对';
    const faults = [{ pointer: '/filedBy', code: 'unknown_person', zh, en: 'nobody of that unit; check both' }];
    throw Refusal.of('invalid_request', { faults });
  }

  /** @throws Refusal `not_found` alike for a finding that is not there and for one outside the caller's scope. */
  async give(
    id: string,
    name: CommandName,
    payload: object,
    actor: Actor,
    options: ExecuteOptions,
  ): Promise<CommandDone> {
    const recorded = await this.inScope(id, actor);
    for (const other of othersNamed(payload)) await this.inScope(other, actor);
    const completed = { type: name, ...payload, ...(await this.evidenceIn(payload, recorded, actor)) } as Command;
    return this.execute(recorded.finding.id, completed, actor, options);
  }

  async inScope(id: string, actor: Actor): Promise<RecordedFinding> {
    const recorded = await this.findings.read(id, scopeOf(actor));
    if (!recorded) throw Refusal.of('not_found');
    return recorded;
  }

  private async execute(id: string, command: Command, actor: Actor, options: ExecuteOptions): Promise<CommandDone> {
    const started = performance.now();
    const outcome = await this.findings.execute(id, command, actor, options);
    this.metrics.observe(command.type, outcome.kind, performance.now() - started);
    return doneOrThrow(outcome, actor);
  }

  private async evidenceIn(
    payload: object,
    { finding, at: now }: RecordedFinding,
    actor: Actor,
  ): Promise<{ evidence?: EvidenceRef[] }> {
    if (!('evidence' in payload) || !payload.evidence) return {};
    const { place, capturedAt, filedAt } = finding;
    const discovery = { finding, place, foundAt: Math.min(capturedAt ?? filedAt, filedAt), now };
    return { evidence: await this.photos.attach(payload.evidence as EvidenceClaim[], 'after', discovery, actor) };
  }
}

/** 待补: what a dispatcher will ask for. */
const missingIn = ({ categoryCode, place, matter }: FileFinding): string[] =>
  matter
    ? []
    : [
        ...(categoryCode ? [] : ['category']),
        ...(place && Object.values(place).some((value) => value !== null) ? [] : ['place']),
      ];

/** A merge names another finding, which must be in sight too. */
const othersNamed = (payload: object): string[] =>
  ['into', 'mergeInto'].flatMap((key) => {
    const named = (payload as Record<string, unknown>)[key];
    return typeof named === 'string' ? [named] : [];
  });

function doneOrThrow(outcome: Outcome, actor: Actor): CommandDone {
  switch (outcome.kind) {
    case 'done':
      return answerOf(outcome, actor);
    case 'refused': {
      const { refusal, allowed } = outcome;
      const status = REFUSAL_STATUS[refusal.code];
      throw Refusal.ofDomain(refusal, status, {
        ...(refusal.detail && { facts: refusal.detail }),
        ...(status === 409 && { allowedCommands: allowed.filter(isCommandName) }),
      });
    }
    case 'stale':
      throw Refusal.of('stale_revision', { revision: outcome.revision });
    case 'key_reused':
      throw Refusal.of('idempotency_key_reused');
    case 'not_found':
      throw Refusal.of('not_found');
  }
}

const answerOf = ({ finding, number, revision, replayed, at }: Done, actor: Actor): CommandDone => ({
  id: finding.id,
  number,
  status: finding.status,
  stage: stageOf(finding.status),
  revision,
  seq: finding.seq,
  replayed,
  allowedCommands: allowedCommands(finding, actor, at).filter(isCommandName),
  undoUntil: writtenOrNull(undoUntil(finding, actor, at)),
});
