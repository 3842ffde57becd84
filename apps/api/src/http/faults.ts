import type { z } from 'zod';

/** One thing wrong with a request, in both languages; the answer carries the caller's. */
export interface Fault {
  pointer: string;
  code: string;
  zh: string;
  en: string;
}

const MOST = 20;

/** Faults by JSON Pointer into the body (`root` empty) or by query parameter (`root` '?'); at most twenty are told. */
export const faultsOf = (issues: readonly z.core.$ZodIssue[], value: unknown, root: '' | '?'): Fault[] =>
  issues.flatMap((issue) => faultOf(issue, value, root)).slice(0, MOST);

function faultOf(issue: z.core.$ZodIssue, value: unknown, root: '' | '?'): Fault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key], root), ...OWN['unknown_field']! }));
  return [{ pointer: pointerTo(issue.path, root), ...said(issue, value) }];
}

const pointerTo = (path: readonly PropertyKey[], root: '' | '?'): string =>
  root === '?' ? `?${path.map(String).join('.')}` : path.map((key) => `/${escaped(String(key))}`).join('');

const escaped = (key: string): string => key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');

type Said = Omit<Fault, 'pointer'>;
const say = (code: string, zh: string, en: string): Said => ({ code, zh, en });

/** Our own rules, by the code that their refinement bears. */
const OWN: Record<string, Said> = {
  unknown_field: say('unknown_field', '没有这个字段', 'no such field'),
  date_out_of_bounds: say('date_out_of_bounds', '日期须在 2000 年至 2099 年之间', 'a date from 2000 to 2099'),
  not_text: say('not_text', '含有不能保存的字符', 'holds characters that cannot be kept'),
  amount_or_until: say('amount_or_until', '时长与日期须且只能填一个', 'give an amount or a date, not both'),
  limit_or_category: say('limit_or_category', '时限与类别须且只能填一个', 'give a limit or a category, not both'),
  half_a_point: say('half_a_point', '经度纬度须同时填写', 'longitude and latitude go together'),
  ends_before_it_starts: say('ends_before_it_starts', '结束须晚于开始', 'must end after it starts'),
  same_time: say('same_time', '起止时间不能相同', 'must not end when it starts'),
  empty_box: say('empty_box', '范围应为 西,南,东,北', 'want west,south,east,north'),
  listed_twice: say('listed_twice', '重复列出', 'is listed twice'),
  bad_target: say(
    'bad_target',
    '地址应为 http(s)，主机名固定，不含账号',
    'want http(s) with a fixed host and no account',
  ),
  shift_outside: say('shift_outside', '班次须在所填起止时间内开始', 'a shift must begin within the span'),
  same_finding_twice: say('same_finding_twice', '同一问题重复列出', 'a finding is listed twice'),
};

/** A form of our own is shown as it is; the others have names that are understood. */
const formatOf = ({ format, pattern }: Pick<z.core.$ZodIssueInvalidStringFormat, 'format' | 'pattern'>): Said =>
  format === 'regex' && pattern
    ? say('bad_format', `应符合 ${pattern}`, `must match ${pattern}`)
    : say('bad_format', `格式应为 ${format}`, `want the format ${format}`);

function said(issue: z.core.$ZodIssue, value: unknown): Said {
  switch (issue.code) {
    case 'invalid_type':
      return at(value, issue.path) === undefined
        ? say('required', '必填', 'is required')
        : say('wrong_type', `应为 ${issue.expected}`, `want ${issue.expected}`);
    case 'too_small':
      return say('too_small', `不得小于或少于 ${issue.minimum}`, `want at least ${issue.minimum}`);
    case 'too_big':
      return say('too_big', `不得大于或多于 ${issue.maximum}`, `want at most ${issue.maximum}`);
    case 'invalid_value':
      return say('not_allowed', `应为 ${issue.values.join(', ')}`, `want one of ${issue.values.join(', ')}`);
    case 'invalid_format':
      return formatOf(issue);
    case 'custom':
      return OWN[String(issue.params?.['code'])] ?? say('invalid', '内容有误', 'is not valid');
    default:
      return say('invalid', '内容有误', 'is not valid');
  }
}

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
