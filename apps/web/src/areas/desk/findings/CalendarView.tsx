import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../../api/problem';
import { calendarQuery, type Schemas } from '../../../api/queries';
import { useNow } from '../../../design/Countdown';
import { dayOf, timeOf } from '../../../design/dates';
import { Lamp, timelinessOf } from '../../../design/Lamp';
import { ProblemNote } from '../../../design/ProblemNote';
import { type Calendar, isWorkingDay } from '../../../design/working-days';
import { dueQuery } from '../queries';
import { next, weeksOf } from './month';
import { type FindingSearch, findingSearch, searchOf } from './search';
import { type Change, useFindingSearch } from './useFindingSearch';

type Day = Schemas['DueCalendar']['days'][number];
const SHOWN = 3;

interface CalendarViewProps {
  search: FindingSearch;
  onChange: Change;
}

/** 日历: what falls due on which day of the month; days off and make-up working days are named. */
export function CalendarView({ search, onChange }: CalendarViewProps) {
  const { t, i18n } = useTranslation('desk');
  const now = useNow();
  const month = search.month ?? dayOf(now).slice(0, 7);
  const weeks = weeksOf(month);
  const { data, error } = useQuery(dueQuery(search, weeks[0]?.[0] ?? '', weeks.at(-1)?.at(-1) ?? ''));
  const calendar = useQuery(calendarQuery).data;
  const days = new Map(data?.days.map((day) => [day.date, day]));
  const title = new Intl.DateTimeFormat(i18n.language === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: 'long',
  }).format(new Date(`${month}-15T00:00:00+08:00`));
  return (
    <div className="due-month">
      <div className="month-bar">
        <button type="button" className="act" onClick={() => onChange({ month: next(month, -1) })}>
          {t('month.before')}
        </button>
        <h2>{title}</h2>
        <button type="button" className="act" onClick={() => onChange({ month: next(month, 1) })}>
          {t('month.after')}
        </button>
        <button type="button" className="act" onClick={() => onChange({ month: undefined })}>
          {t('month.now')}
        </button>
      </div>
      {error && !data && <ProblemNote problem={problemOf(error)} />}
      <table>
        <thead>
          <tr>
            {['1', '2', '3', '4', '5', '6', '7'].map((day) => (
              <th key={day} scope="col">
                {t(`month.weekday.${day}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((date) => (
                <Cell
                  key={date}
                  date={date}
                  month={month}
                  today={dayOf(now)}
                  day={days.get(date)}
                  calendar={calendar}
                  search={search}
                  now={now}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  date: string;
  month: string;
  today: string;
  day: Day | undefined;
  calendar: (Calendar & Pick<Schemas['Calendar'], 'years'>) | undefined;
  search: FindingSearch;
  now: number;
}

function Cell({ date, month, today, day, calendar, search, now }: CellProps) {
  const { t } = useTranslation('desk');
  const { replace } = useFindingSearch();
  const works = !calendar || isWorkingDay(calendar, date);
  const { view: _, month: _month, ...filter } = search;
  const drill = () => day && replace(findingSearch({ ...filter, ...searchOf(day.filter) }));
  return (
    <td
      data-off={!works || undefined}
      data-far={!date.startsWith(month) || undefined}
      data-today={date === today || undefined}
    >
      <div className="month-day">
        <time dateTime={date}>{Number(date.slice(8))}</time>
        {date === today && <small>{t('month.today')}</small>}
        <DayKind date={date} works={works} calendar={calendar} />
      </div>
      {day && (
        <>
          <button type="button" className="month-count" onClick={drill}>
            <b>{t('month.due', { count: day.findings })}</b>
            <span className="unseen">{t('month.open', { date })}</span>
            {day.overdue > 0 && <span className="tag tone-late">{t('findings.overdue', { count: day.overdue })}</span>}
          </button>
          <ul>
            {day.items.slice(0, SHOWN).map((item) => (
              <li key={item.id}>
                <a href={`/findings/${item.id}`} title={item.description}>
                  {item.dueAt && timeOf(item.dueAt)} {item.description}
                </a>
                {item.overdue && <Lamp state={timelinessOf(item, now)} />}
              </li>
            ))}
          </ul>
        </>
      )}
    </td>
  );
}

/** The holiday's own name, 休 for a weekend, 班 for a make-up working day. */
function DayKind({ date, works, calendar }: { date: string; works: boolean; calendar: CellProps['calendar'] }) {
  const { t } = useTranslation('desk');
  const year = calendar?.years[date.slice(0, 4)];
  const holiday = year?.rest.find(({ from, to }) => from <= date && date <= to)?.name;
  if (year?.work.includes(date)) return <span className="tag tone-soon">{t('month.makeUp')}</span>;
  if (works) return null;
  return <span className="tag tone-still">{holiday ?? t('month.off')}</span>;
}
