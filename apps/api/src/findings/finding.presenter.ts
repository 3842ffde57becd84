import { Injectable } from '@nestjs/common';
import { type FindingDetail, type FindingSummary, isCommandName } from '#contract';
import {
  type Actor,
  allowedCommands,
  type Clock,
  type Context,
  type Event,
  type Finding,
  isSuspended,
  type Plea,
  type Request,
  slipAwaits,
  stageOf,
  timeliness,
  undoUntil,
} from '#domain';
import {
  ContextStore,
  type FindingRow,
  FindingStore,
  PeopleStore,
  type RecordedEvent,
  type RecordedFinding,
} from '#persistence';
import { written, writtenOrNull } from '../http/written';
import { explainGranting } from './deadline-explanation';
import { peopleShown } from './people-shown';
import { sightOf } from './sight';

/** What callers see of the record. */
@Injectable()
export class FindingPresenter {
  constructor(
    private readonly context: ContextStore,
    private readonly people: PeopleStore,
    private readonly findings: FindingStore,
  ) {}

  async detail(recorded: RecordedFinding, viewer: Actor): Promise<FindingDetail> {
    const { finding, number, externalNumber, revision, terminal, at } = recorded;
    const context = await this.context.current();
    const { supervisingPath: _, rectifiers: _rectifiers, lastAct: _act, takenBack: _gone, ...facts } = finding;
    const whole = {
      ...facts,
      number,
      externalNumber,
      revision,
      terminal,
      stage: stageOf(finding.status),
      timeliness: timeliness(finding, at),
      suspended: isSuspended(finding),
      clocks: Object.values(finding.clocks).map(clockShown),
      requests: await this.requests(recorded, context),
      pleas: (finding.pleas ?? []).map((plea) => pleaShown(finding, plea)),
      allowedCommands: allowedCommands(finding, viewer, at).filter(isCommandName),
      undoUntil: writtenOrNull(undoUntil(finding, viewer, at)),
    };
    return (await peopleShown(whole, sightOf(finding, viewer, context.units), this.people)) as FindingDetail;
  }

  /** The log is read only where an extension waits. */
  private async requests(recorded: RecordedFinding, context: Context): Promise<object[]> {
    const { requests, id } = recorded.finding;
    const waits = ({ kind, status }: Request): boolean => kind === 'extension' && status === 'open';
    const log = requests.some(waits) ? (await this.findings.events(id)).map(({ event }) => event) : [];
    return requests.map((request) => ({
      ...request,
      granting: waits(request) ? explainGranting(recorded, request.id, log, context) : null,
    }));
  }

  async events({ finding }: RecordedFinding, log: readonly RecordedEvent[], viewer: Actor): Promise<unknown> {
    const { units } = await this.context.current();
    const sight = sightOf(finding, viewer, units);
    const items = log.map(({ seq, event, recordedAt, hash }) => ({
      seq,
      ...eventShown(event),
      recordedAt,
      // A hash covers the finder's id, and could be tried against every name in the district.
      ...(sight.whole && { hash }),
    }));
    return { items: await peopleShown(items, sight, this.people) };
  }

  summary(row: FindingRow): FindingSummary {
    const awaited = row.awaited && { ...row.awaited, dueAt: written(row.awaited.dueAt) };
    return { ...row, filedAt: written(row.filedAt), dueAt: writtenOrNull(row.dueAt), awaited };
  }
}

/** What stands again is on the finding's page; the patch is the record's own. */
function eventShown(event: Event): object {
  if (event.type !== 'taken_back') return event;
  const { restored: _, ...shown } = event;
  return shown;
}

function pleaShown(finding: Finding, plea: Plea) {
  const { clockId: _, generation: _generation, rung: _rung, ...said } = plea;
  return { ...said, slipAt: writtenOrNull(slipAwaits(finding, plea)) };
}

function clockShown({
  originalBudget: _,
  breachedDueAt: _breached,
  fixedDate: _date,
  grace: _grace,
  cap: _cap,
  held,
  ...clock
}: Clock) {
  return { ...clock, heldUntil: writtenOrNull(held?.until ?? null) };
}
