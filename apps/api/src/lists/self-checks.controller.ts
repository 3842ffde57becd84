import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  answerSelfCheck,
  type AnswerSelfCheck,
  askSelfChecks,
  type AskSelfChecks,
  findingId,
  selfCheckAsked,
  selfChecks as selfChecksShown,
} from '#contract';
import { civilDate } from '#calendar';
import { type Actor, isWithin, offeredCategories, selfChecks } from '#domain';
import { ContextStore, ListStore } from '#persistence';
import { CommandDesk } from '../findings/command-desk';
import { Answers } from '../http/answer.decorator';
import { derivedId } from '../http/keyed-id';
import { Refusal } from '../http/problems';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { ListReader, mayAnswer } from './list-reader';

const query = z.strictObject({ finding: findingId.optional() });

/** 举一反三: what was found at one is looked for by the others at home. */
@ApiTags('lists')
@Controller('api/v1/self-checks')
export class SelfChecksController {
  constructor(
    private readonly reader: ListReader,
    private readonly lists: ListStore,
    private readonly desk: CommandDesk,
    private readonly context: ContextStore,
  ) {}

  @Get()
  @Answers(200, selfChecksShown, '自查任务 / self-checks that were asked, or are asked of the caller’s unit')
  async list(@Query({ schema: query }) { finding }: z.output<typeof query>, @Caller() actor: Actor) {
    return { items: await this.reader.selfChecks(actor, finding ?? null) };
  }

  @Post()
  @NeedsRole('dispatcher', 'approver', 'leader')
  @Answers(201, selfCheckAsked, '举一反三 / have the units of the same class look for the same at home')
  async ask(@Body({ schema: askSelfChecks }) given: AskSelfChecks, @Caller() actor: Actor) {
    if (given.due < civilDate(await this.lists.now())) throw Refusal.of('date_past');
    const { finding } = await this.desk.inScope(given.findingId, actor);
    // A street that mends it sees it too: it asks nothing of the others in the name of whoever supervises.
    if (!isWithin(finding.supervisingPath, actor.scopePath)) throw Refusal.of('outside_your_scope');
    const { policy } = await this.context.current();
    const category = policy.categories.find(({ code }) => code === finding.categoryCode);
    const unitId = finding.fixings?.unitId;
    if (!category || !unitId) throw Refusal.of('no_lesson');
    const [siblings, open] = await Promise.all([this.lists.siblings(), this.lists.openSelfChecks()]);
    const lesson = {
      findingId: finding.id,
      categoryCode: category.code,
      categoryName: category.name,
      unitId,
      due: given.due,
    };
    const tasks = selfChecks(lesson, siblings, open);
    await this.lists.ask(tasks, finding.id, finding.supervisingUnitId, actor.personId);
    return { asked: tasks.length, items: await this.reader.selfChecks(actor, finding.id) };
  }

  @Post(':id/answer')
  @HttpCode(200)
  @Answers(200, selfChecksShown, '自查答复 / checked: none, or what was found, each filed as 自查')
  async answer(
    @Param('id') id: string,
    @Body({ schema: answerSelfCheck }) given: AnswerSelfCheck,
    @Caller() actor: Actor,
  ) {
    const task = await this.lists.selfCheck(id);
    if (!task || !mayAnswer(task, actor)) throw Refusal.of('not_found');
    if (task.answeredAt !== null) throw Refusal.of('already_answered');
    const { policy } = await this.context.current();
    const category = offeredCategories(policy).find(({ code }) => code === task.categoryCode);
    for (const [index, { description, pointName }] of given.found.entries())
      await this.desk.fileOnce(
        // Whoever of the unit repeats it after a break files nothing twice.
        derivedId([id, index, description, pointName].join('\n')),
        {
          channel: 'proxy',
          source: 'self',
          ...(category && { categoryCode: category.code }),
          description,
          place: { pointName },
          supervisingUnitId: task.supervisingUnitId,
          proposal: { unitId: task.unitId, coUnitIds: [] },
        },
        actor,
      );
    if (!(await this.lists.answer(id, given.found.length, given.text, actor.personId)))
      throw Refusal.of('already_answered');
    return { items: await this.reader.selfChecks(actor, null) };
  }
}
