import { useQuery } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../../api/problem';
import { countsQuery, type Schemas } from '../../../api/queries';
import { bears, useMe } from '../../../app/session';
import { useNow } from '../../../design/Countdown';
import { Due } from '../../../design/Due';
import { Lamp, timelinessOf } from '../../../design/Lamp';
import { ProblemNote } from '../../../design/ProblemNote';
import { StatusTag } from '../../../design/StatusTag';
import { offerUndo } from '../../../design/undo';
import { Ask, ReasonField, textIn } from '../Ask';
import { useNames } from '../names';
import { stageQuery, useBulk } from '../queries';
import { Results } from '../Results';
import { BULK_ACTS, type BulkAct, HAND_OVER, useHandOver } from './bulk-commands';
import { countedOf, type FindingSearch } from './search';

type Stage = Schemas['Stage'];
type Row = Schemas['FindingSummary'];
const STAGES: readonly Stage[] = ['discover', 'assign', 'supervise', 'feedback', 'close'];
/** Where a case goes by a command: what it is dropped on, or the menu of its card, names it. */
const LEADS_TO: Readonly<Record<BulkAct['key'], Stage | null>> = {
  register: 'assign',
  sign: 'supervise',
  verify: 'close',
  approve: 'close',
  urge: null,
};

interface Move {
  act: BulkAct;
  row: Row;
}

/** 看板: the five stages side by side; a card moves by a command, never by itself. */
export function BoardView({ search }: { search: FindingSearch }) {
  const { t } = useTranslation('desk');
  const me = useMe();
  const [moving, setMoving] = useState<Move | null>(null);
  const [dragged, setDragged] = useState<Row | null>(null);
  const { stage: only, ...rest } = search;
  const counts = useQuery(countsQuery(countedOf(rest))).data;
  const actsOf = (row: Row) => BULK_ACTS.filter(({ roles, fits }) => bears(me, roles) && fits(row));
  const drop = (stage: Stage) => {
    const act = dragged && actsOf(dragged).find(({ key }) => LEADS_TO[key] === stage);
    if (act) setMoving({ act, row: dragged });
    setDragged(null);
  };
  return (
    <div className="kanban" aria-label={t('findings.view.board')} role="group">
      {STAGES.filter((stage) => !only || stage === only).map((stage) => (
        <Column
          key={stage}
          stage={stage}
          search={rest}
          count={counts?.stages.find((one) => one.stage === stage)}
          takes={dragged !== null && actsOf(dragged).some(({ key }) => LEADS_TO[key] === stage)}
          onDrop={() => drop(stage)}
          onDrag={setDragged}
          actsOf={actsOf}
          onMove={setMoving}
        />
      ))}
      {moving && <Moving move={moving} onDone={() => setMoving(null)} />}
    </div>
  );
}

interface ColumnProps {
  stage: Stage;
  search: FindingSearch;
  count: { findings: number; overdue: number } | undefined;
  takes: boolean;
  onDrop: () => void;
  onDrag: (row: Row | null) => void;
  actsOf: (row: Row) => readonly BulkAct[];
  onMove: (move: Move) => void;
}

function Column({ stage, search, count, takes, onDrop, onDrag, actsOf, onMove }: ColumnProps) {
  const { t } = useTranslation(['desk', 'words']);
  const { data, error } = useQuery(stageQuery(search, stage));
  const allow = (event: DragEvent) => {
    if (takes) event.preventDefault();
  };
  return (
    <section className="board-column" data-takes={takes || undefined} onDragOver={allow} onDrop={onDrop}>
      <header>
        <h2>{t(`words:stage.${stage}`)}</h2>
        <b>{count?.findings ?? '…'}</b>
        {count !== undefined && count.overdue > 0 && (
          <span className="tag tone-late">{t('findings.overdue', { count: count.overdue })}</span>
        )}
      </header>
      {error && !data && <ProblemNote problem={problemOf(error)} />}
      <ul>
        {data?.items.map((row) => (
          <Card key={row.id} row={row} acts={actsOf(row)} onDrag={onDrag} onMove={onMove} />
        ))}
      </ul>
      {count !== undefined && data && count.findings > data.items.length && (
        <p>{t('board.more', { count: count.findings - data.items.length })}</p>
      )}
      {data?.items.length === 0 && <p>{t('board.none')}</p>}
    </section>
  );
}

interface CardProps {
  row: Row;
  acts: readonly BulkAct[];
  onDrag: (row: Row | null) => void;
  onMove: (move: Move) => void;
}

function Card({ row, acts, onDrag, onMove }: CardProps) {
  const { t } = useTranslation('desk');
  const names = useNames();
  const now = useNow();
  const me = useMe();
  const handOver = useHandOver();
  const waits = bears(me, HAND_OVER.roles) && HAND_OVER.fits(row);
  return (
    <li
      className="kanban-card"
      draggable={acts.length > 0}
      onDragStart={() => onDrag(row)}
      onDragEnd={() => onDrag(null)}
    >
      <a href={`/findings/${row.id}`}>{row.description}</a>
      <small>{[row.number, row.leadUnitId && names.unit(row.leadUnitId)].filter(Boolean).join(' · ')}</small>
      <span className="findings-tags">
        <StatusTag status={row.status} />
        <Lamp state={timelinessOf(row, now)} />
      </span>
      <Due of={row} />
      {(waits || acts.length > 0) && (
        <div className="card-acts">
          {waits && (
            <button
              type="button"
              className="switch"
              aria-label={t('board.act', { act: t('bulk.dispatch'), number: row.number })}
              onClick={() => handOver([row])}
            >
              {t('bulk.dispatch')}
            </button>
          )}
          {acts.map((act) => (
            <button
              key={act.key}
              type="button"
              className="switch"
              aria-label={t('board.act', { act: t(`bulk.${act.key}`), number: row.number })}
              onClick={() => onMove({ act, row })}
            >
              {t(`bulk.${act.key}`)}
            </button>
          ))}
        </div>
      )}
    </li>
  );
}

function Moving({ move: { act, row }, onDone }: { move: Move; onDone: () => void }) {
  const { t } = useTranslation('desk');
  const bulk = useBulk();
  const words = t(`bulk.${act.key}`);
  const give = (form: FormData) => {
    const reason = textIn(form, 'reason');
    const payload = {
      register: {},
      urge: { text: reason },
      sign: {},
      verify: { outcome: 'passed', mode: 'photo' },
      approve: {},
    }[act.key];
    bulk.mutate(
      { command: act.key, items: [{ findingId: row.id, revision: row.revision }], payload },
      {
        onSuccess: ({ items }) => {
          if (items.every(({ done }) => done === null)) return;
          offerUndo(
            t('results.one', { said: words, number: row.number }),
            items.flatMap(({ done }) => done ?? []),
          );
          onDone();
        },
      },
    );
  };
  return (
    <Ask
      title={t('board.act', { act: words, number: row.number })}
      act={words}
      pending={bulk.isPending}
      error={bulk.error}
      onGive={give}
      onClose={onDone}
    >
      <p>{row.description}</p>
      {act.key === 'urge' && (
        <ReasonField label={t('bulk.urgeText')} chips={[t('bulk.urgeSoon'), t('bulk.urgeLate')]} />
      )}
      {act.key === 'verify' && <p>{t('board.verifyHint')}</p>}
      {bulk.data && (
        <Results said={words} items={bulk.data.items} nameOf={() => row.number} onClose={() => bulk.reset()} />
      )}
    </Ask>
  );
}
