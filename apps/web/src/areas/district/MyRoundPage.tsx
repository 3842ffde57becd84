import './my-round.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { useMe } from '../../app/session';
import { spoken } from '../../design/dates';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { recordVisit } from '../street/delivery';
import { dropVisits, queueVisit, unsentVisits } from '../street/outbox';
import { useLive } from '../street/useLive';
import { verdictOn } from '../street/verdict';
import { useDistrictNames } from './names';
import { followUpQuery, roundQuery } from './queries';
import { draftOf, dropDraft, keepDraft } from './visit-draft';

const route = getRouteApi('/m/rounds/$id');
type Place = Schemas['RoundPlace'];
type Detail = Schemas['RoundDetail'];

/** 一轮督查 in the street: my places, each with its checklist, its points and what is found there. */
export function MyRoundPage() {
  const { t, i18n } = useTranslation('district');
  const { id } = route.useParams();
  const { personId } = useMe();
  const [others, setOthers] = useState(false);
  const unsent = useLive(() => unsentVisits(personId, id), `${personId} ${id}`) ?? [];
  const { data, error } = useQuery(roundQuery(id));
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Waiting />;
  const { round, places, mine } = data;
  const isMine = ({ inspectors }: Place) => inspectors.some((one) => one.id === personId);
  const shown = places.filter((place) => others || isMine(place));
  const visited = shown.filter(({ visitedAt }) => visitedAt !== null).length;
  return (
    <>
      <header className="visit-head">
        <h1>{round.title}</h1>
        <p className="hint">
          {t(`phase.${round.phase}`)} · {t('mine.closes', { at: spoken(round.closesAt, i18n.language) })}
        </p>
        {places.length > 0 && (
          <>
            <p>
              <b>{t('mine.progress', { visited, count: shown.length })}</b>
            </p>
            <progress max={Math.max(1, shown.length)} value={visited} aria-label={t('mine.progressLabel')} />
          </>
        )}
      </header>
      {places.length === 0 && <EmptyState title={t('round.notDrawn')} hint={spoken(round.drawsAt, i18n.language)} />}
      {round.phase === 'drawn' && (
        <p className="note">{t('mine.notYet', { at: spoken(round.opensAt, i18n.language) })}</p>
      )}
      <ul className="cards">
        {shown.map((place) => (
          <PlaceCard
            key={place.placeId}
            place={place}
            detail={data}
            open={mine && round.phase === 'filing'}
            unsent={unsent.includes(place.placeId)}
          />
        ))}
      </ul>
      {places.some((place) => !isMine(place)) && (
        <button type="button" className="act act-wide" aria-pressed={others} onClick={() => setOthers(!others)}>
          {others ? t('mine.onlyMine') : t('mine.allPlaces', { count: places.length })}
        </button>
      )}
      <Earlier id={id} />
    </>
  );
}

interface PlaceCardProps {
  place: Place;
  detail: Detail;
  /** It may be recorded and filed at now. */
  open: boolean;
  /** What was recorded of it waits in this phone's outbox. */
  unsent: boolean;
}

function PlaceCard({ place, detail: { round, checklist }, open, unsent }: PlaceCardProps) {
  const { t } = useTranslation('district');
  const names = useDistrictNames();
  const [unfolded, setUnfolded] = useState(false);
  const { placeId, ordinal, name, kind, communityId, streetId, visitedAt, score, findings } = place;
  return (
    <li className={`card ${visitedAt ? 'visit-done' : ''}`}>
      <h2 className="visit-name">
        {ordinal}. {name}
      </h2>
      <p className="hint">
        {t(`target.${kind}`)} · {names.unit(communityId ?? streetId)}
      </p>
      <p className="tags">
        <span className={`tag ${visitedAt ? 'tone-good' : ''}`}>
          {visitedAt ? t('mine.visited') : t('round.notVisited')}
        </span>
        {unsent && (
          <Link to="/m/outbox" className="tag tone-soon">
            {t('mine.unsent')}
          </Link>
        )}
        {score !== null && <span className="tag">{t('mine.score', { count: score })}</span>}
        {findings > 0 && <span className="tag">{t('mine.findings', { count: findings })}</span>}
      </p>
      {open && (
        <>
          <Link to="/m/file" search={{ round: round.id, point: placeId }} className="act act-main act-wide">
            {t('mine.file')}
          </Link>
          <button
            type="button"
            className="act act-wide"
            aria-expanded={unfolded}
            onClick={() => setUnfolded(!unfolded)}
          >
            {visitedAt ? t('mine.correct') : t('mine.check')}
          </button>
          {unfolded && (
            <Checklist
              round={round.id}
              place={place}
              checklist={checklist}
              unsent={unsent}
              onDone={() => setUnfolded(false)}
            />
          )}
        </>
      )}
    </li>
  );
}

interface ChecklistProps {
  round: string;
  place: Place;
  checklist: Detail['checklist'];
  unsent: boolean;
  onDone: () => void;
}

/** 检查表: each item in order or found wanting so often; what it comes to is shown as one goes. */
function Checklist({ round, place, checklist: { items, title }, unsent, onDone }: ChecklistProps) {
  const { t } = useTranslation('district');
  const { personId } = useMe();
  const queries = useQueryClient();
  const [marks, setMarks] = useState(() => draftOf(round, place.placeId) ?? place.marks ?? {});
  const record = useMutation({
    mutationFn: async () => {
      const { placeId, name } = place;
      const visit = { roundId: round, placeId };
      const body = { marks: Object.fromEntries(Object.entries(marks).filter(([, times]) => times > 0)) };
      try {
        const recorded = await recordVisit(round, placeId, body);
        if (unsent) await dropVisits(personId, visit);
        return recorded;
      } catch (error) {
        if (verdictOn(error).next === 'mend') throw error;
        await queueVisit(personId, t('mine.visitOf', { place: name }), visit, body);
        return null;
      }
    },
    onSuccess: (detail) => {
      if (detail) {
        dropDraft(round, place.placeId);
        queries.setQueryData(roundQuery(round).queryKey, detail);
      }
      onDone();
    },
  });
  const mark = (code: string, times: number) => {
    const changed = { ...marks, [code]: Math.max(0, Math.min(99, times)) };
    setMarks(changed);
    keepDraft(round, place.placeId, changed);
  };
  const full = items.reduce((sum, { points }) => sum + points, 0);
  const lost = items.filter(({ code }) => (marks[code] ?? 0) > 0).reduce((sum, { points }) => sum + points, 0);
  return (
    <form
      className="visit-list"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        record.mutate();
      }}
    >
      {items.map(({ code, zh, points }) => {
        const times = marks[code] ?? 0;
        return (
          <div key={code} role="group" aria-label={zh} className="visit-item" data-wanting={times > 0 || undefined}>
            <span>
              {zh}
              <small>{t('mine.points', { count: points })}</small>
            </span>
            <span className="visit-times">
              <button
                type="button"
                className="act"
                aria-label={t('mine.fewer', { item: zh })}
                disabled={times === 0}
                onClick={() => mark(code, times - 1)}
              >
                −
              </button>
              <output aria-live="polite">{times === 0 ? t('mine.inOrder') : t('mine.times', { count: times })}</output>
              <button
                type="button"
                className="act"
                aria-label={t('mine.more', { item: zh })}
                onClick={() => mark(code, times + 1)}
              >
                +
              </button>
            </span>
          </div>
        );
      })}
      <p className="visit-sum">
        <b>{t('mine.sum', { score: full - lost, full })}</b>
      </p>
      {record.error && <ProblemNote problem={problemOf(record.error)} />}
      <button type="submit" className="act act-main act-wide" disabled={record.isPending}>
        {t('mine.record')}
      </button>
    </form>
  );
}

/** 跟踪问效: what was found at these places before. */
function Earlier({ id }: { id: string }) {
  const { t } = useTranslation(['district', 'words']);
  const { data } = useQuery(followUpQuery(id));
  if (!data || data.items.length === 0) return null;
  return (
    <section className="visit-earlier">
      <h2>{t('round.followUp')}</h2>
      <ul className="cards">
        {data.items.map(({ id: findingId, number, description, status }) => (
          <li key={findingId} className="card">
            <Link to="/m/cases/$id" params={{ id: findingId }} className="card-link">
              {description}
            </Link>
            <p className="hint">
              {number} · {t(`words:status.${status}`)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
