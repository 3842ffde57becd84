import './district.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Drawer, Input, InputNumber, Segmented, Select, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { freshKey } from '../../api/fresh-key';
import { problemOf } from '../../api/problem';
import { FINDINGS, type Schemas, unitsQuery } from '../../api/queries';
import { serverNow } from '../../api/server-time';
import { dayOf, written } from '../../design/dates';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { useDistrictNames } from './names';
import { placesQuery } from './queries';
import { TARGETS } from './targets';

type Place = Schemas['InspectionPlace'];
type Given = Omit<Schemas['SavePlace'], 'lng' | 'lat'> & { lng: number | null; lat: number | null };
const DAY_MS = 86_400_000;

/** 检查点位: what rounds draw from. */
export function PlacesPage() {
  const { t } = useTranslation('district');
  const names = useDistrictNames();
  const { data, error, isPending } = useQuery(placesQuery);
  const [street, setStreet] = useState<string | null>(null);
  const [kind, setKind] = useState<Place['kind'] | null>(null);
  const [words, setWords] = useState('');
  const [closed, setClosed] = useState(false);
  const [editing, setEditing] = useState<Place | 'new' | null>(null);
  const today = dayOf(serverNow());
  const isClosed = ({ validTo }: Place) => validTo !== null && validTo <= today;
  const items = data?.items ?? [];
  const shown = items.filter(
    (place) =>
      (street === null || place.streetId === street) &&
      (kind === null || place.kind === kind) &&
      place.name.includes(words.trim()) &&
      isClosed(place) === closed,
  );
  const streets = [...new Set(items.map(({ streetId }) => streetId))];
  return (
    <>
      <header className="page-head">
        <h1>{t('places.title')}</h1>
        <p>{t('places.hint')}</p>
        <span className="district-acts">
          <Link to="/rounds" className="act">
            {t('rounds.title')}
          </Link>
          {data?.mayEdit && (
            <button type="button" className="act act-main" onClick={() => setEditing('new')}>
              {t('places.add')}
            </button>
          )}
        </span>
      </header>
      {error && !data && <ProblemNote problem={problemOf(error)} />}
      <section className="sheet district-sheet">
        <div className="district-filter">
          <Input
            aria-label={t('places.search')}
            placeholder={t('places.search')}
            value={words}
            allowClear
            style={{ width: 220 }}
            onChange={({ target }) => setWords(target.value)}
          />
          <Select
            aria-label={t('round.street')}
            value={street}
            onChange={setStreet}
            allowClear
            placeholder={t('places.allStreets')}
            style={{ minWidth: 180 }}
            options={streets.map((value) => ({ value, label: names.unit(value) }))}
          />
          <Select
            aria-label={t('round.kind')}
            value={kind}
            onChange={setKind}
            allowClear
            placeholder={t('places.allKinds')}
            style={{ minWidth: 180 }}
            options={TARGETS.map((value) => ({ value, label: t(`target.${value}`) }))}
          />
          <Segmented
            aria-label={t('places.state')}
            value={closed ? 'closed' : 'open'}
            onChange={(value) => setClosed(value === 'closed')}
            options={(['open', 'closed'] as const).map((value) => ({ value, label: t(`places.${value}`) }))}
          />
          <span>{t('places.count', { count: shown.length })}</span>
        </div>
        <Table<Place>
          rowKey="id"
          size="small"
          loading={isPending}
          dataSource={shown}
          pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: 1_000 }}
          locale={{ emptyText: <EmptyState title={t('places.none')} /> }}
          columns={[
            {
              title: t('round.place'),
              render: (_, place) =>
                data?.mayEdit ? (
                  <button type="button" className="as-link" onClick={() => setEditing(place)}>
                    {place.name}
                  </button>
                ) : (
                  place.name
                ),
            },
            { title: t('round.kind'), width: 140, render: (_, place) => t(`target.${place.kind}`) },
            {
              title: t('places.where'),
              width: 220,
              render: (_, { streetId, communityId }) =>
                [streetId, communityId].flatMap((id) => (id ? [names.unit(id)] : [])).join(' · '),
            },
            { title: t('draw.weight'), dataIndex: 'weight', width: 80, align: 'right' },
            {
              title: t('places.point'),
              width: 100,
              render: (_, { lng }) =>
                lng === null ? <span className="tag tone-still">{t('places.noPoint')}</span> : t('places.hasPoint'),
            },
            {
              title: t('places.visited'),
              width: 210,
              render: (_, { visitedAt, visits }) =>
                visitedAt ? t('places.visitedAt', { at: written(visitedAt), count: visits }) : t('places.notVisited'),
            },
            {
              title: t('places.from'),
              width: 200,
              render: (_, { validFrom, validTo }) =>
                validTo ? t('places.fromTo', { from: validFrom, to: validTo }) : t('places.since', { from: validFrom }),
            },
          ]}
        />
      </section>
      <Drawer
        open={editing !== null}
        onClose={() => setEditing(null)}
        title={editing === 'new' ? t('places.add') : t('places.edit')}
        destroyOnHidden
      >
        {editing !== null && (
          <PlaceForm place={editing === 'new' ? null : editing} today={today} onDone={() => setEditing(null)} />
        )}
      </Drawer>
    </>
  );
}

interface PlaceFormProps {
  place: Place | null;
  today: string;
  onDone: () => void;
}

function PlaceForm({ place, today, onDone }: PlaceFormProps) {
  const { t } = useTranslation('district');
  const queries = useQueryClient();
  const units = useQuery(unitsQuery).data?.items ?? [];
  const standing = units.filter(({ validTo }) => validTo === null);
  const streets = standing.filter(({ kind }) => kind === 'street' || kind === 'township');
  const [key] = useState(freshKey);
  const [given, setGiven] = useState<Given>({
    name: place?.name ?? '',
    kind: place?.kind ?? 'back_street',
    streetId: place?.streetId ?? '',
    communityId: place?.communityId ?? null,
    lng: place?.lng ?? null,
    lat: place?.lat ?? null,
    weight: place?.weight ?? 1,
    validTo: place?.validTo ?? null,
  });
  const set = (changed: Partial<Given>) => setGiven((before) => ({ ...before, ...changed }));
  const save = useMutation({
    mutationFn: (body: Given) =>
      place
        ? answered(api.PUT('/api/v1/inspection-places/{id}', { params: { path: { id: place.id } }, body }))
        : answered(api.POST('/api/v1/inspection-places', { body, headers: { 'Idempotency-Key': key } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: FINDINGS });
      onDone();
    },
  });
  const ready = given.name.trim() !== '' && given.streetId !== '' && (given.lng === null) === (given.lat === null);
  const tomorrow = dayOf(Date.parse(`${today}T12:00:00+08:00`) + DAY_MS);
  return (
    <form
      className="district-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(given);
      }}
    >
      <label>
        {t('round.place')}
        <Input value={given.name} maxLength={100} onChange={({ target }) => set({ name: target.value })} />
      </label>
      <label>
        {t('round.kind')}
        <Select
          aria-label={t('round.kind')}
          value={given.kind}
          onChange={(kind) => set({ kind })}
          options={TARGETS.map((value) => ({ value, label: t(`target.${value}`) }))}
        />
      </label>
      <label>
        {t('round.street')}
        <Select
          aria-label={t('round.street')}
          value={given.streetId || null}
          onChange={(streetId: string) => set({ streetId, communityId: null })}
          options={streets.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </label>
      <label>
        {t('places.community')}
        <Select
          aria-label={t('places.community')}
          value={given.communityId}
          allowClear
          onChange={(communityId: string | undefined) => set({ communityId: communityId ?? null })}
          options={standing
            .filter(({ parentId }) => parentId === given.streetId)
            .map(({ id, name }) => ({ value: id, label: name }))}
        />
      </label>
      <div className="district-pair">
        <label>
          {t('places.lng')}
          <InputNumber min={-180} max={180} step={0.0001} value={given.lng} onChange={(lng) => set({ lng })} />
        </label>
        <label>
          {t('places.lat')}
          <InputNumber min={-90} max={90} step={0.0001} value={given.lat} onChange={(lat) => set({ lat })} />
        </label>
        <label>
          {t('draw.weight')}
          <InputNumber min={1} max={100} value={given.weight} onChange={(weight) => set({ weight: weight ?? 1 })} />
        </label>
      </div>
      <p className="district-note">{t('places.weightHint')}</p>
      {save.error && <ProblemNote problem={problemOf(save.error)} />}
      <p className="district-acts">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={save.isPending}>
          {t('places.save')}
        </Button>
        {place && place.validTo === null && (
          <Button
            disabled={!ready}
            loading={save.isPending}
            onClick={() => save.mutate({ ...given, validTo: tomorrow })}
          >
            {t('places.close')}
          </Button>
        )}
        {place && place.validTo !== null && (
          <Button disabled={!ready} loading={save.isPending} onClick={() => save.mutate({ ...given, validTo: null })}>
            {t('places.reopen')}
          </Button>
        )}
      </p>
      {place && <p className="district-note">{t('places.closeHint')}</p>}
    </form>
  );
}
