import './papers.css';

import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';

import { unitsQuery } from '../../api/queries';
import { serverNow } from '../../api/server-time';
import { dayOf } from '../../design/dates';
import { Waiting } from '../../design/Waiting';
import { REPORTS, type ReportSearch } from './search';

const PdfView = lazy(() => import('./PdfView').then(({ PdfView: view }) => ({ default: view })));
const route = getRouteApi('/desk/reports');
const EXPORTS = ['findings', 'notices', 'units'] as const;

/** 报告: what the office hands out each day, week and month, read as it stands now. */
export function ReportsPage() {
  const { t } = useTranslation('papers');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const units = useQuery(unitsQuery).data?.items ?? [];
  const kind = search.kind ?? 'daily';
  const date = search.date ?? dayOf(serverNow());
  const change = (changed: ReportSearch) => void navigate({ to: '.', search: changed, replace: true });
  const asked = `date=${date}${search.unit ? `&unit=${search.unit}` : ''}`;
  const picker = kind === 'daily' ? 'date' : kind === 'weekly' ? 'week' : 'month';
  return (
    <>
      <header className="page-head">
        <h1>{t('reports.title')}</h1>
        <p>{t('reports.hint')}</p>
      </header>
      <div className="paper">
        <section className="paper-sheet" aria-label={t('pdf.title')}>
          <Suspense fallback={<Waiting />}>
            <PdfView address={`/api/v1/reports/${kind}.pdf?${asked}`} version="" title={t(`report.${kind}`)} />
          </Suspense>
        </section>
        <div className="paper-side">
          <section className="sheet paper-form">
            <div className="paper-kinds" role="group" aria-label={t('reports.kind')}>
              {REPORTS.map((one) => (
                <button
                  key={one}
                  type="button"
                  aria-pressed={kind === one}
                  onClick={() => change({ ...search, kind: one })}
                >
                  <b>{t(`report.${one}`)}</b>
                  <small>{t(`reportHint.${one}`)}</small>
                </button>
              ))}
            </div>
            <label className="field" htmlFor="report-date">
              <span>{t(`reports.${picker}`)}</span>
              <DatePicker
                id="report-date"
                picker={picker}
                value={dayjs(date)}
                allowClear={false}
                onChange={(chosen) => chosen && change({ ...search, date: chosen.format('YYYY-MM-DD') })}
              />
            </label>
            <label className="field">
              <span>{t('reports.unit')}</span>
              <select
                value={search.unit ?? ''}
                onChange={({ target }) => {
                  const { unit: _, ...rest } = search;
                  change({ ...rest, ...(target.value && { unit: target.value }) });
                }}
              >
                <option value="">{t('reports.wholeDistrict')}</option>
                {units
                  .filter(({ validTo }) => validTo === null)
                  .map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
              </select>
            </label>
            <p className="paper-downloads">
              <a
                className="act act-main"
                href={`/api/v1/reports/${kind}.pdf?${asked}`}
                target="_blank"
                rel="noreferrer"
              >
                {t('openPdf')}
              </a>
              <a className="act" href={`/api/v1/reports/${kind}.docx?${asked}`} download>
                {t('downloadDocx')}
              </a>
              <a className="act" href={`/api/v1/reports/${kind}.xlsx?${asked}`} download>
                {t('downloadXlsx')}
              </a>
            </p>
          </section>
          <section className="sheet paper-card">
            <h2>{t('exports.title')}</h2>
            <ul className="paper-exports">
              {EXPORTS.map((one) => (
                <li key={one}>
                  <span>{t(`exports.${one}`)}</span>
                  {(['xlsx', 'csv'] as const).map((format) => (
                    <a
                      key={format}
                      href={`/api/v1/exports/${one}.${format}`}
                      download
                      aria-label={t('exports.as', { list: t(`exports.${one}`), format: t(`exports.${format}`) })}
                    >
                      {t(`exports.${format}`)}
                    </a>
                  ))}
                </li>
              ))}
            </ul>
          </section>
        </div>
      </div>
    </>
  );
}
