import { Injectable } from '@nestjs/common';
import { type FindingDetail, type FindingSummary, isCommandName } from '#contract';
import {
  type Actor,
  allowedCommands,
  type Clock,
  type Event,
  isSuspended,
  stageOf,
  timeliness,
  undoUntil,
} from '#domain';
import { ContextStore, type FindingRow, PeopleStore, type RecordedEvent, type RecordedFinding } from '#persistence';
import { written, writtenOrNull } from '../http/written';
import { peopleShown } from './people-shown';
import { sightOf } from './sight';

/** What callers see of the record. */
@Injectable()
export class FindingPresenter {
  constructor(
    private readonly context: ContextStore,
    private readonly people: PeopleStore,
  ) {}

  async detail(recorded: RecordedFinding, viewer: Actor): Promise<FindingDetail> {
    const { finding, number, externalNumber, revision, terminal, at } = recorded;
    const { units } = await this.context.current();
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
      allowedCommands: allowedCommands(finding, viewer, at).filter(isCommandName),
      undoUntil: writtenOrNull(undoUntil(finding, viewer, at)),
    };
    return (await peopleShown(whole, sightOf(finding, viewer, units), this.people)) as FindingDetail;
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
    return { ...row, filedAt: written(row.filedAt), dueAt: writtenOrNull(row.dueAt) };
  }
}

/** What stands again is on the finding's page; the patch is the record's own. */
function eventShown(event: Event): object {
  if (event.type !== 'taken_back') return event;
  const { restored: _, ...shown } = event;
  return shown;
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
