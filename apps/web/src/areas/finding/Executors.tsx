import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, Fragment, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { FINDINGS, type Schemas } from '../../api/queries';
import { bears, useMe } from '../../app/session';
import { useNow } from '../../design/Countdown';
import { spoken } from '../../design/dates';
import { photoAddress } from '../../design/PhotoPair';
import { ProblemNote } from '../../design/ProblemNote';
import { Part } from './Part';
import { executorLinksQuery, type Finding } from './queries';

const WORKING: ReadonlySet<string> = new Set(['assigned', 'rectifying']);

/** 给整改人的链接: for whom mends it without an account, and what came by it. */
export function Executors({ finding }: { finding: Finding }) {
  const { t } = useTranslation('finding');
  const me = useMe();
  const now = useNow();
  const ours = finding.lines.some(({ unitId }) => unitId === me.unitId) && bears(me, ['handler', 'unit_leader']);
  const { data, error } = useQuery({ ...executorLinksQuery(finding.id), enabled: ours });
  const make = useAsking(finding.id, () =>
    answered(api.POST('/api/v1/findings/{id}/executor-links', { params: { path: { id: finding.id } } })),
  );
  if (!ours || (!WORKING.has(finding.status) && !data?.reports.length)) return null;
  const late = finding.timeliness.dueAt !== null && Date.parse(finding.timeliness.dueAt) < now;
  const open = data?.links.filter(({ revokedAt }) => revokedAt === null) ?? [];
  return (
    <Part title={t('executors.title')}>
      <p className="field-hint">{t('executors.hint')}</p>
      {error && !data && <ProblemNote problem={problemOf(error)} />}
      {make.isError && <ProblemNote problem={problemOf(make.error)} />}
      {WORKING.has(finding.status) &&
        (late ? (
          <p className="field-hint">{t('executors.late')}</p>
        ) : (
          <button type="button" className="act" disabled={make.isPending} onClick={() => make.mutate(undefined)}>
            {t('executors.make')}
          </button>
        ))}
      {make.data && <Made link={make.data} finding={finding} />}
      <ul className="rows">
        {open.map((link) => (
          <Link key={link.id} findingId={finding.id} link={link} />
        ))}
        {data?.reports.map((report) => (
          <Report key={report.id} finding={finding} report={report} />
        ))}
      </ul>
    </Part>
  );
}

function useAsking<Given, Answer>(id: string, ask: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ask,
    onSettled: () => queries.invalidateQueries({ queryKey: [...FINDINGS, 'one', id] }),
  });
}

interface MadeProps {
  link: Schemas['ExecutorLinkMade'];
  finding: Finding;
}

/** Shown this once; printed, it is the slip that is handed to who mends it. */
function Made({ link, finding }: MadeProps) {
  const { url, diesAt } = link;
  const qr = qrOf(link);
  const { t, i18n } = useTranslation('finding');
  const [copied, setCopied] = useState(false);
  return (
    <div className="executor-link">
      <img src={qr} alt={t('executors.qr')} />
      {createPortal(<Slip link={link} finding={finding} />, document.body)}
      <div>
        <label className="field">
          {t('executors.url')}
          <input readOnly value={url} onFocus={({ target }) => target.select()} />
        </label>
        <button
          type="button"
          className="act"
          onClick={() => void navigator.clipboard?.writeText(url).then(() => setCopied(true))}
        >
          {t(copied ? 'executors.copied' : 'executors.copy')}
        </button>
        <button type="button" className="act" onClick={() => window.print()}>
          {t('executors.print')}
        </button>
        <p className="field-hint">
          {diesAt ? t('executors.dies', { at: spoken(diesAt, i18n.language) }) : t('executors.once')}
        </p>
      </div>
    </div>
  );
}

/** 整改单: what is printed instead of the page. */
function Slip({ link, finding: { number, description, place, fixings } }: MadeProps) {
  const { t, i18n } = useTranslation('finding');
  const { unitName } = useMe();
  const facts = {
    number,
    what: description,
    where: place.pointName,
    task: fixings?.task === description ? null : fixings?.task,
    unit: unitName,
    due: link.diesAt && spoken(link.diesAt, i18n.language),
  };
  return (
    <section className="executor-slip">
      <h1>{t('executors.slip')}</h1>
      <dl>
        {Object.entries(facts).map(
          ([fact, words]) =>
            words && (
              <Fragment key={fact}>
                <dt>{t(`executors.fact.${fact}`)}</dt>
                <dd>{words}</dd>
              </Fragment>
            ),
        )}
      </dl>
      <img src={qrOf(link)} alt={t('executors.qr')} />
      <p>{t('executors.scan')}</p>
    </section>
  );
}

const qrOf = ({ qr }: MadeProps['link']): string => `data:image/svg+xml;utf8,${encodeURIComponent(qr)}`;

function Link({ findingId, link }: { findingId: string; link: Schemas['ExecutorLinks']['links'][number] }) {
  const { t, i18n } = useTranslation('finding');
  const revoke = useAsking(findingId, () =>
    answered(
      api.DELETE('/api/v1/findings/{id}/executor-links/{link}', { params: { path: { id: findingId, link: link.id } } }),
    ),
  );
  return (
    <li>
      <p className="rows-facts">
        <span>{t('executors.open', { at: spoken(link.madeAt, i18n.language) })}</span>
        <button type="button" className="act" disabled={revoke.isPending} onClick={() => revoke.mutate(undefined)}>
          {t('executors.revoke')}
        </button>
      </p>
      {revoke.isError && <ProblemNote problem={problemOf(revoke.error)} />}
    </li>
  );
}

function Report({ finding, report }: { finding: Finding; report: Schemas['ExecutorReport'] }) {
  const { t, i18n } = useTranslation('finding');
  const [declining, setDeclining] = useState(false);
  const path = { id: finding.id, report: report.id };
  const take = useAsking(finding.id, () =>
    answered(api.POST('/api/v1/findings/{id}/executor-reports/{report}/take', { params: { path }, body: {} })),
  );
  const decline = useAsking(finding.id, (reason: string) =>
    answered(
      api.POST('/api/v1/findings/{id}/executor-reports/{report}/decline', { params: { path }, body: { reason } }),
    ),
  );
  const failed = take.error ?? decline.error;
  const refuse = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = new FormData(event.currentTarget).get('reason');
    if (typeof reason === 'string' && reason.trim()) decline.mutate(reason.trim());
  };
  return (
    <li>
      <p>
        <b>{report.reportedBy}</b>
        <span>{spoken(report.reportedAt, i18n.language)}</span>
        {report.outcome && <span className="tag tone-still">{t(`executors.outcome.${report.outcome}`)}</span>}
      </p>
      <blockquote>{report.text}</blockquote>
      <p className="timeline-photos">
        {report.photos.map((sha256, index) => (
          <a key={sha256} href={photoAddress(sha256, 'large')} target="_blank" rel="noreferrer">
            <img src={photoAddress(sha256, 'small')} alt={t('timeline.photo', { nth: index + 1 })} />
          </a>
        ))}
      </p>
      {report.reason && <p>{report.reason}</p>}
      {failed && <ProblemNote problem={problemOf(failed)} />}
      {report.outcome === null && (
        <p className="rows-acts">
          <button
            type="button"
            className="act act-main"
            disabled={take.isPending}
            onClick={() => take.mutate(undefined)}
          >
            {t('executors.take')}
          </button>
          <button type="button" className="act" aria-expanded={declining} onClick={() => setDeclining(!declining)}>
            {t('executors.decline')}
          </button>
        </p>
      )}
      {declining && report.outcome === null && (
        <form onSubmit={refuse}>
          <label className="field">
            {t('executors.why')}
            <textarea name="reason" rows={2} required maxLength={1_000} />
          </label>
          <button type="submit" className="act" disabled={decline.isPending}>
            {t('executors.decline')}
          </button>
        </form>
      )}
    </li>
  );
}
