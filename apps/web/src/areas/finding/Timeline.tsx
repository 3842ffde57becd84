import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { useNow } from '../../design/Countdown';
import { dayOf, spoken, timeOf } from '../../design/dates';
import { photoAddress } from '../../design/PhotoPair';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { byDay, entriesOf, type Entry } from './entries';
import { Part } from './Part';
import { eventsQuery, type Finding } from './queries';
import { LOGS, type LogKind } from './search';
import { useNames } from './useNames';

const route = getRouteApi('/desk/findings/$id');

/** 全程留痕: people, clock and papers on one line, the newest first. */
export function Timeline({ finding }: { finding: Finding }) {
  const { t } = useTranslation('finding');
  const { log } = route.useSearch();
  const navigate = route.useNavigate();
  const names = useNames(finding);
  const { data, error } = useQuery(eventsQuery(finding.id));
  const entries = data ? entriesOf(data.items, finding, names) : [];
  const shown = log ? entries.filter(({ kind }) => kind === log) : entries;
  const choose = (chosen: LogKind | undefined) =>
    void navigate({ to: '.', search: chosen ? { log: chosen } : {}, replace: true, resetScroll: false });
  return (
    <Part
      title={t('timeline.title')}
      aside={
        <div className="timeline-kinds" role="group" aria-label={t('timeline.filter')}>
          {[undefined, ...LOGS].map((kind) => (
            <button
              key={kind ?? 'all'}
              type="button"
              className="switch"
              aria-pressed={log === kind}
              onClick={() => choose(kind)}
            >
              {t(`timeline.kind.${kind ?? 'all'}`)}
            </button>
          ))}
        </div>
      }
    >
      {error && !data && <ProblemNote problem={problemOf(error)} />}
      {!data && !error && <Waiting />}
      {data && shown.length === 0 && <p>{t('timeline.none')}</p>}
      <div className="timeline">
        {byDay(shown).map(({ day, cycle, entries: ofDay }) => (
          <section key={`${day}/${cycle}/${ofDay[0]?.seq}`}>
            <DayHead day={day} cycle={cycle} finding={finding} at={ofDay[0]?.at ?? ''} />
            <ol>
              {ofDay.map((entry) => (
                <Line key={entry.seq} entry={entry} names={names} />
              ))}
            </ol>
          </section>
        ))}
      </div>
    </Part>
  );
}

const YEAR = 4;

function DayHead({ day, cycle, finding, at }: { day: string; cycle: number; finding: Finding; at: string }) {
  const { t, i18n } = useTranslation(['finding', 'words']);
  const today = dayOf(useNow());
  const date = spoken(at, i18n.language).replace(/,? ?\d\d:\d\d$/, '');
  const year = day.slice(0, YEAR) === today.slice(0, YEAR) ? '' : `${day.slice(0, YEAR)} `;
  return (
    <h3>
      {day === today ? t('timeline.today', { date }) : `${year}${date}`}
      {finding.cycle > 1 && <small className="tag tone-still">{t('words:cycle', { cycle })}</small>}
    </h3>
  );
}

function Line({ entry, names }: { entry: Entry; names: ReturnType<typeof useNames> }) {
  const { t } = useTranslation('finding');
  const { kind, key, params, quote, photos, by, at, clocks } = entry;
  const words = { ...params, ...(clocks.length > 0 && { clock: names.list(clocks) }) };
  return (
    <li data-kind={kind}>
      <time dateTime={at}>{timeOf(at)}</time>
      <div>
        <p>
          <span>{t(`event.${key}`, words)}</span>
          <small>
            {by ? [by.name, by.unitId && names.unit(by.unitId)].filter(Boolean).join(' · ') : t('timeline.byTime')}
          </small>
        </p>
        {quote && <blockquote>{quote}</blockquote>}
        {photos.length > 0 && (
          <p className="timeline-photos">
            {photos.map((sha256, index) => (
              <a key={sha256 + String(index)} href={photoAddress(sha256, 'large')} target="_blank" rel="noreferrer">
                <img src={photoAddress(sha256, 'small')} alt={t('timeline.photo', { nth: index + 1 })} loading="lazy" />
              </a>
            ))}
          </p>
        )}
      </div>
    </li>
  );
}
