import { useTranslation } from 'react-i18next';

import { Countdown, useNow } from '../../design/Countdown';
import { spoken } from '../../design/dates';
import { Part } from './Part';
import type { Finding } from './queries';
import { useNames } from './useNames';

const TONE = { open: 'blue', granted: 'good', refused: 'late', lapsed: 'still' } as const;

/** 申请: returns, extensions, reasons stated and suspensions, when an answer is due, and that it is late where it is. */
export function Requests({ finding }: { finding: Finding }) {
  const { t, i18n } = useTranslation('finding');
  const names = useNames(finding);
  const now = useNow();
  const { requests, pleas, suspensions } = finding;
  if (requests.length + pleas.length + suspensions.length === 0) return null;
  return (
    <Part title={t('requests.title')}>
      <ul className="rows">
        {requests.toReversed().map((request) => {
          const { id, kind, lineId, askedAt, by, status, reason, basis, proposedUnitId, amount, until, replyDueAt } =
            request;
          const late = status === 'open' && Date.parse(replyDueAt) < now;
          return (
            <li key={id}>
              <p>
                <b>{t(`requests.kind.${kind}`)}</b>
                <span className={`tag tone-${TONE[status]}`}>{t(`requests.status.${status}`)}</span>
                <span>{names.unit(finding.lines.find((line) => line.id === lineId)?.unitId)}</span>
              </p>
              <p>{kind === 'extension' ? reason : names.word('reason', reason)}</p>
              {basis && <blockquote>{basis}</blockquote>}
              <p className="rows-facts">
                {proposedUnitId && <span>{t('requests.proposed', { unit: names.unit(proposedUnitId) })}</span>}
                {amount !== null && <span>{t('requests.amount', { amount: names.amount(amount, `${lineId}.`) })}</span>}
                {until && <span>{t('requests.until', { until: names.moment(until) })}</span>}
                <span>{t('requests.asked', { name: by.name, at: spoken(askedAt, i18n.language) })}</span>
              </p>
              {status === 'open' && (
                <p className={late ? 'finding-note' : 'rows-facts'}>
                  {t(late ? 'requests.weAreLate' : 'requests.replyBy')} <Countdown dueAt={replyDueAt} />
                </p>
              )}
            </li>
          );
        })}
        {pleas.toReversed().map((plea) => (
          <Stated key={plea.id} plea={plea} finding={finding} />
        ))}
        {suspensions.toReversed().map(({ id, reason, since, until, groupId, endedAt }) => (
          <li key={id}>
            <p>
              <b>{t('requests.suspended')}</b>
              <span className={`tag tone-${endedAt ? 'still' : 'soon'}`}>
                {t(endedAt ? 'requests.ended' : 'requests.lasting')}
              </span>
              {groupId && <span className="tag tone-still">{t('requests.group')}</span>}
            </p>
            <p className="rows-facts">
              <span>{names.word('reason', reason)}</span>
              <span>{t('requests.span', { since: names.moment(since), until: names.moment(endedAt ?? until) })}</span>
            </p>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Stated({ plea, finding }: { plea: Finding['pleas'][number]; finding: Finding }) {
  const { t, i18n } = useTranslation('finding');
  const names = useNames(finding);
  const { lineId, at, by, reason, outcome, until, slipAt } = plea;
  const status = outcome === null ? (slipAt ? 'open' : 'lapsed') : outcome === 'held' ? 'granted' : 'refused';
  return (
    <li>
      <p>
        <b>{t('requests.plea')}</b>
        <span className={`tag tone-${TONE[status]}`}>{t(`requests.status.${status}`)}</span>
        <span>{names.unit(finding.lines.find((line) => line.id === lineId)?.unitId)}</span>
      </p>
      <p>{reason}</p>
      <p className="rows-facts">
        {until && <span>{t('requests.held', { until: names.moment(until) })}</span>}
        <span>{t('requests.asked', { name: by.name, at: spoken(at, i18n.language) })}</span>
      </p>
      {slipAt && (
        <p className="rows-facts">
          {t('requests.slipAt')} <Countdown dueAt={slipAt} />
        </p>
      )}
    </li>
  );
}
