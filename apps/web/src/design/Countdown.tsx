import './design.css';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { calendarQuery } from '../api/queries';
import { serverNow } from '../api/server-time';
import { spokenDue } from './dates';
import { remaining } from './remaining';

const EVERY_MS = 20_000;

/** The instant by the server's clock, again and again. */
export function useNow(): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const ticking = setInterval(() => setNow(serverNow()), EVERY_MS);
    return () => clearInterval(ticking);
  }, []);
  return now;
}

interface Props {
  dueAt: string | null;
  provisional?: boolean;
  /** What is to be done by then, where that is not said beside it. */
  clock?: string;
  /** It has been answered: nothing runs any more. */
  answered?: boolean;
}

/** 还剩 2 个工作日 · 10月9日(周五)17:30 前. */
export function Countdown({ dueAt, provisional = false, clock, answered = false }: Props) {
  const { t, i18n } = useTranslation('words');
  const { data: calendar } = useQuery(calendarQuery);
  const now = useNow();
  if (dueAt === null) return <span className="countdown">{t('countdown.none')}</span>;
  if (answered)
    return (
      <span className="countdown">
        <time dateTime={dueAt}>{t('countdown.was', { instant: spokenDue(dueAt, i18n.language) })}</time>
      </span>
    );
  const { late, unit, count } = remaining(Date.parse(dueAt), now, calendar);
  const tone = late ? 'countdown-late' : unit === 'hours' || unit === 'minutes' ? 'countdown-soon' : '';
  const amount = t(`unit.${unit}`, { count });
  return (
    <span className={`countdown ${tone}`}>
      <b>
        {late ? t('countdown.late', { amount }) : t('countdown.left', { amount })}
        {clock && <small>{clock}</small>}
      </b>
      <span>
        <time dateTime={dueAt}>{t('countdown.before', { instant: spokenDue(dueAt, i18n.language) })}</time>
        {provisional && t('countdown.provisional')}
      </span>
    </span>
  );
}
