import { Injectable } from '@nestjs/common';
import { describeSegmentsZh, type Instant } from '#calendar';
import type { CaseFacts } from '#documents';
import { type Event, explainClock, type Finding, fold, judgedBy } from '#domain';
import { ContextStore, DirectoryStore, FindingStore, type RecordedFinding } from '#persistence';

/** A finding as its papers see it. */
@Injectable()
export class CaseReader {
  constructor(
    private readonly findings: FindingStore,
    private readonly context: ContextStore,
    private readonly directory: DirectoryStore,
  ) {}

  /** As it stands. */
  async now({ finding, number, at }: RecordedFinding): Promise<CaseFacts> {
    return this.facts(finding, number, await this.eventsOf(finding.id), at);
  }

  /** As it stood when `last` picked its event; null when there was no such event. */
  async when(
    { finding, number }: RecordedFinding,
    last: (event: Event) => boolean,
  ): Promise<{ facts: CaseFacts; event: Event } | null> {
    const events = await this.eventsOf(finding.id);
    const index = events.findIndex(last);
    const event = events[index];
    if (!event) return null;
    // What the same instant brought with it belongs to it: the reply's clock of a slip.
    const end = events.findIndex((later, at) => at > index && later.at !== event.at);
    const until = events.slice(0, end < 0 ? events.length : end);
    return { facts: await this.facts(fold(until) ?? finding, number, until, event.at), event };
  }

  private async eventsOf(id: string): Promise<Event[]> {
    return (await this.findings.events(id)).map(({ event }) => event);
  }

  private async facts(finding: Finding, number: string, events: Event[], at: Instant): Promise<CaseFacts> {
    const [{ policy, calendar }, units] = await Promise.all([this.context.current(), this.directory.unitsEver()]);
    const names = new Map(units.map(({ id, name }) => [id, name]));
    const clock = judgedBy(finding);
    const life = clock && explainClock(events, clock.id, calendar);
    const reasons = new Map([
      ...policy.suspensions.map(({ reason, zh }) => [reason, zh] as const),
      ...policy.returnReasons.map(({ code, zh }) => [code, zh] as const),
    ]);
    return {
      finding,
      number,
      events,
      at,
      issuer: names.get(finding.supervisingUnitId) ?? finding.supervisingUnitId,
      unit: (id) => (id === null ? '—' : (names.get(id) ?? id)),
      category: (code) => policy.categories.find((category) => category.code === code)?.name ?? '待定',
      reason: (code) => reasons.get(code) ?? code,
      explained: life
        ? describeSegmentsZh(clock.fixed ? [] : life.segments, life.measure, {
            at: life.dueAt,
            provisional: life.provisional,
          })
        : [],
    };
  }
}
