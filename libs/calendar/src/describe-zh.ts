import { type CivilDate, weekday } from './civil';
import type { Due } from './due';
import type { Segment } from './explain';
import { type Measure, countsDays } from './measure';
import { type Span, endOf, lengthOf, spanOf } from './span';

/** A deadline's explanation, a line per segment and one for the end; years are written where they are not the end's. */
export function describeSegmentsZh(segments: Segment[], measure: Measure, due: Due): string[] {
  const end = endOf(due.at);
  const year = end.date.slice(0, 4);
  const ending = `${year}年${day(end.date, year)}${end.time}到期${due.provisional ? '（放假安排尚未公布，暂定）' : ''}`;
  return [...segments.map((segment) => line(segment, measure, year)), ending];
}

function line(segment: Segment, measure: Measure, year: string): string {
  const span = spanOf(segment, measure.unit);
  const when = said(span, year);
  const gap = when.endsWith(')') ? '' : ' ';
  const parts = [reason(segment, measure), verdict(segment, measure)].filter(Boolean);
  return `${when}${gap}${parts.join('，')}`;
}

function said({ first, last, times }: Span, year: string): string {
  if (times) return `${day(first, year)}${times[0]}至${first === last ? '' : day(last, year)}${times[1]}`;
  if (first === last) return day(first, year);
  const sameMonth = first.slice(0, 7) === last.slice(0, 7);
  return `${date(first, year)}至${sameMonth ? `${Number(last.slice(8))}日` : date(last, year)}`;
}

function date(civil: CivilDate, year: string): string {
  const [y, m, d] = civil.split('-');
  return `${y === year ? '' : `${y}年`}${Number(m)}月${Number(d)}日`;
}

function day(civil: CivilDate, year: string): string {
  return `${date(civil, year)}(周${'日一二三四五六'[weekday(civil)]})`;
}

function reason({ why, name, counted }: Segment, { unit }: Measure): string {
  switch (why) {
    case 'open':
      return counted === 0 ? '未满一日' : unit === 'ELAPSED_MINUTES' ? '连续计时' : '';
    case 'closed':
      return '非工作时间';
    case 'weekend':
      return '周末';
    case 'holiday':
      return name ?? '节假日';
    case 'make_up':
      return '调休上班';
    case 'override':
      return `依${name ?? '区级通知'}${counted > 0 ? '上班' : '调整'}`;
    case 'start_day':
      return '为起算日';
    case 'paused':
      return name ? `暂停计时（${name}）` : '暂停计时';
    case 'rolled':
      return counted > 0 ? `${name ?? '休息日'}，末日逢此顺延` : '为顺延后的末日';
  }
}

function verdict({ why, counted }: Segment, { unit }: Measure): string {
  if (why === 'rolled') return '';
  if (counted === 0) return '不计';
  if (!countsDays(unit)) return `计${length(counted)}`;
  return `计${counted}${unit === 'WORK_DAYS' ? '个工作日' : '日'}`;
}

function length(milliseconds: number): string {
  const [hours, minutes, seconds] = lengthOf(milliseconds);
  return (
    [hours && `${hours}小时`, minutes && `${minutes}分钟`, seconds && `${seconds}秒`].filter(Boolean).join('') ||
    '不足1秒'
  );
}
