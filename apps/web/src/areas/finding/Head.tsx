import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { spoken } from '../../design/dates';
import { Lamp } from '../../design/Lamp';
import { SlipColour } from '../../design/SlipColour';
import { StageStepper } from '../../design/StageStepper';
import { StatusTag } from '../../design/StatusTag';
import type { Finding } from './queries';
import { SmallMap } from './SmallMap';
import { useNames } from './useNames';

export function Head({ finding }: { finding: Finding }) {
  const { t } = useTranslation(['finding', 'words']);
  const { number, description, status, colour, timeliness, stage, cycle, severity, urgency, kind } = finding;
  const returned = finding.requests.some((one) => one.kind === 'return' && one.status === 'granted');
  return (
    <header className="sheet finding-head">
      <div className="finding-what">
        <p className="finding-number">
          <span>{number}</span>
          {finding.externalNumber && <span>{t('external', { number: finding.externalNumber })}</span>}
          {kind !== 'finding' && <span className="tag tone-blue">{t(`kind.${kind}`)}</span>}
        </p>
        <h1>{description}</h1>
        <p className="finding-tags">
          <StatusTag status={status} />
          <Lamp state={timeliness.state} />
          <SlipColour colour={colour} />
          {severity !== 'minor' && <span className="tag tone-late">{t(`words:severity.${severity}`)}</span>}
          {urgency !== 'routine' && <span className="tag tone-late">{t(`urgency.${urgency}`)}</span>}
          {finding.visibility !== 'normal' && (
            <span className="tag tone-still">{t(`visibility.${finding.visibility}`)}</span>
          )}
          {finding.covert && <span className="tag tone-still">{t('covert')}</span>}
          {finding.disputed && <span className="tag tone-soon">{t('disputed')}</span>}
          {finding.legacy && <span className="tag tone-still">{t('legacy')}</span>}
        </p>
        <Facts finding={finding} />
        {finding.mergedInto && (
          <p>
            <Link to="/findings/$id" params={{ id: finding.mergedInto }}>
              {t('mergedInto')}
            </Link>
          </p>
        )}
        {finding.voidProposedBy && !finding.terminal && (
          <p className="finding-note">{t('voidProposed', { name: finding.voidProposedBy.name })}</p>
        )}
        {finding.transfer && !finding.terminal && (
          <p className="finding-note">{t('transferSent', { unit: finding.transfer.toUnit })}</p>
        )}
      </div>
      <SmallMap place={finding.place} />
      <div className="finding-stages">
        <StageStepper stage={stage} cycle={cycle} {...(returned && { returned: t('returnedOnce') })} />
      </div>
    </header>
  );
}

function Facts({ finding }: { finding: Finding }) {
  const { t, i18n } = useTranslation(['finding', 'words']);
  const names = useNames(finding);
  const { place, filedBy, enteredBy, filedAt, capturedAt, missing } = finding;
  const where = [place.streetId, place.communityId].filter(Boolean).map((id) => names.unit(id));
  const found =
    filedBy.name === enteredBy.name ? filedBy.name : t('enteredFor', { finder: filedBy.name, by: enteredBy.name });
  return (
    <dl className="finding-facts">
      <div>
        <dt>{t('fact.categoryCode')}</dt>
        <dd>{names.category(finding.categoryCode)}</dd>
      </div>
      <div>
        <dt>{t('fact.place')}</dt>
        <dd>{[...where, place.pointName].filter(Boolean).join(' · ') || t('placeless')}</dd>
      </div>
      <div>
        <dt>{t('fact.source')}</dt>
        <dd>{t('sourceBy', { source: t(`source.${finding.source}`), channel: t(`channel.${finding.channel}`) })}</dd>
      </div>
      <div>
        <dt>{t('fact.filed')}</dt>
        <dd>
          {t('filedAt', { name: found, at: spoken(filedAt, i18n.language) })}
          {capturedAt && <small>{t('capturedAt', { at: spoken(capturedAt, i18n.language) })}</small>}
        </dd>
      </div>
      <div>
        <dt>{t('fact.supervisor')}</dt>
        <dd>{names.unit(finding.supervisingUnitId)}</dd>
      </div>
      {finding.subject && (
        <div>
          <dt>{t('fact.subject')}</dt>
          <dd>{finding.subject}</dd>
        </div>
      )}
      {finding.dangers.length > 0 && (
        <div>
          <dt>{t('fact.dangers')}</dt>
          <dd>{names.list(finding.dangers)}</dd>
        </div>
      )}
      {missing.length > 0 && (
        <div>
          <dt>{t('fact.missing')}</dt>
          <dd>{names.list(missing.map((one) => names.word('fact', one)))}</dd>
        </div>
      )}
    </dl>
  );
}
