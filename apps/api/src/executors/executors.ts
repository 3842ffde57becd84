import { Injectable } from '@nestjs/common';
import { type Finding, type Line, timeliness } from '#domain';
import { EVERYTHING, type ExecutorLink, ExecutorStore, FindingStore, type RecordedFinding } from '#persistence';
import { Refusal } from '../http/problems';

/** A link that opens now, with the line it stands for. */
export interface OpenDoor {
  link: ExecutorLink;
  recorded: RecordedFinding;
  line: Line;
}

/** Which links open: while their line is at work and the case is not past its due. */
@Injectable()
export class Executors {
  constructor(
    private readonly store: ExecutorStore,
    private readonly findings: FindingStore,
  ) {}

  /** @throws Refusal `link_unknown`, `link_dead` */
  async enter(authorization: string | undefined): Promise<OpenDoor> {
    const token = /^Link ([\w-]{43})$/.exec(authorization ?? '')?.[1];
    const link = token ? await this.store.byToken(token) : null;
    const recorded = link && (await this.findings.read(link.findingId, EVERYTHING));
    if (!recorded) throw Refusal.of('link_unknown');
    const line = lineAtWork(recorded.finding, link.lineId);
    if (!line || isPastDue(recorded)) throw Refusal.of('link_dead');
    return { link, recorded, line };
  }
}

/** Null when the line has ended, or the case no longer waits for the unit. */
export function lineAtWork(finding: Finding, lineId: string): Line | null {
  if (finding.status !== 'assigned' && finding.status !== 'rectifying') return null;
  return finding.lines.find(({ id, status }) => id === lineId && status === 'open') ?? null;
}

/** With it every link of the case is dead. */
export const isPastDue = ({ finding, at }: RecordedFinding): boolean => {
  const { dueAt } = timeliness(finding, at);
  return dueAt !== null && at > dueAt;
};
