import { Injectable } from '@nestjs/common';
import type { RoundDetail, RoundDrawShown, Rounds, RoundShown } from '#contract';
import { type Actor, isWithin, tooFrequent } from '#domain';
import {
  type Checklist,
  ContextStore,
  FindingStore,
  isUuid,
  PeopleStore,
  recomputed,
  type Round,
  RoundStore,
  RulebookStore,
  scopeOf,
} from '#persistence';
import { Refusal } from '../http/problems';
import { written, writtenOrNull } from '../http/written';

/** Who plans a round, and who goes. */
const PLANNERS = ['dispatcher', 'leader'] as const;
const MOST = 200;

const RULE_ZH =
  '每个候选点位的第 n 张签为 sha256(种子:街道:点位:n) 的十六进制值，取其最小者；每个街道按签由小到大取足额。检查人员以点位代街道另抽，已派点位少者先。';
const RULE_EN =
  'Ticket n of a candidate is sha256("seed:street:place:n") in hexadecimal, its lowest counts; of each street the lowest are drawn. Inspectors are drawn for each place, with the place in the street’s stead, those with fewest places first.';

/** Rounds as the supervising side sees them; units see none of it (暗访). */
@Injectable()
export class RoundReader {
  constructor(
    private readonly rounds: RoundStore,
    private readonly context: ContextStore,
    private readonly people: PeopleStore,
    private readonly findings: FindingStore,
    private readonly rulebook: RulebookStore,
  ) {}

  async list(actor: Actor, limit: number): Promise<Rounds> {
    const { supervisedPath } = scopeOf(actor);
    const rows = supervisedPath === null ? [] : await this.rounds.list(supervisedPath, limit);
    const [population, checklists, inspectors] = await Promise.all([
      this.rounds.population(actor.scopePath),
      this.rounds.checklists(),
      this.rounds.inspectorsWithin(actor.scopePath),
    ]);
    return {
      items: await Promise.all(rows.map((row) => this.shown(row))),
      population: population as Rounds['population'],
      checklists,
      inspectors,
      mayPlan: PLANNERS.some((role) => actor.roles.includes(role)),
    };
  }

  /** @throws Refusal `not_found` alike for one that is not there and one outside the caller's sight */
  async inSight(id: string, actor: Actor): Promise<Round> {
    const round = isUuid(id) ? await this.rounds.read(id) : null;
    const { units } = await this.context.current();
    const path = round && units.unit(round.supervisingUnitId)?.path;
    const { supervisedPath } = scopeOf(actor);
    if (!round || !path || supervisedPath === null || !isWithin(path, supervisedPath)) throw Refusal.of('not_found');
    return round;
  }

  async detail(round: Round, actor: Actor): Promise<RoundDetail> {
    const [places, checklist] = await Promise.all([
      this.rounds.places(round.id),
      this.rounds.checklist(round.checklistId, round.checklistVersion),
    ]);
    const names = await this.people.names(round.memberIds);
    return {
      round: await this.shown(round),
      places: places.map(({ inspectorIds, visitedBy: _, ...place }) => ({
        ...place,
        inspectors: inspectorIds.map((id) => ({ id, name: names.get(id) ?? '—' })),
        visitedAt: writtenOrNull(place.visitedAt),
        score: place.marks && checklist && scoreOf(place.marks, checklist),
      })),
      checklist: checklist!,
      mine: round.memberIds.includes(actor.personId),
      mayCancel: ['planned', 'drawn'].includes(round.phase) && PLANNERS.some((role) => actor.roles.includes(role)),
    };
  }

  async shown(round: Round): Promise<RoundShown> {
    const names = await this.people.names([round.leaderId, ...round.memberIds]);
    const person = (id: string) => ({ id, name: names.get(id) ?? '—' });
    const { leaderId, memberIds, draw: _draw, ...rest } = round;
    return {
      id: rest.id,
      title: rest.title,
      supervisingUnitId: rest.supervisingUnitId,
      year: rest.year,
      issue: rest.issue,
      planNumber: rest.planNumber,
      form: rest.form,
      covert: rest.covert,
      leader: person(leaderId),
      members: memberIds.map(person),
      targets: rest.targets,
      quotas: rest.quotas,
      perPlace: rest.perPlace,
      spareDays: rest.spareDays,
      drawsAt: written(rest.drawsAt),
      opensAt: written(rest.opensAt),
      closesAt: written(rest.closesAt),
      phase: rest.phase,
      cancelledWhy: rest.cancelledWhy,
      summary: rest.summary && (await this.rounds.summary(rest.id)),
      warnings: rest.phase === 'cancelled' ? [] : await this.warnings(round),
    };
  }

  draw({ draw }: Round): RoundDrawShown {
    if (!draw) throw Refusal.of('not_drawn_yet');
    const [first] = draw.drawn;
    return {
      ...draw,
      candidates: [...draw.candidates],
      exclusions: [...draw.exclusions],
      drawnAt: written(draw.drawnAt),
      example: first ? `printf '%s' "${draw.seed}:${first.stratum}:${first.id}:1" | sha256sum   # ${first.ticket}` : '',
      ruleZh: RULE_ZH,
      ruleEn: RULE_EN,
      recomputed: recomputed(draw),
    };
  }

  /** What was found at its places before, as the caller may see it. */
  async followed(round: Round, actor: Actor) {
    const earlier = await this.rounds.earlierFindings(round.id);
    const rows = await this.findings.list({ ids: earlier.map(({ id }) => id) }, scopeOf(actor), null, MOST);
    const known = new Map(rows.rows.map((row) => [row.id, row]));
    return { earlier, rows: earlier.flatMap(({ id }) => known.get(id) ?? []) };
  }

  private async warnings(round: Round): Promise<RoundShown['warnings']> {
    const [{ policy }, others] = await Promise.all([this.rulebook.current(), this.rounds.inMonthOf(round.opensAt)]);
    const visited = ({ quotas }: Pick<Round, 'quotas'>) => Object.keys(quotas);
    return tooFrequent(
      { ...round, unitIds: visited(round) },
      others.map((other) => ({ ...other, unitIds: visited(other) })),
      policy.roundsPerMonth,
    );
  }
}

function scoreOf(marks: Record<string, number>, { items }: Checklist): number {
  const lost = items.map(({ code, points }) => ((marks[code] ?? 0) > 0 ? points : 0));
  return items.reduce((sum, { points }) => sum + points, 0) - lost.reduce((sum, points) => sum + points, 0);
}
