import './assessment.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { written } from '../../design/dates';
import { Figures } from './AssessmentPage';
import { score, signed } from './figures';
import { appeal, CHANGED, groundQuery, sheetQuery } from './queries';

const route = getRouteApi('/desk/assessment/$editionId/$unitId');
type Entry = Schemas['ScoreEntry'];

/** 单位得分台账: the score, its lines, and the event behind each. */
export function UnitSheetPage() {
  const { t, i18n } = useTranslation('assessment');
  const { editionId, unitId } = route.useParams();
  const { data, error } = useQuery(sheetQuery(editionId, unitId));
  const [appealing, setAppealing] = useState<Entry | null>(null);
  if (error) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <p role="status">{t('loading')}</p>;
  const { unit, entries, floor } = data;
  const columns: TableColumnsType<Entry> = [
    { title: t('entry.at'), dataIndex: 'occurredAt', width: 190, render: (at: string) => written(at) },
    {
      title: t('entry.rule'),
      key: 'rule',
      render: (_, { ruleZh, reverses }) => (reverses ? t('entry.reversal', { rule: ruleZh }) : ruleZh),
    },
    { title: t('entry.role'), dataIndex: 'role', width: 110, render: (role: Entry['role']) => t(`role.${role}`) },
    { title: t('entry.points'), dataIndex: 'points', width: 100, align: 'right', render: signed },
    {
      title: t('entry.action'),
      key: 'action',
      width: 120,
      render: (_, entry) =>
        entry.mayAppeal ? <Button onClick={() => setAppealing(entry)}>{t('appeal.action')}</Button> : '—',
    },
  ];
  return (
    <>
      <header className="page-head">
        <h1>{t('sheet.title', { name: unit.name })}</h1>
        <p>{i18n.language.startsWith('zh') ? data.formulaZh : data.formulaEn}</p>
      </header>
      <section className="sheet">
        <p>
          <Link to="/assessment" search={{ kind: data.edition.kind, edition: editionId, class: data.class }}>
            {t('sheet.back')}
          </Link>
        </p>
        <p>
          {t('sheet.sum', {
            score: score(unit.score),
            deductions: unit.deductions,
            normaliser: data.normaliser.toFixed(2),
            bonuses: unit.bonuses,
          })}{' '}
          {unit.why ? t(`why.${unit.why}`) : t('sheet.rank', { rank: unit.rank })} {t('floor', floor)}
        </p>
        {appealing && <AppealForm editionId={editionId} entry={appealing} onDone={() => setAppealing(null)} />}
        <h2>{t('entry.title')}</h2>
        <Table<Entry>
          rowKey="id"
          size="middle"
          columns={columns}
          dataSource={entries}
          pagination={entries.length > 50 ? { pageSize: 50 } : false}
          scroll={{ x: 800 }}
          locale={{ emptyText: <EmptyState title={t('entry.none')} hint={t('entry.noneHint')} /> }}
          expandable={{ expandedRowRender: (entry) => <GroundOf editionId={editionId} entryId={entry.id} /> }}
        />
        {data.appeals.length > 0 && (
          <>
            <h2>{t('appeal.own')}</h2>
            <ul>
              {data.appeals.map((one) => (
                <li key={one.id}>
                  {written(one.askedAt)} {one.text}{' '}
                  {t(`ruling.${one.upheld === null ? 'open' : one.upheld ? 'upheld' : 'refused'}`)}
                </li>
              ))}
            </ul>
          </>
        )}
        <h2>{t('sheet.figures')}</h2>
        <Figures figures={unit.figures} />
      </section>
    </>
  );
}

/** What a line rests on. */
function GroundOf({ editionId, entryId }: { editionId: string; entryId: string }) {
  const { t } = useTranslation('assessment');
  const { data, error } = useQuery(groundQuery(editionId, entryId));
  if (error) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <p role="status">{t('loading')}</p>;
  const { event } = data;
  if (!event) return <p>{t('ground.other')}</p>;
  return (
    <p>
      <a href={`/findings/${event.findingId}`}>{event.number}</a> {event.description}
      {event.pointName && ` · ${event.pointName}`}
      <br />
      {t('ground.event', { seq: event.seq, at: written(event.at), recorded: written(event.recordedAt) })}
    </p>
  );
}

function AppealForm({ editionId, entry, onDone }: { editionId: string; entry: Entry; onDone: () => void }) {
  const { t } = useTranslation('assessment');
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const send = useMutation({
    mutationFn: () => appeal(editionId, { entryId: entry.id, text }),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries(CHANGED.assessment),
  });
  return (
    <form
      className="assess-form"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <h2>{t('appeal.title', { rule: entry.ruleZh, points: signed(entry.points) })}</h2>
      <label>
        {t('appeal.text')}
        <br />
        <textarea
          required
          rows={3}
          maxLength={4000}
          style={{ width: '100%' }}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <span>
        <Button type="primary" htmlType="submit" disabled={!text.trim()} loading={send.isPending}>
          {t('appeal.send')}
        </Button>{' '}
        <Button onClick={onDone}>{t('cancel')}</Button>
      </span>
      {send.error && <ProblemNote problem={problemOf(send.error)} />}
    </form>
  );
}
