import './sheets.css';

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { gridSheetsQuery } from './queries';

type Sheet = Schemas['GridSheets']['items'][number];

/** 网格员考核表: one's own, and those of one's community; results in the world only, and nobody is ranked. */
export function GridSheetsPage() {
  const { t } = useTranslation('district');
  const { data, error } = useQuery(gridSheetsQuery);
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Waiting />;
  return (
    <>
      <header className="page-head">
        <h1>{t('sheets.title')}</h1>
        <p>{t('sheets.hint')}</p>
      </header>
      {data.items.length === 0 && (
        <section className="sheet">
          <EmptyState title={t('sheets.none')} hint={t('sheets.noneHint')} />
        </section>
      )}
      <div className="grid-sheets">
        {data.items.map((sheet) => (
          <OneSheet key={`${sheet.start} ${sheet.workerName}`} sheet={sheet} />
        ))}
      </div>
    </>
  );
}

const ITEMS = ['missed_rate', 'valid_report_rate', 'sound_disposal_rate'] as const;

function OneSheet({ sheet: { start, workerName, communityName, items, score } }: { sheet: Sheet }) {
  const { t } = useTranslation('district');
  const [year, month] = start.split('-').map(Number) as [number, number];
  const nameOf = (code: string, zh: string) => {
    const item = ITEMS.find((one) => one === code);
    return item ? t(`sheets.item.${item}`) : zh;
  };
  const ruleOf = (code: string) => {
    const item = ITEMS.find((one) => one === code);
    return item ? t(`sheets.rule.${item}`) : null;
  };
  return (
    <section className="sheet grid-sheet" aria-label={t('sheets.of', { name: workerName, year, month })}>
      <header>
        <div>
          <h2>{t('sheets.month', { year, month })}</h2>
          <p>
            {workerName} · {communityName}
          </p>
        </div>
        <p className="grid-score">
          <b>{score === null ? '—' : score.toFixed(1)}</b>
          <span>{score === null ? t('sheets.nothing') : t('sheets.score')}</span>
        </p>
      </header>
      <dl>
        {items.map(({ code, zh, numerator, denominator, value }) => (
          <div key={code}>
            <dt>
              {nameOf(code, zh)}
              <small>{ruleOf(code)}</small>
            </dt>
            <dd>
              <b>{value === null ? '—' : `${(value * 100).toFixed(1)}%`}</b>
              <span>{t('sheets.fraction', { numerator, denominator })}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
