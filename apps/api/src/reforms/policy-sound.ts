import { CalendarDataError, type WorkCalendar } from '#calendar';
import { SEVERITY_ZH, SOURCE_ZH } from '#documents';
import { gravityOf, offeredCategories, type Policy, type Rung, type Severity, type Source } from '#domain';
import type { Fault } from '../http/faults';
import { Refusal } from '../http/problems';

/** What no single entry shows; the rules rely on it. Throws `invalid_request` naming each contradiction. */
export function policySound(policy: Policy, inForce: Policy, calendar: WorkCalendar, pointer = ''): Policy {
  const faults = [
    ...twice(policy),
    ...gone(policy, inForce),
    ...unknownReasons(policy),
    ...unknownServices(policy, calendar),
    ...ladderFaults(policy),
    ...writeOffFaults(policy),
  ];
  if (faults.length === 0) return policy;
  throw Refusal.of('invalid_request', { faults: faults.map((one) => ({ ...one, pointer: pointer + one.pointer })) });
}

/** What cases name it by, and what people call it. */
const named = ({ categories, suspensions, returnReasons }: Policy): [list: string, code: string, name: string][] => [
  ...categories.map(({ code, name }): [string, string, string] => ['/categories', code, name]),
  ...suspensions.map(({ reason, zh }): [string, string, string] => ['/suspensions', reason, zh]),
  ...returnReasons.map(({ code, zh }): [string, string, string] => ['/returnReasons', code, zh]),
];

/** Cases name categories and reasons: they may be reworded, a category retired, and none may go. */
function* gone(policy: Policy, inForce: Policy): Iterable<Fault> {
  const kept = new Set(named(policy).map(([list, code]) => `${list}/${code}`));
  for (const [list, code, name] of named(inForce)) {
    if (kept.has(`${list}/${code}`)) continue;
    yield list === '/categories'
      ? fault(list, 'category_gone', `类别“${name}”不能删除，请停用`, `${name}: retire it, cases name it`)
      : fault(list, 'reason_gone', `理由“${name}”已有问题引用，不能删除`, `${name}: keep it, cases name it`);
  }
}

const repeated = <T>(values: readonly T[]): T[] => [...new Set(values.filter((one, at) => values.indexOf(one) < at))];

function* twice({ categories, suspensions, returnReasons, extensions }: Policy): Iterable<Fault> {
  const seen = new Set<string>();
  for (const [index, { code, name, steps }] of categories.entries()) {
    if (seen.has(code))
      yield fault(`/categories/${index}/code`, 'code_twice', '类别编码重复，请只留一条', 'the code is used twice');
    seen.add(code);
    if (repeated(steps.map((step) => step.code)).length > 0)
      yield fault(`/categories/${index}/steps`, 'step_twice', `“${name}”的步骤编码重复`, `${name} has a step twice`);
  }
  for (const name of repeated(offeredCategories({ categories }).map((one) => one.name)))
    yield fault('/categories', 'name_twice', `有两个类别都叫“${name}”，请改名`, `two categories are called ${name}`);
  if (repeated(suspensions.map(({ reason }) => reason)).length > 0)
    yield fault('/suspensions', 'reason_twice', '挂账理由重复，请只留一条', 'a reason to suspend stands twice');
  if (repeated(returnReasons.map(({ code }) => code)).length > 0)
    yield fault('/returnReasons', 'reason_twice', '退回理由重复，请只留一条', 'a reason to return stands twice');
  if (extensions.some(({ nth }, index) => nth !== index + 1))
    yield fault(
      '/extensions',
      'not_in_order',
      '延期须从第 1 次起依次排列',
      'extensions must run from the first, in order',
    );
}

function* unknownReasons({ categories, suspensions }: Policy): Iterable<Fault> {
  const reasons = new Set(suspensions.map(({ reason }) => reason));
  for (const [index, { suspend }] of categories.entries())
    if (suspend.some((reason) => !reasons.has(reason)))
      yield fault(`/categories/${index}/suspend`, 'unknown_reason', '没有这种挂账理由', 'no such reason to suspend');
}

/** A limit counts in the hours of a service: the calendar must keep it. */
function* unknownServices(value: unknown, calendar: WorkCalendar, pointer = ''): Iterable<Fault> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key !== 'service') yield* unknownServices(inner, calendar, `${pointer}/${key}`);
    else if (typeof inner === 'string' && !keeps(calendar, inner))
      yield fault(
        `${pointer}/service`,
        'unknown_service',
        '日历中没有这种工作时间',
        'the calendar has no such service',
      );
  }
}

function keeps(calendar: WorkCalendar, service: string): boolean {
  try {
    calendar.day(service, calendar.publishedUntil);
    return true;
  } catch (error) {
    if (error instanceof CalendarDataError && error.code === 'unknown_service') return false;
    throw error;
  }
}

function* ladderFaults({ ladders, caseTriggers }: Policy): Iterable<Fault> {
  for (const [name, rungs] of Object.entries(ladders)) {
    if (new Set(rungs.map(({ code }) => code)).size < rungs.length)
      yield fault(`/ladders/${name}`, 'rung_twice', '同名的级重复，请改名', 'two rungs share a name');
    if (!rungs.some(({ at }) => at.of === 'due' && at.offset === null))
      yield fault(`/ladders/${name}`, 'no_rung_at_due', '缺少到期一级，请补上', 'no rung is at due');
    for (const [index, rung] of rungs.entries()) yield* rungFaults(rung, `/ladders/${name}/${index}`);
    yield* colourFaults(rungs, `/ladders/${name}`);
  }
  for (const [index, { colour, issue }] of (caseTriggers ?? []).entries())
    if (colour === 'red' && issue === 'auto') yield unsigned(`/caseTriggers/${index}/issue`);
}

const unsigned = (pointer: string): Fault =>
  fault(
    pointer,
    'red_unsigned',
    '红色督办单须经签发，不能自动发出',
    'a red slip is signed by a person, never sent by itself',
  );

/** The machine signs no 公文 and decides nothing about people (DESIGN §1). */
function* rungFaults({ colour, issue, measure, to }: Rung, pointer: string): Iterable<Fault> {
  if (colour === 'red' && issue === 'auto') yield unsigned(`${pointer}/issue`);
  if (measure !== null && issue !== 'propose')
    yield fault(
      `${pointer}/issue`,
      'measure_decided',
      '约谈、问责只能提请，由人决定',
      'a talk or accountability is only proposed; people decide',
    );
  if (to.length === 0) yield fault(`${pointer}/to`, 'tells_nobody', '请选告知谁', 'say who is told');
}

const MINUTES = { WORK_MINUTES: 1, ELAPSED_MINUTES: 1, WORK_DAYS: 1_440, CALENDAR_DAYS: 1_440 } as const;

/** After due, about how long; a share of the limit comes before it. */
const placeOf = ({ at }: Rung): number =>
  at.of === 'budget' ? at.share - 1_000_000 : at.offset === null ? 0 : at.offset.amount * MINUTES[at.offset.unit];

/** Colours stand for lateness: none before due, and none lighter than one that came earlier. */
function* colourFaults(rungs: readonly Rung[], pointer: string): Iterable<Fault> {
  const coloured = rungs.flatMap((rung) =>
    rung.colour ? [{ at: placeOf(rung), weight: gravityOf(rung.colour) }] : [],
  );
  if (coloured.some(({ at }) => at < 0))
    yield fault(
      pointer,
      'colour_before_due',
      '未到期不出有色单，请改时间或去掉颜色',
      'a colour before due: change either',
    );
  const climbed = coloured.toSorted((one, other) => one.at - other.at);
  if (climbed.some(({ weight }, index) => index > 0 && weight < climbed[index - 1]!.weight))
    yield fault(pointer, 'colours_fall', '颜色须随逾期时间由蓝到黄到红', 'colours go from blue to yellow to red');
}

const SOURCES: Source[] = ['self', 'street', 'district', 'hotline', 'city', 'media', 'leader', 'province', 'central'];
const SEVERITIES: Severity[] = ['minor', 'serious', 'major'];

function* writeOffFaults({ writeOff }: Policy): Iterable<Fault> {
  for (const source of SOURCES)
    for (const severity of SEVERITIES) {
      const rules = writeOff.filter((rule) => rule.sources.includes(source) && rule.severities.includes(severity));
      if (rules.length === 1) continue;
      const zh = `来源“${SOURCE_ZH[source]}”、等级“${SEVERITY_ZH[severity]}”须恰有一条销号审批规则，现有 ${rules.length} 条`;
      yield fault(
        '/writeOff',
        'write_off_rules',
        zh,
        `want one rule for ${source}, ${severity}; there are ${rules.length}`,
      );
    }
}

const fault = (pointer: string, code: string, zh: string, en: string): Fault => ({ pointer, code, zh, en });
