import './assessment-phone.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { serverNow } from '../../api/server-time';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { dayOf } from '../../design/dates';
import { score } from './figures';
import { CHANGED, projectQuery, recordVisit } from './queries';
import { CLEAN, type Entered, isWhole, visitOf } from './sheet';
import { RunningScore, SheetFields, useItems } from './SheetFields';

const route = getRouteApi('/m/property/$id');

/** 检查表 on the phone: 39 items, one thumb, the score as it stands. */
export function PhoneVisitPage() {
  const { t } = useTranslation('assessment');
  const { id } = route.useParams();
  const queries = useQueryClient();
  const { data, error } = useQuery(projectQuery(id));
  const items = useItems(data?.project.housing);
  const [on, setOn] = useState(() => dayOf(serverNow()));
  const [entered, setEntered] = useState<Entered>(CLEAN);
  const save = useMutation({
    mutationFn: () => recordVisit(id, visitOf(on, entered)),
    onSettled: () => queries.invalidateQueries(CHANGED.assessment),
  });
  if (error) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Waiting />;
  const { project, mayVisit } = data;
  if (save.data)
    return (
      <section className="visit-kept" role="status">
        <h1>{project.name}</h1>
        <p>{t('phone.kept', { score: score(save.data.visits[0]?.score ?? null) })}</p>
        <Link className="act act-main act-wide" to="/m/property">
          {t('phone.next')}
        </Link>
      </section>
    );
  return (
    <form
      className="phone-sheet"
      aria-label={t('visit.form')}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h1>{project.name}</h1>
      <p className="assess-soft">{`${project.companyName} · ${project.streetName} · ${t(`housing.${project.housing}`)}`}</p>
      {mayVisit === null ? (
        <p role="note">{t('phone.mayNot')}</p>
      ) : (
        <>
          <label className="field">
            {t('visit.onOf', { level: t(`level.${mayVisit}`) })}
            <input
              type="date"
              required
              max={dayOf(serverNow())}
              value={on}
              onChange={({ target }) => setOn(target.value)}
            />
          </label>
          <SheetFields items={items} entered={entered} onChange={setEntered} />
          {save.error && <ProblemNote problem={problemOf(save.error)} />}
          <footer className="phone-sheet-foot">
            <RunningScore items={items} entered={entered} />
            <button type="submit" className="act act-main" disabled={!isWhole(on, entered) || save.isPending}>
              {t('visit.save')}
            </button>
          </footer>
        </>
      )}
    </form>
  );
}
