import './network.css';

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input, Skeleton } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { categoriesQuery, type Schemas } from '../../api/queries';
import { ProblemNote } from '../../design/ProblemNote';
import { drawingOf, type Placed, WIDTH } from './drawing';
import { networkQuery } from './queries';

type Unit = Schemas['Network']['items'][number];

/** 责任网络: the chain down, departments across, and who stands surety for what. */
export function NetworkPage() {
  const { t } = useTranslation('network');
  const { data, error } = useQuery(networkQuery);
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const units = data?.items ?? [];
  const matches = (unit: Unit) =>
    words.trim() !== '' &&
    [unit.name, ...unit.people.map(({ name }) => name)].some((one) => one.includes(words.trim()));
  const found = units.filter(matches);
  const unit = units.find(({ id }) => id === chosen);
  return (
    <>
      <header className="page-head">
        <h1>{t('title')}</h1>
        <p>{t('hint')}</p>
        <span className="head-acts">
          <Input.Search
            aria-label={t('search')}
            placeholder={t('search')}
            allowClear
            value={words}
            onChange={({ target }) => setWords(target.value)}
            onPressEnter={({ nativeEvent }) => !nativeEvent.isComposing && setChosen(found[0]?.id ?? null)}
          />
          <Button onClick={() => window.print()}>{t('print')}</Button>
        </span>
      </header>
      {error && <ProblemNote problem={problemOf(error)} />}
      {data ? (
        <div className="network">
          <div className="sheet network-sheet">
            <Picture units={units} chosen={chosen} found={found} onChoose={setChosen} />
          </div>
          <aside className="sheet network-side" aria-live="polite">
            {unit ? (
              <UnitShown unit={unit} units={units} />
            ) : (
              <p>{words && found.length === 0 ? t('noMatch') : t('choose')}</p>
            )}
          </aside>
        </div>
      ) : (
        <Skeleton active />
      )}
    </>
  );
}

interface PictureProps {
  units: readonly Unit[];
  chosen: string | null;
  found: readonly Unit[];
  onChoose: (id: string) => void;
}

function Picture({ units, chosen, found, onChoose }: PictureProps) {
  const { t } = useTranslation('network');
  const { nodes, lines, height, departmentsAt } = useMemo(() => drawingOf(units), [units]);
  const lit = new Set(
    lines.filter(({ from, to }) => from === chosen || to === chosen).flatMap(({ from, to }) => [from, to]),
  );
  return (
    <svg className="network-picture" viewBox={`-4 0 ${WIDTH + 8} ${height}`} role="group" aria-label={t('title')}>
      <text className="network-band" x={0} y={30}>
        {t('vertical')}
      </text>
      <text className="network-band" x={0} y={departmentsAt - 18}>
        {t('horizontal')}
      </text>
      {lines.map(({ key, kind, path, from, to }) => (
        <path key={key} d={path} className={`line-${kind}${from === chosen || to === chosen ? ' is-lit' : ''}`} />
      ))}
      {nodes.map((node) => (
        <Node
          key={node.unit.id}
          node={node}
          tone={
            node.unit.id === chosen
              ? 'chosen'
              : found.includes(node.unit)
                ? 'found'
                : lit.has(node.unit.id)
                  ? 'lit'
                  : 'plain'
          }
          onChoose={onChoose}
        />
      ))}
    </svg>
  );
}

const FITS = 9;

function Node({
  node: { unit, x, y, width, height },
  tone,
  onChoose,
}: {
  node: Placed<Unit>;
  tone: string;
  onChoose: (id: string) => void;
}) {
  const { t } = useTranslation('network');
  const name = unit.name.length > FITS ? `${unit.name.slice(0, FITS - 1)}…` : unit.name;
  return (
    <g className={`node node-${unit.kind} is-${tone}`}>
      <g
        className="node-button"
        role="button"
        tabIndex={0}
        aria-pressed={tone === 'chosen'}
        aria-label={t('node', { name: unit.name, open: unit.open, overdue: unit.overdue })}
        onClick={() => onChoose(unit.id)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          onChoose(unit.id);
        }}
      >
        <title>{unit.name}</title>
        <rect x={x} y={y} width={width} height={height} rx={4} />
      </g>
      <text x={x + 10} y={y + height / 2 + 5}>
        {name}
      </text>
      {unit.open > 0 && (
        <text
          x={x + width - 8}
          y={y + height / 2 + 5}
          textAnchor="end"
          className={unit.overdue > 0 ? 'node-late' : 'node-open'}
        >
          {unit.overdue > 0 ? t('openLate', { open: unit.open, overdue: unit.overdue }) : unit.open}
        </text>
      )}
    </g>
  );
}

function UnitShown({ unit, units }: { unit: Unit; units: readonly Unit[] }) {
  const { t } = useTranslation('network');
  const { data } = useQuery(categoriesQuery);
  const nameOf = (id: string) => units.find((one) => one.id === id)?.name ?? t('former');
  const categories = data?.items ?? [];
  const leads = unit.leads.map(({ categoryCode, areaId }) => {
    const category = categories.find(({ code }) => code === categoryCode)?.name ?? t('former');
    return areaId ? t('leadsIn', { category, area: nameOf(areaId) }) : category;
  });
  const borne = categories.filter(({ lead }) => unit.bears.includes(lead)).map(({ name }) => name);
  const sureties = units.filter(({ suretyFor }) => suretyFor.includes(unit.id)).map(({ name }) => name);
  return (
    <>
      <h2>{unit.name}</h2>
      <p className="network-kind">
        {t(`kind.${unit.kind}`)} · {t(`relation.${unit.relation}`)}
      </p>
      <p>
        <Link to="/findings" search={{ unit: unit.id } as never}>
          {t('open', { count: unit.open })}
        </Link>
        {unit.overdue > 0 && <b className="late"> {t('overdue', { count: unit.overdue })}</b>}
      </p>
      <Duties title={t('leads')} words={[...leads, ...borne]} />
      <Duties title={t('suretyFor')} words={unit.suretyFor.map(nameOf)} />
      <Duties title={t('suretyBy')} words={sureties} />
      <h3>{t('people')}</h3>
      {unit.people.length === 0 && <p>{t('nobody')}</p>}
      <ul className="network-people">
        {unit.people.map(({ id, name, positions }) => (
          <li key={id}>
            <b>{name}</b> {positions.map((code) => t(`position.${code}`, t('position.other'))).join(t('comma'))}
          </li>
        ))}
      </ul>
    </>
  );
}

function Duties({ title, words }: { title: string; words: readonly string[] }) {
  const { t } = useTranslation('network');
  if (words.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <p>{[...new Set(words)].join(t('comma'))}</p>
    </>
  );
}
