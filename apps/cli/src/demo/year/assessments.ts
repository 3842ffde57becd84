import { createHash } from 'node:crypto';

import type { Instant } from '#calendar';
import { type AssessmentResult, type Period, periodBefore, type PeriodKind, periodOf } from '#domain';
import type { DistrictRecord, EditionRow, VerifiedEdition } from '#persistence';

import type { World } from './casework';
import { chance, uuidOf } from './chance';

const KINDS: readonly PeriodKind[] = ['month', 'quarter', 'year'];

/** 月度调度, 季度考核, 年度考核: drafted when a period has ended, appealed against, published, its proposals decided. */
export class Assessments {
  readonly appeals = { upheld: 0, refused: 0 };
  private due: Period[] = [];

  constructor(
    private readonly record: DistrictRecord,
    private readonly year: string,
  ) {}

  /** Drafts what has ended by the first working day of a month. */
  async begin(day: string, world: World): Promise<void> {
    const { office } = this.record.assessment;
    for (const kind of KINDS) {
      const period = periodBefore(periodOf(kind, day));
      const isNext = kind === 'month' || periodOf(kind, day).start.slice(0, 7) === day.slice(0, 7);
      if (period.start < this.year || !isNext) continue;
      if (kind === 'year') await this.mark(world);
      if ((await office.compute(period)).status !== 'waiting') await this.hear(period, world);
      this.due.push(period);
    }
  }

  /** Publishes what may be; answers the editions that it published. */
  async publish(world: World): Promise<EditionRow[]> {
    const { office, editions } = this.record.assessment;
    const left: Period[] = [];
    const published: EditionRow[] = [];
    for (const period of this.due) {
      let at = await office.compute(period);
      if (at.status === 'draft') {
        await this.hear(period, world);
        at = await office.publish(period);
      }
      if (at.status === 'appealable') at = await office.publish(period);
      if (at.status !== 'published') left.push(period);
      else
        published.push(
          ...(await editions.list({ kind: period.kind, start: period.start })).filter(
            (one) => one.status === 'published',
          ),
        );
    }
    this.due = left;
    for (const edition of published) await this.decide(edition, world);
    return published;
  }

  /** Recomputes every published edition from its snapshot. */
  async verify(): Promise<VerifiedEdition[]> {
    const { editions, office } = this.record.assessment;
    const published = (await editions.list({})).filter(({ status }) => status === 'published');
    const verified = [];
    for (const { id } of published.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
      verified.push((await office.verify(id))!);
    return verified;
  }

  /** The last published year of units, or quarter where there is none yet. */
  async latest(): Promise<AssessmentResult | null> {
    const { editions } = this.record.assessment;
    for (const kind of ['year', 'quarter', 'month'] as const) {
      const rows = await editions.list({ kind, subject: 'units' });
      const row = rows.find(({ status }) => status === 'published');
      if (row) return editions.unitsResult(row.id);
    }
    return null;
  }

  private async hear(period: Period, world: World): Promise<void> {
    await this.record.assessment.office.openAppeals(period);
    await this.appeal(period, world);
  }

  /** One unit in each period appeals against its heaviest line; every second appeal is upheld. */
  private async appeal(period: Period, { crew }: World): Promise<void> {
    const { office, editions } = this.record.assessment;
    const [row] = await editions.list({ kind: period.kind, start: period.start, subject: 'units' });
    if (!row) return;
    const { ledger } = await editions.unitsResult(row.id);
    const undone = new Set(ledger.map(({ reverses }) => reverses));
    const entry = ledger
      .filter(
        ({ id, unitId, points, reverses }) => unitId === 'cg' && points < 0 && reverses === null && !undone.has(id),
      )
      .toSorted((a, b) => a.points - b.points || (a.id < b.id ? -1 : 1))[0];
    if (!entry) return;
    const appealId = uuidOf('appeal', row.id);
    const upheld = chance('upheld', row.id) < 0.5;
    const by = crew.handlers.get('cg')!.personId;
    await office.act(row.id, { type: 'appeal', appealId, unitId: 'cg', entryId: entry.id, text: '现场已整改' }, by);
    const ruling = { type: 'rule-appeal' as const, appealId, upheld, reason: upheld ? '属实' : '不属实' };
    await office.act(row.id, ruling, crew.approvers[0]!.personId);
    this.appeals[upheld ? 'upheld' : 'refused'] += 1;
  }

  /** 年终实地 and 满意度, marked by hand. */
  private async mark({ crew, units, projects }: World): Promise<void> {
    const { yearMarks } = this.record.assessment;
    const [approver] = crew.approvers;
    const hundred = (...of: string[]): number => 70 + Math.floor(chance(...of) * 30);
    const year = Number(this.year);
    for (const { id } of units) {
      const mark = { subjectId: id, onSite: hundred('site', id), satisfaction: hundred('pleased', id) };
      await yearMarks.mark(year, 'units', mark, approver!);
    }
    for (const { id } of projects) {
      const mark = { subjectId: id, onSite: null, satisfaction: hundred('owners', id) };
      await yearMarks.mark(year, 'property', mark, approver!);
    }
  }

  /** The machine proposed; a person decides, and leaves talks and exits to the joint meeting. */
  private async decide({ id }: EditionRow, { crew }: World): Promise<void> {
    const { proposals } = this.record.assessment;
    const at: Instant = await this.record.now();
    for (const { id: proposalId, measure } of await proposals.of(id)) {
      if (measure === 'talk' || measure === 'exit') continue;
      const decision = chance('decided', proposalId) < 0.9 ? ('approved' as const) : ('refused' as const);
      const reason = decision === 'approved' ? '同意' : '情况特殊，暂缓';
      await proposals.decide(proposalId, { decision, reason, by: crew.approvers[2]!.personId, at });
    }
  }
}

export const digestOf = (texts: readonly string[]): string =>
  createHash('sha256').update(texts.join('\n')).digest('hex');
