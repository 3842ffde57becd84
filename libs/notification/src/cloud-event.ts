import { type Instant, wallTime } from '#calendar';
import { linkOf, type ToldFact } from './texts';

/** CloudEvents 1.0: what happened to a finding, without any person. */
export function cloudEvent(
  fact: ToldFact & { seq: number; status: string; stage: string; unitId: string | null },
  publicUrl: string,
): object {
  return {
    specversion: '1.0',
    id: `${fact.findingId}/${fact.seq}`,
    source: `${publicUrl}/findings`,
    type: `cn.duban.finding.${fact.event.type}`,
    subject: fact.findingId,
    time: rfc3339(fact.event.at),
    datacontenttype: 'application/json',
    data: {
      number: fact.number,
      category: fact.category,
      place: fact.place,
      status: fact.status,
      stage: fact.stage,
      unitId: fact.unitId,
      dueAt: fact.dueAt === null ? null : rfc3339(fact.dueAt),
      ...(fact.event.type === 'rung_fired' && { rung: fact.event.rung, colour: fact.event.colour }),
      link: linkOf(fact.findingId, publicUrl),
    },
  };
}

/** Says that the line works. */
export const testEvent = (id: string, at: Instant, publicUrl: string): object => ({
  specversion: '1.0',
  id,
  source: publicUrl,
  type: 'cn.duban.test',
  time: rfc3339(at),
});

const rfc3339 = (at: Instant): string => `${wallTime(at).replace(' ', 'T')}:00+08:00`;
