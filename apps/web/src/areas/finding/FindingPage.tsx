import './finding.css';

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { findingQuery } from '../../api/queries';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { Acting } from './Acting';
import { Deadline } from './Deadline';
import { Deliveries } from './Deliveries';
import { Executors } from './Executors';
import { Head } from './Head';
import { Instructions } from './Instructions';
import { Lines } from './Lines';
import { Matter } from './Matter';
import { Papers } from './Papers';
import { Photos } from './Photos';
import type { Finding } from './queries';
import { Requests } from './Requests';
import { Same } from './Same';
import { SelfChecks } from './SelfChecks';
import { Timeline } from './Timeline';

const route = getRouteApi('/desk/findings/$id');

/** 一件: what it is, until when and why, what has been done about it, and what the caller may do. */
export function FindingPage() {
  const { t } = useTranslation('finding');
  const { id } = route.useParams();
  const { data: finding, error } = useQuery(findingQuery(id));
  useEffect(() => {
    if (finding) document.title = t('documentTitle', { number: finding.number });
  }, [finding, t]);
  if (!finding && error)
    return (
      <>
        <ProblemNote problem={problemOf(error)} />
        <p className="finding-back">
          <Link to="/findings">{t('toList')}</Link>
        </p>
      </>
    );
  if (!finding) return <Waiting />;
  return (
    <Acting finding={finding}>
      <Parts finding={finding} />
    </Acting>
  );
}

const Parts = ({ finding }: { finding: Finding }) => (
  <article className="finding">
    <Head finding={finding} />
    <div className="finding-left">
      <Matter finding={finding} />
      <Photos finding={finding} />
      <Lines finding={finding} />
      <Requests finding={finding} />
      <Instructions finding={finding} />
      <Papers finding={finding} />
      <Suspense fallback={null}>
        <Deliveries finding={finding} />
      </Suspense>
      <Executors finding={finding} />
      <Same finding={finding} />
      <SelfChecks finding={finding} />
    </div>
    <div className="finding-right">
      <Deadline finding={finding} />
      <Timeline finding={finding} />
    </div>
  </article>
);
