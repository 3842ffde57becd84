import { createHash } from 'node:crypto';

import { addDays, civilDate, type Instant, type WorkCalendar } from '#calendar';
import type { Actor, Command, EvidenceRef, FilePayload, Finding, Place, Policy } from '#domain';
import { type DistrictRecord } from '#persistence';

import type { Agenda } from '../agenda';
import type { Cast } from '../cast';
import { inOfficeHours, minutes } from '../hours';
import type { Photographer, PhotoWanted } from '../photographer';
import type { View } from '../pictures/draw';
import type { Story } from '../story';
import type { Album } from './album';
import type { Act, Case } from './cases';
import { MATTERS } from './matters';
import type { StandingClock } from './passing-time';
import { placeOf } from './points';
import type { LivingRounds } from './rounds';
import { proposalFor } from './proposals';
import { workHoursBefore } from './work-hours';

interface Parts {
  record: DistrictRecord;
  calendar: WorkCalendar;
  policy: Policy;
  agenda: Agenda;
  cast: Cast;
  album: Album;
  clock: StandingClock;
  present: Instant;
  rounds: LivingRounds;
}

/** A case with what is settled about it before the story begins. */
interface Planned {
  id: string;
  nth: number;
  at: Instant;
  sheet: Case;
  place: Place;
}

const INSPECTORS = ['inspector', 'inspector2'];
const MATTER_OF_MINUTES = minutes(6);
const UNTIL_DISPATCH = minutes(25);

/** Files the cases of the district, hands each to the story, and sees to what is done beside its plot. */
export class Casework implements Photographer {
  private readonly cases = new Map<string, Planned>();
  private readonly keys = new Map<string, string>();

  constructor(private readonly parts: Parts) {}

  get firstAt(): Instant {
    return Math.min(...[...this.cases.values()].map(({ at }) => at));
  }

  plan(sheets: readonly Case[], story: Story): void {
    sheets.forEach((sheet, nth) => {
      const planned = this.settle(sheet, nth);
      this.cases.set(planned.id, planned);
      if (sheet.key) this.keys.set(sheet.key, planned.id);
      this.parts.agenda.note(planned.at, () => this.file(planned, story));
      for (const act of sheet.acts) {
        const at = workHoursBefore(this.parts.calendar, this.parts.present, act.hoursAgo);
        this.parts.agenda.note(at, () => this.perform(planned.id, act));
      }
    });
    for (const planned of [...this.cases.values()].toSorted((a, b) => a.at - b.at)) this.drawAhead(planned);
  }

  private settle(sheet: Case, nth: number): Planned {
    const { calendar, present } = this.parts;
    const at = sheet.minutesAgo
      ? present - minutes(sheet.minutesAgo)
      : workHoursBefore(calendar, present, sheet.hoursAgo);
    return { id: idOf(nth), nth, at, sheet, place: placeOf(sheet.scene, nth) };
  }

  private async file({ id, nth, at, sheet, ...planned }: Planned, story: Story): Promise<void> {
    const matter = MATTERS[sheet.scene];
    const inRound = isOfRound(sheet) ? this.parts.rounds.at(at) : null;
    const { place } = inRound ?? planned;
    const actor = await this.filer(sheet, nth, place);
    const seen = await this.parts.album.take(this.view(id, 'before', 1), {
      at: at - minutes(3),
      place,
      role: 'before',
      uploadedBy: actor.personId,
    });
    const facts: FilePayload = {
      channel: 'round',
      source: 'district',
      categoryCode: matter.categoryCode,
      description: matter.descriptions[nth % matter.descriptions.length]!,
      place,
      supervisingUnitId: 'dcs',
      capturedAt: seen.capturedAt,
      evidence: [seen],
      proposal: await proposalFor(matter.categoryCode, place, this.parts),
      ...(inRound && { roundId: inRound.roundId, pointId: inRound.pointId }),
      ...sheet.facts,
    };
    const { number, finding } = await this.execute(id, { type: 'file', id, ...facts }, actor);
    if (sheet.lastAct === 'file') return;
    const urgent = finding.urgency === 'urgent';
    const dispatchAt = urgent
      ? at + MATTER_OF_MINUTES
      : inOfficeHours(this.parts.calendar, at + UNTIL_DISPATCH, number);
    story.begin(id, number, { plot: sheet.plot, dispatchAt, lastAct: sheet.lastAct, mended: matter.mended });
  }

  private filer(sheet: Case, nth: number, place: Place): Promise<Actor> {
    const { cast } = this.parts;
    if (sheet.by === 'grid') return cast.byUsername(`grid.${place.streetId}`);
    return cast.byUsername(sheet.by ?? INSPECTORS[nth % INSPECTORS.length]!);
  }

  private async perform(id: string, { by, command }: Act): Promise<void> {
    const finding = await this.read(id);
    const { cast, present } = this.parts;
    const lead = finding.lines.findLast(({ role }) => role === 'lead')?.unitId;
    const { communityId, streetId } = finding.place;
    const named = { village: `grid.${communityId}`, township: `handler.${streetId}` }[by] ?? by;
    const actor = by === 'handler' && lead ? await cast.ofUnit(lead, 'handler') : await cast.byUsername(named);
    const given = {
      finding,
      idOf: (key: string) => this.keys.get(key) ?? key,
      dateIn: (days: number) => addDays(civilDate(present), days),
    };
    await this.execute(id, command(given), actor);
  }

  // ── photos ──

  async after({ finding, shows }: PhotoWanted): Promise<EvidenceRef> {
    const at = this.parts.clock.standing ?? this.parts.present;
    const lead = finding.lines.findLast(({ role }) => role === 'lead')!;
    const handler = await this.parts.cast.ofUnit(lead.unitId, 'handler');
    const state = shows === 'made_safe' ? 'fenced' : shows === 'sham' ? 'before' : 'after';
    return this.parts.album.take(this.view(finding.id, state, shows === 'sham' ? 2 : finding.cycle), {
      at: at - minutes(4),
      place: finding.place,
      role: 'after',
      uploadedBy: handler.personId,
    });
  }

  private drawAhead({ id, sheet: { lastAct } }: Planned): void {
    this.parts.album.prepare(this.view(id, 'before', 1));
    if (!lastAct || lastAct === 'submit' || lastAct === 'verify') this.parts.album.prepare(this.view(id, 'after', 1));
  }

  private view(id: string, state: View['state'], shot: number): View {
    const planned = this.cases.get(id);
    if (!planned) throw new Error(`${id} is no case of the story`);
    const month = Number(civilDate(planned.at).slice(5, 7));
    return { scene: planned.sheet.scene, seed: planned.nth, state, shot, month };
  }

  // ── the record ──

  private async execute(id: string, command: Command, actor: Actor) {
    const outcome = await this.parts.record.findings.execute(id, command, actor);
    if (outcome.kind === 'done') return outcome;
    const why = outcome.kind === 'refused' ? outcome.refusal.code : outcome.kind;
    throw new Error(`${command.type} on ${id}: ${why}`);
  }

  private async read(id: string): Promise<Finding> {
    const row = await this.parts.record.findings.read(id);
    if (!row) throw new Error(`no finding ${id}`);
    return row.finding;
  }
}

/** Found by the inspectors on their way; sewage is found where there are no streets to walk. */
const isOfRound = ({ by, facts, key, scene }: Case): boolean => !by && !key && !facts.channel && scene !== 'sewage';

/** The same case bears the same id in every demonstration. */
function idOf(nth: number): string {
  const hex = createHash('sha256').update(`duban demonstration case ${nth}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
