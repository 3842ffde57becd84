import { type CivilDate, weekday } from './civil';
import type { Due } from './due';
import type { Segment } from './explain';
import { type Measure, countsDays } from './measure';
import { type Span, endOf, lengthOf, spanOf } from './span';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const FESTIVALS: Record<string, string> = {
  元旦: "New Year's Day",
  春节: 'Spring Festival',
  清明节: 'Tomb-Sweeping Day',
  劳动节: 'Labour Day',
  端午节: 'Dragon Boat Festival',
  中秋节: 'Mid-Autumn Festival',
  国庆节: 'National Day',
};

/** A deadline's explanation, a line per segment and one for the end; years are written where they are not the end's. */
export function describeSegmentsEn(segments: Segment[], measure: Measure, due: Due): string[] {
  const end = endOf(due.at);
  const year = end.date.slice(0, 4);
  const ending = `Due ${day(end.date, year)} ${year} ${end.time}${due.provisional ? ' (provisional: past the published calendar)' : ''}`;
  return [...segments.map((segment) => line(segment, measure, year)), ending];
}

function line(segment: Segment, measure: Measure, year: string): string {
  const parts = [reason(segment, measure), verdict(segment, measure)].filter(Boolean);
  return `${said(spanOf(segment, measure.unit), year)}: ${parts.join(', ')}`;
}

function said({ first, last, times }: Span, year: string): string {
  if (times)
    return first === last
      ? `${day(first, year)} ${times.join('–')}`
      : `${day(first, year)} ${times[0]} – ${day(last, year)} ${times[1]}`;
  if (first === last) return day(first, year);
  const sameMonth = first.slice(0, 7) === last.slice(0, 7);
  return sameMonth ? `${Number(first.slice(8))}–${date(last, year)}` : `${date(first, year)} – ${date(last, year)}`;
}

function date(civil: CivilDate, year: string): string {
  const [y, m, d] = civil.split('-');
  return `${Number(d)} ${MONTHS[Number(m) - 1]}${y === year ? '' : ` ${y}`}`;
}

function day(civil: CivilDate, year: string): string {
  return `${WEEKDAYS[weekday(civil)]} ${date(civil, year)}`;
}

function reason({ why, name, counted }: Segment, { unit }: Measure): string {
  switch (why) {
    case 'open':
      return counted === 0 ? 'day not yet over' : unit === 'ELAPSED_MINUTES' ? 'round the clock' : '';
    case 'closed':
      return 'outside working hours';
    case 'weekend':
      return 'weekend';
    case 'holiday':
      return festival(name) ?? 'public holiday';
    case 'make_up':
      return 'make-up working day';
    case 'override':
      return `${counted > 0 ? 'working' : 'changed'} by ${name ?? 'district notice'}`;
    case 'start_day':
      return 'starting day';
    case 'paused':
      return name ? `paused (${name})` : 'paused';
    case 'rolled':
      return counted > 0 ? `${festival(name) ?? 'days off'}, the last day rolls over it` : 'last day after rolling';
  }
}

function festival(name: string | undefined): string | undefined {
  return name
    ?.split('、')
    .map((each) => FESTIVALS[each] ?? each)
    .join(' and ');
}

function verdict({ why, counted }: Segment, { unit }: Measure): string {
  if (why === 'rolled') return '';
  if (counted === 0) return 'not counted';
  if (!countsDays(unit)) return `counts ${length(counted)}`;
  return `counts ${counted} ${unit === 'WORK_DAYS' ? 'working ' : ''}day${counted === 1 ? '' : 's'}`;
}

function length(milliseconds: number): string {
  const [hours, minutes, seconds] = lengthOf(milliseconds);
  return (
    [hours && `${hours} h`, minutes && `${minutes} min`, seconds && `${seconds} s`].filter(Boolean).join(' ') ||
    'under 1 s'
  );
}
