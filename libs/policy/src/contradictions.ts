import type { DefaultsFault } from './defaults-error';
import { LADDERS, SEVERITIES, SOURCES } from './schema/codes';
import type { Document } from './schema/document';
import { unknownMarks } from './sources';

/** What no single entry shows: references into nothing, gaps and double entries between sections. */
export function contradictions(document: Document, file: unknown): DefaultsFault[] {
  return [
    ...categoryFaults(document),
    ...ladderFaults(document),
    ...writeOffFaults(document),
    ...extensionFaults(document),
    ...scoringFaults(document),
    ...compositeFaults(document),
    ...sheetFaults(document),
    ...markFaults(document, file),
  ];
}

function* categoryFaults({ categories, roles, calendars, approvals }: Document): Iterable<DefaultsFault> {
  const reasons = new Set(approvals.suspensions.map(({ reason }) => reason));
  const seen = new Set<string>();
  for (const { code, lead, co, steps, suspend } of categories) {
    if (seen.has(code))
      yield fault(`categories[${code}]`, '类别编码重复，请只留一条。', 'the code is used twice: keep one.');
    seen.add(code);
    for (const role of [lead, ...co]) if (!(role in roles)) yield unknown(`categories[${code}]`, role, 'roles');
    for (const { code: step, limit } of steps)
      if (!(limit.service in calendars.service))
        yield unknown(`categories[${code}].steps[${step}]`, limit.service, 'calendars.service');
    for (const reason of suspend)
      if (!reasons.has(reason)) yield unknown(`categories[${code}].suspend`, reason, 'approvals.suspension');
  }
}

/** A ladder fires at due at the latest, and its rungs have names of their own. */
function* ladderFaults({ ladders }: Document): Iterable<DefaultsFault> {
  for (const name of LADDERS) {
    const rungs = ladders[name];
    if (new Set(rungs.map(({ code }) => code)).size < rungs.length)
      yield fault(`ladders.${name}`, '同名的级重复，请改名。', 'two rungs share a name: rename one.');
    if (!rungs.some(({ at }) => at.of === 'due' && at.offset === null))
      yield fault(`ladders.${name}`, '缺少到期（due）一级，请补上。', 'no rung is at due: add it.');
  }
}

function* writeOffFaults({ approvals }: Document): Iterable<DefaultsFault> {
  for (const source of SOURCES)
    for (const severity of SEVERITIES) {
      const rules = approvals.writeOff.filter(
        (rule) => rule.sources.includes(source) && rule.severities.includes(severity),
      );
      if (rules.length === 1) continue;
      yield fault(
        'approvals.write_off',
        `来源 ${source}、等级 ${severity} 有 ${rules.length} 条销号审批规则，须恰有一条。`,
        `source ${source} with severity ${severity} has ${rules.length} write-off rules: keep exactly one.`,
      );
    }
}

function* extensionFaults({ approvals }: Document): Iterable<DefaultsFault> {
  const { extensions } = approvals;
  for (const [index, { nth }] of extensions.entries())
    if (nth !== index + 1)
      yield fault(
        'approvals.extension',
        `第 ${index + 1} 条应为第 ${index + 1} 次延期，写的是第 ${nth} 次。`,
        `entry ${index + 1} must be extension ${index + 1}, not ${nth}.`,
      );
}

/** Every joint code is a deduction, and every breach scores once under its own name. */
function* scoringFaults({ scoring }: Document): Iterable<DefaultsFault> {
  const codes = [...scoring.deductions, ...scoring.bonuses].map(({ code }) => code);
  for (const code of new Set(codes))
    if (codes.filter((other) => other === code).length > 1)
      yield fault(`scoring.deductions.${code}`, '计分事项重复，请只留一条。', 'the event is scored twice: keep one.');
  for (const code of scoring.joint) if (!codes.includes(code)) yield unknown('scoring.joint.of', code, 'scoring');
  if (scoring.repeats.length !== 1)
    yield fault(
      'scoring.deductions',
      '再现加倍（same_point_repeat）须恰有一条。',
      'same_point_repeat must stand exactly once.',
    );
}

function* compositeFaults({ composites, indicators }: Document): Iterable<DefaultsFault> {
  const known = new Set(indicators.map(({ code }) => code));
  const used = [...composites.monthly, ...Object.values(composites.threshold).flat()];
  for (const { of } of used) if (!known.has(of)) yield unknown('composites', of, 'indicators');
}

/** 39 items whose numbers run and whose marks make the hundred. */
function* sheetFaults({ property }: Document): Iterable<DefaultsFault> {
  const { sheet } = property;
  if (sheet.some(({ item }, index) => item !== index + 1))
    yield fault('property.sheet', '小项须从 1 起连续编号。', 'the items must be numbered from 1 without a gap.');
  const total = sheet.reduce((sum, { points }) => sum + points, 0);
  if (total !== 100)
    yield fault('property.sheet', `各小项合计 ${total} 分，须为 100 分。`, `the items sum to ${total}: make it 100.`);
}

function* markFaults({ sources }: Document, file: unknown): Iterable<DefaultsFault> {
  for (const { path, mark } of unknownMarks(file, sources)) yield unknown(path, mark, 'sources');
}

function unknown(path: string, name: string, section: string): DefaultsFault {
  return fault(
    path,
    `“${name}”未在 ${section} 登记，请登记或改正。`,
    `"${name}" is not in ${section}: add or correct it.`,
  );
}

function fault(path: string, zh: string, en: string): DefaultsFault {
  return { path, zh, en };
}
