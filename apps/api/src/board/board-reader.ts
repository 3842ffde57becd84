import { Injectable } from '@nestjs/common';
import { addDays, civilDate, instantOf } from '#calendar';
import type { Board, BoardFigure, BoardGroup, BoardQuery, Figure } from '#contract';
import type { Actor } from '#domain';
import {
  type BoardAsked,
  BoardStore,
  type BoardTallies,
  ContextStore,
  DeskStore,
  DirectoryStore,
  type DirectoryUnit,
  FindingStore,
  type GroupTally,
  type RowScope,
  scopeOf,
  type TrendPoint,
} from '#persistence';
import { FindingPresenter } from '../findings/finding.presenter';
import { RecordClock } from '../findings/record-clock';
import { written } from '../http/written';
import { countFigure, figureFilter, shareFigure, shareOf } from './figures';

const RED_ITEMS = 20;
const FUNNEL = ['at_discover', 'at_assign', 'at_supervise', 'at_feedback', 'at_close'] as const;
const STATES = ['open', 'overdue', 'red', 'suspended'] as const;

/** Streets are compared with streets, departments with departments. */
const CLASSES = [
  { class: 'streets', zh: '乡镇街道', en: 'Streets and townships', kinds: ['street', 'township'] },
  { class: 'departments', zh: '区直部门', en: 'Departments', kinds: ['department'] },
];

interface Frame {
  asked: BoardAsked;
  /** The board's own narrowing, as list filters. */
  narrowed: Record<string, string>;
  units: Map<string, DirectoryUnit>;
  categories: Map<string, string>;
}

/** 领导看板: every figure with its formula and the list behind it. */
@Injectable()
export class BoardReader {
  constructor(
    private readonly boards: BoardStore,
    private readonly desk: DeskStore,
    private readonly findings: FindingStore,
    private readonly directory: DirectoryStore,
    private readonly context: ContextStore,
    private readonly presenter: FindingPresenter,
    private readonly clock: RecordClock,
  ) {}

  async of(query: BoardQuery, actor: Actor): Promise<Board> {
    const frame = await this.frame(query, actor);
    const { asked } = frame;
    const tallies = await this.boards.tallies(asked, countingScope(actor));
    const [red, withheld] = await Promise.all([this.red(tallies, actor), this.withheld(frame, tallies, actor)]);
    const units = tallies.units.flatMap((tally) => this.group(frame, tally, 'leadUnit', unitName(frame)));
    return {
      asOf: written(asked.asOf),
      from: written(asked.from),
      to: written(asked.to),
      figures: figuresOf(frame, tallies),
      funnel: FUNNEL.map((code) => countFigure(code, code, tallies.figures[code], filterOf(frame, code))),
      units,
      categories: tallies.categories.flatMap((tally) =>
        this.group(frame, tally, 'category', (code) => frame.categories.get(code) ?? code),
      ),
      streets: tallies.streets.flatMap((tally) => this.group(frame, tally, 'street', unitName(frame))),
      trend: tallies.trend.map((point) => trendPoint(frame, point)),
      ranking: rankingOf(frame, units),
      hotspots: tallies.hotspots.map(({ communityId, categoryCode, findings }) => ({
        communityId,
        community: unitName(frame)(communityId),
        categoryCode,
        category: frame.categories.get(categoryCode) ?? categoryCode,
        findings,
        filter: filterOf(frame, 'filed', { community: communityId, category: categoryCode }),
      })),
      red,
      withheld,
    };
  }

  private async frame(query: BoardQuery, actor: Actor): Promise<Frame> {
    const [now, { policy }, units] = await Promise.all([
      this.clock.now(),
      this.context.current(),
      this.directory.unitsEver(),
    ]);
    const asOf = Math.min(query.asOf ?? now, now);
    const date = civilDate(asOf);
    const month = instantOf(`${date.slice(0, 7)}-01`);
    const byId = new Map(units.map((unit) => [unit.id, unit]));
    const { unit, street, category, kind, list } = query;
    const filter = {
      // A unit that there is not has nothing.
      unitPath: unit && (byId.get(unit)?.path ?? 'none'),
      streetId: street,
      categoryCode: category,
      kind,
      listId: list,
    };
    const narrowed = Object.entries({ unit, street, category, kind, list }).filter(([, value]) => value !== undefined);
    return {
      asked: {
        filter,
        from: query.from ? instantOf(query.from) : month,
        to: query.to ? instantOf(addDays(query.to, 1)) : instantOf(addDays(date, 1)),
        today: instantOf(date),
        month,
        asOf,
        trendBy: query.trend,
        red: { most: RED_ITEMS, scope: scopeOf(actor) },
      },
      narrowed: Object.fromEntries(narrowed) as Record<string, string>,
      units: byId,
      categories: new Map(policy.categories.map(({ code, name }) => [code, name])),
    };
  }

  private async red({ red }: BoardTallies, actor: Actor): Promise<Board['red']> {
    const { rows } = await this.findings.list({ ids: red }, scopeOf(actor), null, RED_ITEMS, 'due');
    return rows.map((row) => this.presenter.summary(row));
  }

  /** Limited items count, but are not shown to everybody who sees the board. */
  private async withheld({ asked }: Frame, { limited }: BoardTallies, actor: Actor): Promise<number> {
    if (limited === 0) return 0;
    const filter = { ...asked.filter, visibility: 'limited' as const, filedBefore: asked.asOf + 1 };
    const [shown] = await this.desk.countEach([filter], scopeOf(actor));
    return Math.max(0, limited - shown!.findings);
  }

  private group(
    frame: Frame,
    { key, ...tally }: GroupTally,
    by: 'leadUnit' | 'category' | 'street',
    nameOf: (key: string) => string,
  ): BoardGroup[] {
    if (key === null) return [];
    const filter = (code: BoardFigure): string => filterOf(frame, code, { [by]: key });
    return [
      {
        key,
        name: nameOf(key),
        ...tally,
        rate: shareOf(tally.onTime, tally.due),
        scored: by !== 'leadUnit' || frame.units.get(key)?.relation === 'commanded',
        filters: {
          filed: filter('filed'),
          open: filter('open'),
          overdue: filter('overdue'),
          due: filter('due'),
          onTime: filter('on_time'),
        },
      },
    ];
  }
}

/** Limited items count on a board for whoever supervises there; sealed ones never do. */
function countingScope(actor: Actor): RowScope {
  const scope = scopeOf(actor);
  return { ...scope, limited: scope.supervisedPath !== null };
}

const unitName =
  ({ units }: Frame) =>
  (id: string): string =>
    units.get(id)?.name ?? id;

const filterOf = ({ asked, narrowed }: Frame, code: BoardFigure, further: Record<string, string> = {}): string =>
  figureFilter(code, asked, { ...narrowed, ...further });

function trendPoint({ asked, narrowed }: Frame, point: TrendPoint): Board['trend'][number] {
  const from = Math.max(asked.from, instantOf(point.date));
  const to = Math.min(asked.to, instantOf(nextOf(point.date, asked.trendBy)));
  const filter = (code: BoardFigure): string => figureFilter(code, { from, to, asOf: asked.asOf }, narrowed);
  return {
    ...point,
    rate: shareOf(point.onTime, point.due),
    filters: { filed: filter('filed'), closed: filter('closed'), due: filter('due'), onTime: filter('on_time') },
  };
}

/** The day, week or month after the one that begins on `date`. */
function nextOf(date: string, by: BoardAsked['trendBy']): string {
  if (by !== 'month') return addDays(date, by === 'week' ? 7 : 1);
  return `${addDays(date, 31).slice(0, 7)}-01`;
}

function figuresOf(frame: Frame, { figures }: BoardTallies): Figure[] {
  const { asked, narrowed } = frame;
  const within = (code: 'filed' | 'closed', from: number): string =>
    figureFilter(code, { from, to: asked.asOf + 1, asOf: asked.asOf }, narrowed);
  const filter = (code: BoardFigure): string => filterOf(frame, code);
  const dated = (code: 'filed' | 'closed', zh: string, en: string): Figure[] => [
    countFigure(code, `${code}_today`, figures[`${code}_today`], within(code, asked.today), [
      `今日${zh}`,
      `${en} today`,
    ]),
    countFigure(code, `${code}_month`, figures[`${code}_month`], within(code, asked.month), [
      `本月${zh}`,
      `${en} this month`,
    ]),
    countFigure(code, code, figures[code], filter(code)),
  ];
  return [
    ...dated('filed', '发现', 'Filed'),
    ...dated('closed', '销号', 'Closed'),
    ...STATES.map((code) => countFigure(code, code, figures[code], filter(code))),
    shareFigure('on_time_rate', [figures.on_time, filter('on_time')], [figures.due, filter('due')]),
    shareFigure('closure_rate', [figures.closed, filter('closed')], [figures.filed, filter('filed')]),
  ];
}

const rankingOf = ({ units }: Frame, groups: readonly BoardGroup[]): Board['ranking'] =>
  CLASSES.map(({ kinds, ...words }) => ({
    ...words,
    units: groups
      .filter(({ key, scored, due }) => scored && due > 0 && kinds.includes(units.get(key)?.kind ?? ''))
      .sort(
        (one, other) =>
          (other.rate ?? 0) - (one.rate ?? 0) || one.overdue - other.overdue || one.key.localeCompare(other.key),
      ),
  }));
