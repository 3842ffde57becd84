import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../../api/client';
import { problemOf } from '../../../api/problem';
import type { Schemas } from '../../../api/queries';
import { ProblemNote } from '../../../design/ProblemNote';
import { isFirst } from '../../../memory';
import { textIn } from '../Ask';
import { talliesQuery, viewsQuery } from '../queries';
import { countedOf, type FindingSearch, queryOf, searchOf } from './search';
import { useFindingSearch } from './useFindingSearch';

type View = Schemas['SavedViews']['items'][number];
const OPENED_BY_DEFAULT = 'duban.default-view';

/** 常用视图: filters under a name, each with its count; one's own default opens the list. */
export function SavedViews({ search }: { search: FindingSearch }) {
  const { t } = useTranslation('desk');
  const { replace } = useFindingSearch();
  const [saving, setSaving] = useState(false);
  const { data } = useQuery(viewsQuery);
  const views = data?.items ?? [];
  const filters = views.map(({ query }) =>
    new URLSearchParams(countedOf(searchOf(query)) as Record<string, string>).toString(),
  );
  const tallies = useQuery(talliesQuery(filters.slice(0, 20))).data?.items;
  const here = queryOf(search);
  useDefault(views, here, replace);
  return (
    <details className="views">
      <summary className="act">{views.find(({ query }) => query === here)?.name ?? t('views.title')}</summary>
      <div>
        {views.length === 0 && <p>{t('views.none')}</p>}
        <ul>
          {views.map((view, index) => (
            <Row
              key={view.id}
              view={view}
              count={tallies?.[index]?.findings}
              current={view.query === here}
              onOpen={() => replace(searchOf(view.query))}
            />
          ))}
        </ul>
        <button type="button" className="act act-wide" onClick={() => setSaving(true)}>
          {t('views.keep')}
        </button>
      </div>
      {saving && <Keep query={here} onDone={() => setSaving(false)} />}
    </details>
  );
}

/** Once a session, and only where the address asks for nothing itself. */
function useDefault(views: readonly View[], here: string, replace: (search: FindingSearch) => void): void {
  const first = views.find(({ isDefault, mine }) => isDefault && mine);
  useEffect(() => {
    if (!first || here !== '' || !isFirst(OPENED_BY_DEFAULT)) return;
    replace(searchOf(first.query));
  }, [first, here, replace]);
}

interface RowProps {
  view: View;
  count: number | undefined;
  current: boolean;
  onOpen: () => void;
}

function Row({ view, count, current, onOpen }: RowProps) {
  const { t } = useTranslation('desk');
  const { change, remove } = useViewChange();
  const { id, name, query, shared, isDefault, ordinal, mine, unitName } = view;
  const given = { name, query, shared, isDefault, ordinal };
  return (
    <li>
      <button type="button" className="views-open" aria-current={current} onClick={onOpen}>
        <span>{name}</span>
        {count !== undefined && <b>{count}</b>}
        <small>{mine ? (shared ? t('views.shared') : t('views.own')) : t('views.from', { unit: unitName })}</small>
      </button>
      {mine && (
        <>
          <button
            type="button"
            className="switch"
            aria-pressed={isDefault}
            onClick={() => change.mutate({ id, given: { ...given, isDefault: !isDefault } })}
          >
            {t('views.default')}
          </button>
          <button
            type="button"
            className="switch"
            aria-label={t('views.removeOne', { name })}
            onClick={() => remove.mutate(id)}
          >
            {t('views.remove')}
          </button>
        </>
      )}
    </li>
  );
}

function useViewChange() {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: viewsQuery.queryKey });
  const change = useMutation({
    mutationFn: ({ id, given }: { id: string; given: Schemas['ViewGiven'] }) =>
      answered(api.PUT('/api/v1/views/{id}', { params: { path: { id } }, body: given })),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (id: string) => answered(api.DELETE('/api/v1/views/{id}', { params: { path: { id } } })),
    onSettled,
  });
  const keep = useMutation({
    mutationFn: (body: Schemas['ViewGiven']) => answered(api.POST('/api/v1/views', { body })),
    onSettled,
  });
  return { change, remove, keep };
}

function Keep({ query, onDone }: { query: string; onDone: () => void }) {
  const { t } = useTranslation('desk');
  const { keep } = useViewChange();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => box.current?.showModal(), []);
  return (
    <dialog ref={box} className="ask" aria-label={t('views.keep')} onClose={onDone}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          keep.mutate(
            {
              name: textIn(form, 'name'),
              query,
              shared: form.get('shared') === 'on',
              isDefault: form.get('isDefault') === 'on',
              ordinal: 0,
            },
            { onSuccess: () => box.current?.close() },
          );
        }}
      >
        <h2>{t('views.keep')}</h2>
        <label className="field">
          {t('views.name')}
          <input name="name" required maxLength={60} autoFocus />
        </label>
        <label>
          <input type="checkbox" name="shared" /> {t('views.share')}
        </label>
        <label>
          <input type="checkbox" name="isDefault" /> {t('views.asDefault')}
        </label>
        {keep.error && <ProblemNote problem={problemOf(keep.error)} />}
        <footer>
          <button type="button" className="act" onClick={() => box.current?.close()}>
            {t('cancel')}
          </button>
          <button type="submit" className="act act-main" disabled={keep.isPending}>
            {t('views.save')}
          </button>
        </footer>
      </form>
    </dialog>
  );
}
