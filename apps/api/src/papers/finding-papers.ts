import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { PaperShown } from '#contract';
import {
  Archive,
  dispatchPaper,
  findingPaper,
  type FindingPaperKind,
  goesUp,
  kindOfNotice,
  PAPER_KINDS,
  type Standing,
} from '#documents';
import type { Actor, Event } from '#domain';
import {
  ContextStore,
  EVERYTHING,
  FindingStore,
  type NumberedNotice,
  type PaperFile,
  PaperStore,
  PeopleStore,
  type RecordedFinding,
  scopeOf,
  type Subject,
} from '#persistence';
import { type Sight, sightOf } from '../findings/sight';
import { Refusal } from '../http/problems';
import { PublicAddress } from '../http/public-address';
import { written } from '../http/written';
import { CaseReader } from './case-reader';
import { OfficePapers } from './office-papers';
import { paperOfNotice, paperOfRecord } from './paper-shown';
import { type PaperFormat, PaperPress } from './paper-press';
import type { Printed } from './printed';

const MOST = 200;
const INSIDE: readonly string[] = ['draft', 'checked'];
const DRAFT: Standing = { number: null, issuedAt: null, signer: null, mark: '拟稿', verifyUrl: null };

/** The papers about one finding: its own slips, what the office wrote, and the 交办单 that handed it over. */
@Injectable()
export class FindingPapers {
  constructor(
    private readonly findings: FindingStore,
    private readonly papers: PaperStore,
    private readonly people: PeopleStore,
    private readonly context: ContextStore,
    private readonly cases: CaseReader,
    private readonly office: OfficePapers,
    private readonly press: PaperPress,
    private readonly archive: Archive,
    private readonly address: PublicAddress,
  ) {}

  async list(recorded: RecordedFinding, viewer: Actor): Promise<PaperShown[]> {
    const { finding } = recorded;
    const sight = await this.sight(recorded, viewer);
    const [notices, own, dispatch] = await Promise.all([
      this.noticesOf(recorded, viewer),
      this.papers.list(viewer, scopeOf(viewer), finding.id, MOST),
      finding.dispatchId === null ? null : this.papers.dispatch(finding.dispatchId),
    ]);
    const shown = notices
      .filter((notice) => sight.whole || mayGoOut(notice, viewer))
      .map(async (notice) =>
        paperOfNotice(notice, await this.kept(`notice/${finding.id}/${notice.id}`, notice.number, sight)),
      );
    const made = own.map(async (paper) =>
      paperOfRecord(
        paper,
        viewer,
        `/api/v1/findings/${finding.id}/papers/${paper.id}`,
        await this.kept(`paper/${paper.id}`, paper.number, sight),
      ),
    );
    const handed =
      dispatch === null || finding.dispatchId === null
        ? []
        : [
            {
              ref: finding.dispatchId,
              origin: 'dispatch' as const,
              kind: 'assignment',
              class: 'slip' as const,
              title: '交办单',
              number: dispatch.number,
              life: 'sent' as const,
              writtenAt: written(dispatch.sentAt),
              issuedAt: written(dispatch.sentAt),
              asOf: null,
              cancels: null,
              recipients: [{ unitId: dispatch.unitId, signedAt: null, repliedAt: null, reply: null }],
              address: `/api/v1/findings/${finding.id}/papers/dispatch`,
              allowedActs: [],
              ...(await this.kept(`dispatch/${finding.dispatchId}`, dispatch.number, sight)),
            },
          ];
    return [...handed, ...(await Promise.all([...shown, ...made]))];
  }

  /** What a paper of this kind would say now: 拟稿, no number. */
  async preview(
    recorded: RecordedFinding,
    kind: FindingPaperKind,
    viewer: Actor,
    format: PaperFormat,
  ): Promise<Buffer> {
    await this.requireOffice(recorded, viewer);
    requirePrintable(recorded);
    return this.press.print(findingPaper(kind, await this.cases.now(recorded)), DRAFT, format);
  }

  async draft(recorded: RecordedFinding, kind: FindingPaperKind, author: Actor): Promise<PaperShown> {
    await this.requireOffice(recorded, author);
    requirePrintable(recorded);
    const { finding, at } = recorded;
    const content = findingPaper(kind, await this.cases.now(recorded));
    const to = finding.lines.findLast(({ role, parentId }) => role === 'lead' && parentId === null)?.unitId;
    const id = randomUUID();
    await this.papers.draft({
      id,
      kind,
      class: PAPER_KINDS[kind].class,
      title: PAPER_KINDS[kind].zh,
      findingId: finding.id,
      supervisingUnitId: finding.supervisingUnitId,
      supervisingPath: finding.supervisingPath,
      content,
      asOf: at,
      recipientIds: to === undefined ? [] : [to],
      writtenBy: author.personId,
    });
    return paperOfRecord(await this.office.inSight(id, author), author, `/api/v1/findings/${finding.id}/papers/${id}`, {
      files: [],
      verifyUrl: null,
    });
  }

  /** `ref`: a notice's id (N1), a paper's uuid, or `dispatch`. */
  async find(recorded: RecordedFinding, ref: string, viewer: Actor): Promise<Printed> {
    requirePrintable(recorded);
    if (ref === 'dispatch') return this.dispatched(recorded, viewer);
    if (/^[0-9a-f-]{36}$/.test(ref)) {
      const paper = await this.office.inSight(ref, viewer);
      if (paper.findingId !== recorded.finding.id) throw Refusal.of('not_found');
      return this.office.printed(paper);
    }
    const sight = await this.sight(recorded, viewer);
    const notice = (await this.noticesOf(recorded, viewer)).find(({ id }) => id === ref);
    if (!notice || !(sight.whole || mayGoOut(notice, viewer))) throw Refusal.of('not_found');
    return this.printedNotice(recorded, notice);
  }

  /** The paper of record: the stamped scan where there is one, the edited text for the office, else what was printed. */
  async file(printed: Printed, format: PaperFormat, whole: boolean): Promise<Buffer> {
    const { subject, content, standing, lasting } = printed;
    const files = await this.papers.files(subject);
    if (standing.mark === null || standing.mark === '拟稿') {
      const edited = files.findLast((file) => file.role === 'edited');
      const scan = files.findLast((file) => file.role === 'scan' && file.format === 'pdf');
      const back = format === 'docx' ? (whole ? edited : undefined) : scan;
      const bytes = back && (await this.archive.read(back.sha256));
      if (bytes) return bytes;
      if (format === 'pdf' && edited && lasting) throw Refusal.of('edited_awaits_scan');
    }
    if (!lasting) return this.press.print(content, standing, format);
    const made = files.find((file) => file.role === 'rendered' && file.format === format);
    const kept = made && (await this.archive.read(made.sha256));
    if (kept) return kept;
    const bytes = await this.press.print(content, standing, format);
    const sha256 = await this.archive.keep(bytes);
    const file = await this.papers.keepFile(subject, { role: 'rendered', format, sha256, bytes: bytes.length }, null);
    // Whoever was first made the paper; the other's is the same but for chance.
    return (await this.archive.read(file.sha256)) ?? bytes;
  }

  async keep(
    subject: Subject,
    role: 'edited' | 'scan',
    format: PaperFile['format'],
    bytes: Buffer,
    by: Actor,
  ): Promise<PaperFile> {
    const sha256 = await this.archive.keep(bytes);
    return this.papers.keepFile(subject, { role, format, sha256, bytes: bytes.length }, by.personId);
  }

  async keptFile(subject: Subject, sha256: string, whole: boolean): Promise<{ file: PaperFile; bytes: Buffer }> {
    const file = (await this.papers.files(subject)).find(
      (kept) => kept.sha256 === sha256 && (whole || kept.role !== 'edited'),
    );
    const bytes = file && (await this.archive.read(sha256));
    if (!file || !bytes) throw Refusal.of('not_found');
    return { file, bytes };
  }

  async sight({ finding }: RecordedFinding, viewer: Actor): Promise<Sight> {
    return sightOf(finding, viewer, (await this.context.current()).units);
  }

  /** Drafts are the office's own: the inspected side sees a paper when it is issued. */
  async requireOffice(recorded: RecordedFinding, viewer: Actor): Promise<void> {
    if (!(await this.sight(recorded, viewer)).whole) throw Refusal.of('not_found');
  }

  async noticesOf({ finding }: RecordedFinding, viewer: Actor): Promise<NumberedNotice[]> {
    return (await this.findings.notices({ findingId: finding.id }, scopeOf(viewer), null, MOST)).rows;
  }

  private async printedNotice(recorded: RecordedFinding, notice: NumberedNotice): Promise<Printed> {
    const { finding } = recorded;
    const subject: Subject = `notice/${finding.id}/${notice.id}`;
    const kind = kindOfNotice(notice.title);
    const issue = await this.cases.when(recorded, issuing(notice.id));
    const own = finding.notices.find(({ id }) => id === notice.id) ?? notice;
    if (notice.number === null || issue === null) {
      const content = findingPaper(kind, await this.cases.now(recorded), own);
      const mark = notice.life === 'withdrawn' ? '作废' : '拟稿';
      return {
        subject,
        name: `${notice.title}-${recorded.number}`,
        content,
        standing: { ...DRAFT, mark },
        lasting: false,
      };
    }
    const content = findingPaper(kind, issue.facts, own);
    const standing: Standing = {
      number: notice.number,
      issuedAt: issue.event.at,
      signer: goesUp(notice) ? await this.signerOf(issue.event, recorded) : null,
      mark: notice.life === 'withdrawn' ? '作废' : null,
      verifyUrl: this.address.ofPaper(await this.papers.link(subject)),
    };
    return { subject, name: `${notice.title}-${notice.number}`, content, standing, lasting: standing.mark === null };
  }

  /** 签发人 of a paper that goes up; never whoever found it (ruling 12). */
  private async signerOf({ by }: Event, { finding }: RecordedFinding): Promise<string | null> {
    const finders = [finding.filedBy.personId, finding.enteredBy.personId];
    if (by === null || finders.includes(by.personId)) return null;
    return (await this.people.person(by.personId))?.name ?? null;
  }

  private async dispatched(recorded: RecordedFinding, viewer: Actor): Promise<Printed> {
    const id = recorded.finding.dispatchId;
    const dispatch = id === null ? null : await this.papers.dispatch(id);
    if (id === null || dispatch === null) throw Refusal.of('not_found');
    // It names every item of its unit: for that unit and for whoever sent it.
    if (viewer.unitId !== dispatch.unitId) await this.requireOffice(recorded, viewer);
    const { rows } = await this.findings.list(
      { dispatchId: id, visibility: 'normal' },
      EVERYTHING,
      null,
      MOST,
      'number',
    );
    const cases = await Promise.all(
      rows.map(async (row) => {
        const one = await this.findings.read(row.id);
        return one && (await this.cases.when(one, (event) => event.type === 'assigned' && event.dispatchId === id));
      }),
    );
    const facts = cases.flatMap((one) => (one ? [{ ...one.facts, at: dispatch.sentAt }] : []));
    if (facts.length === 0) throw Refusal.of('not_found');
    const subject: Subject = `dispatch/${id}`;
    return {
      subject,
      name: `交办单-${dispatch.number}`,
      content: dispatchPaper(facts, facts[0]!.unit(dispatch.unitId)),
      standing: {
        number: dispatch.number,
        issuedAt: dispatch.sentAt,
        signer: null,
        mark: null,
        verifyUrl: this.address.ofPaper(await this.papers.link(subject)),
      },
      lasting: true,
    };
  }

  private async kept(subject: Subject, number: string | null, { whole }: Sight) {
    const files = (await this.papers.files(subject)).filter(({ role }) => whole || role !== 'edited');
    const verifyUrl = number === null ? null : this.address.ofPaper(await this.papers.link(subject));
    return { files: files.map((file) => ({ ...file, keptAt: written(file.keptAt) })), verifyUrl };
  }
}

/** Out of the house, and to this unit or to nobody in particular. */
const mayGoOut = ({ life, number, unitId }: NumberedNotice, viewer: Actor): boolean =>
  number !== null && !INSIDE.includes(life) && (unitId === null || unitId === viewer.unitId);

const issuing =
  (id: string) =>
  (event: Event): boolean =>
    (event.type === 'notice_moved' && event.noticeId === id && event.to === 'issued') ||
    (event.type === 'notice_written' && event.notice.id === id && event.notice.life === 'issued');

/** 移送线索 is never put on paper here. */
function requirePrintable({ finding }: RecordedFinding): void {
  if (finding.visibility === 'sealed') throw Refusal.of('sealed_case');
}
