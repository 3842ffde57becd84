import './import.css';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api, fileSent } from '../../../api/client';
import { Problem, problemOf } from '../../../api/problem';
import { FINDINGS, type Schemas } from '../../../api/queries';
import { ProblemNote } from '../../../design/ProblemNote';
import { Mapping } from './Mapping';

type Report = Schemas['ImportReport'];
type Columns = Readonly<Record<string, string>>;

interface Order {
  file: File;
  dryRun: boolean;
  mapping?: Columns;
}

const listSent = (file: File, mapping?: Columns) => fileSent(file, mapping && { mapping: JSON.stringify(mapping) });

/** 清单导入: a list as it comes, tried first, with every row that cannot be taken and how to mend it. */
export function ImportPage() {
  const { t } = useTranslation('desk');
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [mapping, setMapping] = useState<Columns | undefined>();
  const load = useMutation({
    mutationFn: ({ file: given, dryRun, mapping: columns }: Order) =>
      answered(
        api.POST('/api/v1/imports', {
          params: { query: { dryRun: dryRun ? 'true' : 'false' } },
          ...listSent(given, columns),
        }),
      ),
    onSuccess: ({ dryRun }) => {
      if (!dryRun) void queries.invalidateQueries({ queryKey: FINDINGS });
    },
  });
  const look = (given: File, columns?: Columns) => {
    setFile(given);
    setMapping(columns);
    load.mutate({ file: given, dryRun: true, ...(columns && { mapping: columns }) });
  };
  const needs = load.error instanceof Problem ? load.error.mapping : undefined;
  return (
    <div className="import">
      <header className="page-head">
        <h1>{t('import.title')}</h1>
        <p>{t('import.hint')}</p>
        <a className="act" href="/api/v1/imports/template.xlsx" download>
          {t('import.template')}
        </a>
      </header>
      <Drop file={file} pending={load.isPending} onFile={(given) => look(given)} />
      {load.error && <ProblemNote problem={problemOf(load.error)} />}
      {needs && file && <Mapping needs={needs} onMapped={(columns) => look(file, columns)} />}
      {load.data && file && (
        <ReportSheet
          report={load.data}
          pending={load.isPending}
          file={file}
          mapping={mapping}
          onTake={() => load.mutate({ file, dryRun: false, ...(mapping && { mapping }) })}
        />
      )}
    </div>
  );
}

interface DropProps {
  file: File | null;
  pending: boolean;
  onFile: (file: File) => void;
}

function Drop({ file, pending, onFile }: DropProps) {
  const { t } = useTranslation('desk');
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [given] = event.dataTransfer.files;
    if (given) onFile(given);
  };
  return (
    <label
      className="sheet import-drop"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        type="file"
        accept=".xlsx,.csv"
        disabled={pending}
        onChange={({ target }) => {
          const [given] = target.files ?? [];
          if (given) onFile(given);
          target.value = '';
        }}
      />
      <b>{pending ? t('import.reading') : file ? file.name : t('import.drop')}</b>
      <span>{file ? t('import.again') : t('import.kinds')}</span>
    </label>
  );
}

interface ReportSheetProps {
  report: Report;
  pending: boolean;
  file: File;
  mapping: Columns | undefined;
  onTake: () => void;
}

function ReportSheet({ report, pending, file, mapping, onTake }: ReportSheetProps) {
  const { t } = useTranslation('desk');
  const { dryRun, taken, refused, skipped, entered, reconciliation, warnings } = report;
  const said = useSaid();
  const count = (outcome: Report['entered'][number]['outcome']) =>
    entered.filter((one) => one.outcome === outcome).length;
  return (
    <>
      <section className="sheet import-sum" aria-label={t('import.result')} role="status">
        <h2>{dryRun ? t('import.would') : t('import.did', { count: count('entered') })}</h2>
        <ul>
          {dryRun ? (
            <>
              <li>
                <b>{taken.length}</b> {t('import.taken')}
              </li>
              <li data-late={refused.length > 0 || undefined}>
                <b>{refused.length}</b> {t('import.refused')}
              </li>
              <li>
                <b>{skipped.length}</b> {t('import.skipped')}
              </li>
            </>
          ) : (
            <>
              <li>
                <b>{count('there_before')}</b> {t('import.thereBefore')}
              </li>
              <li data-late={count('refused') > 0 || undefined}>
                <b>{count('refused')}</b> {t('import.notEntered')}
              </li>
            </>
          )}
        </ul>
        {reconciliation && (
          <p>
            {reconciliation.stated === null
              ? t('import.noTotal')
              : t(reconciliation.balanced ? 'import.balanced' : 'import.unbalanced', {
                  ...reconciliation,
                  stated: reconciliation.stated,
                })}
            {reconciliation.before > 0 && t('import.before', { rows: reconciliation.before })}
          </p>
        )}
        {warnings.map((warning) => (
          <p key={warning.code}>{said(warning.message)}</p>
        ))}
        <footer>
          {dryRun && taken.length > 0 && (
            <button type="button" className="act act-main" disabled={pending} onClick={onTake}>
              {t('import.take', { count: taken.length })}
            </button>
          )}
          {dryRun && refused.length > 0 && <ErrorsFile file={file} mapping={mapping} />}
          {!dryRun && (
            <Link to="/dispatch" className="act act-main">
              {t('import.dispatch')}
            </Link>
          )}
        </footer>
      </section>
      {refused.length > 0 && <Refused rows={refused} />}
      {dryRun && <Warned taken={taken} />}
    </>
  );
}

function useSaid() {
  const { i18n } = useTranslation('desk');
  return ({ zh, en }: { zh: string; en: string }) => (i18n.language === 'en' ? en : zh);
}

function Refused({ rows }: { rows: Report['refused'] }) {
  const { t } = useTranslation('desk');
  const said = useSaid();
  return (
    <section className="sheet" aria-label={t('import.toMend')}>
      <h2>{t('import.toMend')}</h2>
      <table className="import-rows">
        <thead>
          <tr>
            {(['row', 'column', 'why', 'mend'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`import.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, column, code, message, mend }) => (
            <tr key={`${row}/${column?.letter}/${code}`}>
              <td>{t('import.row', { row })}</td>
              <td>{column ? `${column.letter} · ${column.heading}` : '—'}</td>
              <td>{said(message)}</td>
              <td>{said(mend)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Rows that are taken and still want a look. */
function Warned({ taken }: { taken: Report['taken'] }) {
  const { t } = useTranslation('desk');
  const said = useSaid();
  const rows = taken.filter(({ warnings }) => warnings.length > 0);
  if (rows.length === 0) return null;
  return (
    <details className="sheet">
      <summary>{t('import.warned', { count: rows.length })}</summary>
      <table className="import-rows">
        <tbody>
          {rows.map(({ row, warnings }) => (
            <tr key={row}>
              <td>{t('import.row', { row })}</td>
              <td>
                {warnings.map(({ code, message }) => (
                  <p key={code}>{said(message)}</p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** The same rows as a workbook, to be mended in Excel or WPS. */
function ErrorsFile({ file, mapping }: { file: File; mapping: Columns | undefined }) {
  const { t } = useTranslation('desk');
  const fetchIt = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/api/v1/imports/errors.xlsx', {
          ...listSent(file, mapping),
          parseAs: 'blob',
        }),
      ),
    onSuccess: (blob) => {
      const address = URL.createObjectURL(blob as unknown as Blob);
      const link = document.createElement('a');
      link.href = address;
      link.download = t('import.errorsName');
      link.click();
      URL.revokeObjectURL(address);
    },
  });
  return (
    <>
      <button type="button" className="act" disabled={fetchIt.isPending} onClick={() => fetchIt.mutate()}>
        {t('import.errors')}
      </button>
      {fetchIt.error && <ProblemNote problem={problemOf(fetchIt.error)} />}
    </>
  );
}
