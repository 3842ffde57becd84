import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DraftReport, PaperShown } from '#contract';
import { PAPER_KINDS, type PaperContent, reportPaper } from '#documents';
import { type Actor, isWithin } from '#domain';
import {
  ContextStore,
  isUuid,
  type PaperAct,
  type PaperRecord,
  type PaperRefusal,
  type PaperRefused,
  PaperStore,
  scopeOf,
  type Subject,
} from '#persistence';
import { Refusal } from '../http/problems';
import { PublicAddress } from '../http/public-address';
import { written } from '../http/written';
import { paperOfRecord } from './paper-shown';
import type { Printed } from './printed';
import { ReportReader } from './report-reader';

const REFUSED: Record<PaperRefusal, Parameters<typeof Refusal.of>[0]> = {
  not_found: 'not_found',
  not_your_role: 'not_your_role',
  not_in_scope: 'not_found',
  paper_life: 'paper_life',
  same_person: 'same_person',
  not_your_unit: 'not_found',
  already_signed: 'paper_answered',
};

/** Papers of the office's own making, about the district or a finding: their life and what they say. */
@Injectable()
export class OfficePapers {
  constructor(
    private readonly papers: PaperStore,
    private readonly context: ContextStore,
    private readonly reports: ReportReader,
    private readonly address: PublicAddress,
  ) {}

  /** The figures are frozen as they are read. */
  async draftReport({ kind, date, to }: DraftReport, author: Actor): Promise<PaperRecord> {
    const { units } = await this.context.current();
    const office = units.unit(author.unitId);
    if (!office) throw Refusal.of('not_found');
    if (to.some((id) => !isWithin(units.unit(id)?.path ?? '', author.scopePath)))
      throw Refusal.of('unknown_unit_named');
    const { facts } = await this.reports.of(kind, { date }, author);
    const content = reportPaper(kind, facts);
    const named = to.length === 0 ? content : { ...content, to: to.map((id) => units.unit(id)!.name) };
    const id = randomUUID();
    await this.papers.draft({
      id,
      kind,
      class: PAPER_KINDS[kind].class,
      title: PAPER_KINDS[kind].zh,
      findingId: null,
      supervisingUnitId: office.id,
      supervisingPath: office.path,
      content: named,
      asOf: facts.at,
      recipientIds: [...new Set(to)],
      writtenBy: author.personId,
    });
    return this.inSight(id, author);
  }

  async inSight(id: string, viewer: Actor): Promise<PaperRecord> {
    const paper = isUuid(id) ? await this.papers.read(id, viewer, scopeOf(viewer)) : null;
    if (!paper) throw Refusal.of('not_found');
    return paper;
  }

  async move(id: string, act: PaperAct, actor: Actor, words: string | null): Promise<PaperRecord> {
    await this.inSight(id, actor);
    if ((act === 'reply' || act === 'withdraw') && words === null) throw Refusal.of('words_missing');
    const refused = await this.papers.move(id, act, actor, words, cancellation);
    if (refused) throw refusalOf(refused);
    return this.inSight(id, actor);
  }

  async printed(paper: PaperRecord): Promise<Printed> {
    const subject: Subject = `paper/${paper.id}`;
    const content = paper.content as PaperContent;
    const mark = paper.life === 'withdrawn' ? ('作废' as const) : paper.number === null ? ('拟稿' as const) : null;
    return {
      subject,
      name: `${paper.title}-${paper.number ?? '拟稿'}`,
      content,
      standing: {
        number: paper.number,
        issuedAt: paper.issuedAt,
        signer: null,
        mark,
        verifyUrl: paper.number === null ? null : this.address.ofPaper(await this.papers.link(subject)),
      },
      lasting: mark === null,
    };
  }

  async shown(paper: PaperRecord, viewer: Actor): Promise<PaperShown> {
    const subject: Subject = `paper/${paper.id}`;
    const whole = isOffice(paper, viewer);
    const files = (await this.papers.files(subject)).filter(({ role }) => whole || role !== 'edited');
    const address =
      paper.findingId === null
        ? `/api/v1/papers/${paper.id}/file`
        : `/api/v1/findings/${paper.findingId}/papers/${paper.id}`;
    return paperOfRecord(paper, viewer, address, {
      files: files.map((file) => ({ ...file, keptAt: written(file.keptAt) })),
      verifyUrl: paper.number === null ? null : this.address.ofPaper(await this.papers.link(subject)),
    });
  }
}

function refusalOf({ refusal, life }: PaperRefused): Refusal {
  return Refusal.of(REFUSED[refusal], refusal === 'paper_life' && life ? { facts: { life } } : {});
}

/** Its own office, and not a unit that it is addressed to. */
export const isOffice = ({ supervisingPath, recipients }: PaperRecord, viewer: Actor): boolean =>
  isWithin(supervisingPath, viewer.scopePath) &&
  scopeOf(viewer).supervisedPath !== null &&
  !recipients.some(({ unitId }) => unitId === viewer.unitId);

/** 撤销单: what it cancels and why; its number stays and is not used again. */
function cancellation(paper: PaperRecord, reason: string): PaperContent {
  const { issuer, to } = paper.content as PaperContent;
  return {
    kind: 'cancellation',
    form: 'slip',
    issuer,
    title: '撤销单',
    colour: null,
    to,
    copies: [],
    asOf: paper.asOf,
    blocks: [
      {
        type: 'text',
        style: 'body',
        text: `我单位制发的《${(paper.content as PaperContent).title}》自即日起撤销，不再执行。`,
      },
      {
        type: 'fields',
        rows: [
          [
            ['撤销件', paper.title],
            ['原编号', paper.number ?? '—'],
          ],
          [['撤销理由', reason]],
        ],
      },
      { type: 'text', style: 'body', text: '原件编号保留，不再使用；请妥善保存本单并在原件上注明。' },
    ],
  };
}
