import { civilDate, type Instant, type WorkCalendar } from '#calendar';
import { type Actor, type Command, type Finding, leadOf } from '#domain';
import type { DistrictRecord } from '#persistence';

import type { Agenda } from '../agenda';
import type { Cast } from '../cast';
import { inOfficeHours, minutes } from '../hours';
import type { Scene } from '../pictures/scenes';
import type { Album } from './album';
import { placeOf } from './points';

export interface WorkParts {
  record: DistrictRecord;
  calendar: WorkCalendar;
  agenda: Agenda;
  cast: Cast;
  album: Album;
}

/** How one measure goes, from when its unit has carried it out. */
export interface Course {
  nth: number;
  /** What its photo shows, mended. */
  scene: Scene;
  text: string;
  /** The look-back finds it as it was before. */
  bounces: boolean;
}

/** 整改措施: carried out, endorsed, checked on site, signed level by level, made public, looked at once more. */
export class MeasureWork {
  constructor(private readonly parts: WorkParts) {}

  handInAt(at: Instant, id: string, course: Course): void {
    this.note(at, course, () => this.handIn(id, course));
  }

  private async handIn(id: string, course: Course): Promise<void> {
    const { cast, album, record } = this.parts;
    const finding = await this.read(id);
    const unitId = leadOf(finding)!.unitId;
    const handler = await cast.ofUnit(unitId, 'handler');
    if (finding.status === 'assigned') await this.give(id, { type: 'sign' }, handler);
    const at = (await record.clock.at())!;
    const month = Number(civilDate(at).slice(5, 7));
    const view = { scene: course.scene, seed: 900 + course.nth, state: 'after', shot: finding.cycle, month } as const;
    const place = placeOf(course.scene, 900 + course.nth);
    const photo = await album.take(view, { at: at - minutes(9), place, role: 'after', uploadedBy: handler.personId });
    await this.give(id, { type: 'submit', text: course.text, evidence: [photo] }, handler);
    if ((await this.read(id)).status === 'rectifying')
      await this.give(id, { type: 'endorse' }, await cast.ofUnit(unitId, 'unit_leader'));
    this.note(at + minutes(150), course, () => this.verify(id, course));
  }

  private async verify(id: string, course: Course): Promise<void> {
    await this.give(
      id,
      { type: 'verify', outcome: 'passed', mode: 'site' },
      await this.parts.cast.byUsername('verifier'),
    );
    await this.soon(course, () => this.approve(id, course));
  }

  private async approve(id: string, course: Course): Promise<void> {
    const after = await this.give(id, { type: 'approve' }, await this.parts.cast.approverOf(await this.read(id)));
    if (after.status === 'verified') return this.soon(course, () => this.approve(id, course));
    const ends = after.clocks['publicity']?.dueAt;
    if (ends) this.note(ends + minutes(40), course, () => this.awaitLookBack(id, course));
  }

  private async awaitLookBack(id: string, course: Course): Promise<void> {
    const [lookBack] = (await this.read(id)).lookBacks.filter(({ outcome }) => outcome === null);
    if (lookBack) this.note(lookBack.dueAt + minutes(40), course, () => this.lookBack(id, course));
  }

  private async lookBack(id: string, course: Course): Promise<void> {
    const verifier = await this.parts.cast.byUsername('verifier');
    if (!course.bounces) return void (await this.give(id, { type: 'recheck', outcome: 'passed' }, verifier));
    await this.give(id, { type: 'recheck', outcome: 'failed', reason: '现场又见同类问题' }, verifier);
    await this.soon(course, () => this.handIn(id, { ...course, bounces: false }));
  }

  private async soon(course: Course, act: () => Promise<void>): Promise<void> {
    this.note((await this.parts.record.clock.at())! + minutes(75), course, act);
  }

  private note(at: Instant, { nth }: Course, act: () => Promise<void>): void {
    this.parts.agenda.note(inOfficeHours(this.parts.calendar, at, `${nth}`), act);
  }

  private async give(id: string, command: Command, actor: Actor): Promise<Finding> {
    const outcome = await this.parts.record.findings.execute(id, command, actor);
    if (outcome.kind === 'done') return outcome.finding;
    throw new Error(`${command.type} on ${id}: ${outcome.kind === 'refused' ? outcome.refusal.code : outcome.kind}`);
  }

  private async read(id: string): Promise<Finding> {
    return (await this.parts.record.findings.read(id))!.finding;
  }
}
