import { CalendarDataError, type WorkCalendar } from '#calendar';
import { SEVERITY_ZH, SOURCE_ZH } from '#documents';
import type { Policy, Severity, Source } from '#domain';
import type { Fault } from '../http/faults';
import { Refusal } from '../http/problems';

/** What no single entry shows; the rules rely on it. Throws `invalid_request` naming each contradiction. */
export function policySound(policy: Policy, calendar: WorkCalendar, pointer = ''): Policy {
  const faults = [
    ...twice(policy),
    ...unknownReasons(policy),
    ...unknownServices(policy, calendar),
    ...ladderFaults(policy),
    ...writeOffFaults(policy),
  ];
  if (faults.length === 0) return policy;
  throw Refusal.of('invalid_request', { faults: faults.map((one) => ({ ...one, pointer: pointer + one.pointer })) });
}

function* twice({ categories }: Policy): Iterable<Fault> {
  const seen = new Set<string>();
  for (const [index, { code }] of categories.entries()) {
    if (seen.has(code))
      yield fault(`/categories/${index}/code`, 'code_twice', '类别编码重复, 请只留一条', 'the code is used twice');
    seen.add(code);
  }
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

function* ladderFaults({ ladders }: Policy): Iterable<Fault> {
  for (const [name, rungs] of Object.entries(ladders)) {
    if (new Set(rungs.map(({ code }) => code)).size < rungs.length)
      yield fault(`/ladders/${name}`, 'rung_twice', '同名的级重复, 请改名', 'two rungs share a name');
    if (!rungs.some(({ at }) => at.of === 'due' && at.offset === null))
      yield fault(`/ladders/${name}`, 'no_rung_at_due', '缺少到期一级, 请补上', 'no rung is at due');
  }
}

const SOURCES: Source[] = ['self', 'street', 'district', 'hotline', 'city', 'media', 'leader', 'province', 'central'];
const SEVERITIES: Severity[] = ['minor', 'serious', 'major'];

function* writeOffFaults({ writeOff }: Policy): Iterable<Fault> {
  for (const source of SOURCES)
    for (const severity of SEVERITIES) {
      const rules = writeOff.filter((rule) => rule.sources.includes(source) && rule.severities.includes(severity));
      if (rules.length === 1) continue;
      const zh = `来源“${SOURCE_ZH[source]}”、等级“${SEVERITY_ZH[severity]}”须恰有一条销号审批规则, 现有 ${rules.length} 条`;
      yield fault(
        '/writeOff',
        'write_off_rules',
        zh,
        `want one rule for ${source}, ${severity}; there are ${rules.length}`,
      );
    }
}

const fault = (pointer: string, code: string, zh: string, en: string): Fault => ({ pointer, code, zh, en });
