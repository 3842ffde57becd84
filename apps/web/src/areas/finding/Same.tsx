import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { Schemas } from '../../api/queries';
import { spoken } from '../../design/dates';
import { StatusTag } from '../../design/StatusTag';
import { useActing } from './acting';
import { Part } from './Part';
import { duplicatesQuery, type Finding } from './queries';

/** 疑似重复与反复发生: a person looks and merges. */
export function Same({ finding }: { finding: Finding }) {
  const { t } = useTranslation('finding');
  const { may, act } = useActing();
  const { data } = useQuery(duplicatesQuery(finding.id));
  const { absorbed } = finding;
  if (absorbed.length === 0 && !data?.items.length && !data?.recurrences.length) return null;
  return (
    <Part title={t('same.title')}>
      <ul className="rows">
        {absorbed.map((id, index) => (
          <li key={id}>
            <Link to="/findings/$id" params={{ id }}>
              {t('same.absorbed', { nth: index + 1 })}
            </Link>
          </li>
        ))}
        {data?.items.map((one) => (
          <Other key={one.id} one={one} said={t('same.maybe')}>
            {may('merge') && (
              <button type="button" className="act" onClick={() => act('merge', { into: one.id })}>
                {t('same.merge')}
              </button>
            )}
          </Other>
        ))}
        {data?.recurrences.map((one) => (
          <Other key={one.id} one={one} said={t('same.again')} />
        ))}
      </ul>
    </Part>
  );
}

interface OtherProps {
  one: Schemas['FindingSummary'];
  said: string;
  children?: ReactNode;
}

function Other({ one: { id, number, description, status, filedAt }, said, children }: OtherProps) {
  const { t, i18n } = useTranslation('finding');
  return (
    <li>
      <p>
        <Link to="/findings/$id" params={{ id }}>
          {number}
        </Link>
        <StatusTag status={status} />
        <span className="tag tone-soon">{said}</span>
      </p>
      <p className="rows-facts">
        <span>{description}</span>
        <span>{t('same.filed', { at: spoken(filedAt, i18n.language) })}</span>
        {children}
      </p>
    </li>
  );
}
