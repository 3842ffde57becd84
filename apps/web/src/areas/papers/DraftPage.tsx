import './papers.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { unitsQuery } from '../../api/queries';
import { serverNow } from '../../api/server-time';
import { dayOf } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { PAPERS } from './queries';
import { type Report, REPORTS } from './search';

const PdfView = lazy(() => import('./PdfView').then(({ PdfView: view }) => ({ default: view })));
const BEARING = new Set(['department', 'street', 'township', 'company']);

/** 拟稿: a report of the district becomes a paper; what it says is seen before. */
export function DraftPage() {
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
    <>
      <header className="page-head">
        <h1>{t('draft.title')}</h1>
        <p>{t('draft.hint')}</p>
      </header>
      <div className="paper">
        <section className="paper-sheet" aria-label={t('pdf.title')}>
          <Suspense fallback={<Waiting />}>
            <PdfView address={`/api/v1/reports/${kind}.pdf?date=${date}`} version="" title={t(`report.${kind}`)} />
          </Suspense>
        </section>
        <form
          className="paper-side sheet paper-form"
          onSubmit={(event) => {
            event.preventDefault();
            draft.mutate();
          }}
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
          <button type="submit" className="act act-main" disabled={draft.isPending}>
            {t('draft.save')}
          </button>
          {draft.isError && <ProblemNote problem={problemOf(draft.error)} />}
        </form>
      </div>
    </>
  );
}
