import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Drawer, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { ProblemNote } from '../../design/ProblemNote';
import { Changes } from './Changes';
import { type CalendarData, dayIn } from './days';
import { hoursChanged } from './hours';
import { HoursSaid } from './HoursSaid';
import { MonthGrid } from './MonthGrid';
import { useReadAgain } from './queries';

interface CalendarPreviewProps {
  calendar: CalendarData;
  proposed: CalendarData;
  onClose: () => void;
}

/** Which days and hours a proposed calendar has otherwise, and which deadlines would move, before anything does. */
export function CalendarPreview({ calendar, proposed, onClose }: CalendarPreviewProps) {
  const { t } = useTranslation('rules');
  const readAgain = useReadAgain();
  const send = (dryRun: boolean) =>
    answered(
      api.POST('/api/v1/calendars', {
        params: { query: { dryRun: dryRun ? 'true' : 'false' } },
        body: proposed as never,
      }),
    );
  const preview = useQuery({
    queryKey: ['calendar', 'preview', proposed],
    queryFn: () => send(true),
    retry: false,
    gcTime: 0,
  });
  const save = useMutation({ mutationFn: () => send(false), onSuccess: readAgain });
  const days = changedDays(calendar, proposed);
  const services = hoursChanged(calendar, proposed);
  const months = [...new Set([...days].map((date) => date.slice(0, 7)))].sort();
  return (
    <Drawer open size={860} title={t('calendar.previewTitle')} onClose={onClose}>
      {save.data ? (
        <>
          <Alert type="success" showIcon title={t('calendar.saved')} />
          <Changes changes={save.data.changes} done />
        </>
      ) : (
        <>
          {(days.size > 0 || services.length === 0) && <h3>{t('calendar.daysChanged', { count: days.size })}</h3>}
          {days.size > 0 && (
            <div className="year year-few">
              {months.map((month) => (
                <MonthGrid key={month} small month={month} calendar={proposed} changed={days} />
              ))}
            </div>
          )}
          {services.length > 0 && <h3>{t('hours.changed')}</h3>}
          {services.map((service) => (
            <div key={service} className="hours-changed">
              <del>
                <HoursSaid calendar={calendar} service={service} />
              </del>
              <ins>
                <HoursSaid calendar={proposed} service={service} />
              </ins>
            </div>
          ))}
          <h3>{t('policy.wouldMove')}</h3>
          {preview.isPending && <Skeleton active paragraph={{ rows: 3 }} />}
          {preview.error && <ProblemNote problem={problemOf(preview.error)} />}
          {preview.data && <Changes changes={preview.data.changes} done={false} />}
          {save.error && <ProblemNote problem={problemOf(save.error)} />}
          <div className="drawer-foot">
            <Button onClick={onClose}>{t('policy.back')}</Button>
            <Button type="primary" loading={save.isPending} disabled={!preview.data} onClick={() => save.mutate()}>
              {t('calendar.save')}
            </Button>
          </div>
        </>
      )}
    </Drawer>
  );
}

/** Days that one calendar has otherwise than the other. */
function changedDays(before: CalendarData, after: CalendarData): Set<string> {
  const known = [before, after].flatMap(({ years, overrides }) => [
    ...overrides.map(({ date }) => date),
    ...Object.values(years).flatMap(({ work, rest }) => [
      ...work,
      ...rest.flatMap(({ from, to }) => datesBetween(from, to)),
    ]),
  ]);
  return new Set(known.filter((date) => dayIn(before, date).kind !== dayIn(after, date).kind));
}

function datesBetween(from: string, to: string): string[] {
  const dates: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to) && dates.length < 40; at += 86_400_000)
    dates.push(new Date(at).toISOString().slice(0, 10));
  return dates;
}
