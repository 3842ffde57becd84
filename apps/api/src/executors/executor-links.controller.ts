import { randomUUID } from 'node:crypto';
import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { toString as qrOf } from 'qrcode';
import {
  type CommandDone,
  commandDone,
  declineExecutorReport,
  type DeclineExecutorReport,
  executorLinkMade,
  executorLinks,
  takeExecutorReport,
  type TakeExecutorReport,
} from '#contract';
import { type Actor, isWithin, timeliness } from '#domain';
import {
  ContextStore,
  type ExecutorLink,
  type ExecutorReport,
  ExecutorStore,
  type RecordedFinding,
} from '#persistence';
import { CommandDesk } from '../findings/command-desk';
import { Answers } from '../http/answer.decorator';
import { Refusal } from '../http/problems';
import { PublicAddress } from '../http/public-address';
import { written, writtenOrNull } from '../http/written';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { isPastDue, lineAtWork } from './executors';
import { reportShown } from './report-shown';

/** The unit's side of the links: it opens and closes them, and what comes by them is the unit's answer or nothing. */
@ApiTags('executors')
@Controller('api/v1/findings/:id')
@NeedsRole('handler', 'unit_leader')
export class ExecutorLinksController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly store: ExecutorStore,
    private readonly context: ContextStore,
    private readonly address: PublicAddress,
  ) {}

  @Post('executor-links')
  @HttpCode(201)
  @Answers(201, executorLinkMade, '给整改人的链接 / a link for who mends it without an account')
  async make(@Param('id') given: string, @Caller() actor: Actor) {
    const recorded = await this.desk.inScope(given, actor);
    const { finding, at } = recorded;
    const line = finding.lines.find((one) => one.unitId === actor.unitId && lineAtWork(finding, one.id));
    if (!line) throw Refusal.of('no_line_at_work');
    if (isPastDue(recorded)) throw Refusal.of('link_born_dead');
    const id = randomUUID();
    const { personId: madeBy, unitId } = actor;
    const token = await this.store.open(id, { findingId: finding.id, lineId: line.id, unitId, madeBy });
    const url = this.address.ofExecutor(token);
    const qr = await qrOf(url, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' });
    return { id, url, qr, diesAt: writtenOrNull(timeliness(finding, at).dueAt) };
  }

  @Get('executor-links')
  @Answers(200, executorLinks, '链接与来件 / the links and what came by them')
  async list(@Param('id') given: string, @Caller() actor: Actor) {
    const { finding } = await this.ownCase(given, actor);
    const [links, all] = await Promise.all([this.ownLinks(finding.id, actor), this.store.reportsOf(finding.id)]);
    const reports = all.filter(({ linkId }) => links.some(({ id }) => id === linkId));
    return {
      links: links.map(({ id, lineId, madeAt, revokedAt }) => ({
        id,
        lineId,
        madeAt: written(madeAt),
        revokedAt: writtenOrNull(revokedAt),
      })),
      reports: reports.map(reportShown),
    };
  }

  @Delete('executor-links/:link')
  @HttpCode(204)
  @Answers(204, null, '作废链接 / the link opens nothing more')
  async revoke(@Param('id') given: string, @Param('link') link: string, @Caller() actor: Actor): Promise<void> {
    const { finding } = await this.ownCase(given, actor);
    const own = (await this.ownLinks(finding.id, actor)).some(({ id }) => id === link);
    if (!own || !(await this.store.revoke(finding.id, link))) throw Refusal.of('not_found');
  }

  @Post('executor-reports/:report/take')
  @HttpCode(200)
  @Answers(200, commandDone, '确认来件并反馈 / make the report the unit’s own feedback')
  async take(
    @Param('id') given: string,
    @Param('report') reportId: string,
    @Body({ schema: takeExecutorReport }) { text, step }: TakeExecutorReport,
    @Caller() actor: Actor,
  ): Promise<CommandDone> {
    const { finding } = await this.ownCase(given, actor);
    const { report, lineId } = await this.waiting(finding.id, reportId, actor);
    const evidence = report.photos.map((sha256, index) => ({
      sha256,
      role: 'after',
      defect: defectOf(index, finding),
      capture: 'link',
    }));
    const payload = { lineId, text: text ?? report.text, evidence, ...(step && { step }) };
    // A feedback that was taken back may be given again.
    const idempotencyKey = `executor-report:${report.id}:${finding.takenBack?.submissions ?? 0}`;
    const done = await this.desk.give(finding.id, 'submit', payload, actor, { idempotencyKey, bodyHash: report.id });
    await this.store.judge(report.id, 'taken', null, actor.personId);
    return done;
  }

  @Post('executor-reports/:report/decline')
  @HttpCode(204)
  @Answers(204, null, '退回来件 / not mended; the one who mends sees why')
  async decline(
    @Param('id') given: string,
    @Param('report') reportId: string,
    @Body({ schema: declineExecutorReport }) { reason }: DeclineExecutorReport,
    @Caller() actor: Actor,
  ): Promise<void> {
    const { finding } = await this.ownCase(given, actor);
    const { report } = await this.waiting(finding.id, reportId, actor);
    await this.store.judge(report.id, 'declined', reason, actor.personId);
  }

  /** Only a unit that has a line on the case, or one above it, has anything to do with its links. */
  private async ownCase(given: string, actor: Actor): Promise<RecordedFinding> {
    const recorded = await this.desk.inScope(given, actor);
    const { units } = await this.context.current();
    const own = recorded.finding.lines.some(({ unitId }) => isWithin(units.unit(unitId)?.path ?? '', actor.unitPath));
    if (!own) throw Refusal.of('not_your_role');
    return recorded;
  }

  /** What a co-unit's people were given, and what they sent, is the co-unit's. */
  private async ownLinks(findingId: string, actor: Actor): Promise<ExecutorLink[]> {
    const { units } = await this.context.current();
    const links = await this.store.linksOf(findingId);
    return links.filter(({ unitId }) => isWithin(units.unit(unitId)?.path ?? '', actor.unitPath));
  }

  private async waiting(
    findingId: string,
    id: string,
    actor: Actor,
  ): Promise<{ report: ExecutorReport; lineId: string }> {
    const report = (await this.store.reportsOf(findingId)).find((one) => one.id === id);
    const link = report && (await this.ownLinks(findingId, actor)).find((one) => one.id === report.linkId);
    if (!link) throw Refusal.of('not_found');
    if (report.outcome === 'declined') throw Refusal.of('already_judged');
    return { report, lineId: link.lineId };
  }
}

/** One photo per defect in the order they came; what is left over shows the last. */
const defectOf = (index: number, { defects }: { defects: number }): number => Math.min(index + 1, defects);
