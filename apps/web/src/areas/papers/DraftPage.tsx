import './papers.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { findingQuery, unitsQuery } from '../../api/queries';
import { serverNow } from '../../api/server-time';
import { dayOf } from '../../design/dates';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { PAPERS, papersOfQuery } from './queries';
import { type Report, REPORTS } from './search';

const PdfView = lazy(() => import('./PdfView').then(({ PdfView: view }) => ({ default: view })));
const BEARING = new Set(['department', 'street', 'township', 'company']);

const route = getRouteApi('/desk/papers/new');

/** 拟稿: a report of the district, or a paper about one finding; what it says is seen before. */
export function DraftPage() {
  const { finding, kind } = route.useSearch();
  return finding ? <AboutFinding id={finding} asked={kind} /> : <AboutDistrict />;
}

interface DraftingProps {
  hint: string;
  preview: { address: string; title: string };
  draft: { isPending: boolean; error: unknown; send: () => void };
  children: ReactNode;
}

/** What it says on the left, what is asked on the right. */
function Drafting({ hint, preview, draft, children }: DraftingProps) {
  const { t } = useTranslation('papers');
  return (
    <>
      <header className="page-head">
        <h1>{t('draft.title')}</h1>
        <p>{hint}</p>
      </header>
      <div className="paper">
        <section className="paper-sheet" aria-label={t('pdf.title')}>
          <Suspense fallback={<Waiting />}>
            <PdfView address={preview.address} version="" title={preview.title} />
          </Suspense>
        </section>
        <form
          className="paper-side sheet paper-form"
          onSubmit={(event) => {
            event.preventDefault();
            draft.send();
          }}
        >
          {children}
          <button type="submit" className="act act-main" disabled={draft.isPending}>
            {t('draft.save')}
          </button>
          {draft.error !== null && <ProblemNote problem={problemOf(draft.error)} />}
        </form>
      </div>
    </>
  );
}

/** Written by the withdrawal of what it cancels, never by hand. */
const CANCELLATION = 'cancellation';

function AboutFinding({ id, asked }: { id: string; asked: string | undefined }) {
  const { t, i18n } = useTranslation('papers');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const finding = useQuery(findingQuery(id));
  const papers = useQuery(papersOfQuery(id));
  const draft = useMutation({
    mutationFn: (kind: string) =>
      answered(api.POST('/api/v1/findings/{id}/papers', { params: { path: { id } }, body: { kind } })),
    onSuccess: ({ ref }) => navigate({ to: '/papers/$id', params: { id: ref } }),
    onSettled: () => queries.invalidateQueries({ queryKey: PAPERS }),
  });
  const failed = finding.error ?? papers.error;
  if (failed) return <ProblemNote problem={problemOf(failed)} />;
  if (!finding.data || !papers.data) return <Waiting />;
  const kinds = papers.data.kinds.filter(({ kind }) => kind !== CANCELLATION);
  const chosen = kinds.find(({ kind }) => kind === asked) ?? kinds[0];
  if (!chosen) return <EmptyState title={t('gone')} hint={t('goneHint')} />;
  const named = ({ zh, en }: (typeof kinds)[number]) => (i18n.language === 'en' ? en : zh);
  return (
    <Drafting
      hint={t('draft.hintFinding')}
      preview={{ address: `/api/v1/findings/${id}/papers/preview/${chosen.kind}.pdf`, title: named(chosen) }}
      draft={{ ...draft, send: () => draft.mutate(chosen.kind) }}
    >
      <p className="paper-about">
        {t('column.about')} <a href={`/findings/${id}`}>{finding.data.number}</a>
      </p>
      <label className="field">
        <span>{t('draft.kind')}</span>
        <select
          value={chosen.kind}
          onChange={({ target }) =>
            void navigate({ to: '/papers/new', search: { finding: id, kind: target.value }, replace: true })
          }
        >
          {kinds.map((one) => (
            <option key={one.kind} value={one.kind}>
              {named(one)}
            </option>
          ))}
        </select>
      </label>
      <p className="paper-quiet">{t('draft.frozenFinding')}</p>
    </Drafting>
  );
}

function AboutDistrict() {
  const { t } = useTranslation('papers');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const units = useQuery(unitsQuery).data?.items ?? [];
  const [kind, setKind] = useState<Report>('bulletin');
  const [date, setDate] = useState(() => dayOf(serverNow()));
  const [to, setTo] = useState<string[]>([]);
  const draft = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/papers', { body: { kind, date, to } })),
    onSuccess: ({ ref }) => navigate({ to: '/papers/$id', params: { id: ref } }),
    onSettled: () => queries.invalidateQueries({ queryKey: PAPERS }),
  });
  return (
    <Drafting
      hint={t('draft.hint')}
      preview={{ address: `/api/v1/reports/${kind}.pdf?date=${date}`, title: t(`report.${kind}`) }}
      draft={{ ...draft, send: () => draft.mutate() }}
    >
      <label className="field">
        <span>{t('draft.kind')}</span>
        <select value={kind} onChange={({ target }) => setKind(target.value as Report)}>
          {REPORTS.map((one) => (
            <option key={one} value={one}>
              {t(`report.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="field" htmlFor="draft-date">
        <span>{t('reports.date')}</span>
        <DatePicker
          id="draft-date"
          value={dayjs(date)}
          allowClear={false}
          onChange={(chosen) => chosen && setDate(chosen.format('YYYY-MM-DD'))}
        />
      </label>
      <label className="field" htmlFor="draft-to">
        <span>{t('draft.to')}</span>
        <Select
          id="draft-to"
          mode="multiple"
          value={to}
          onChange={setTo}
          optionFilterProp="label"
          placeholder={t('draft.toHint')}
          options={units
            .filter((unit) => BEARING.has(unit.kind) && unit.validTo === null)
            .map(({ id, name }) => ({ value: id, label: name }))}
        />
      </label>
      <p className="paper-quiet">{t('draft.frozen')}</p>
    </Drafting>
  );
}
