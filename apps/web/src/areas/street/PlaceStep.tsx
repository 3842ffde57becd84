import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { boundariesQuery } from '../../api/boundaries';
import { type Schemas, unitsQuery } from '../../api/queries';
import { Sign } from '../../design/Sign';
import { areaOf, type Spot } from './area-of';
import { PlaceMap } from './PlaceMap';
import type { Recents } from './recents';
import type { PlaceForm } from './store';

const PATIENCE_MS = 12_000;
const FRESH_MS = 10_000;
const HERE = 'M12 3v3M12 18v3M3 12h3M18 12h3M12 7a5 5 0 1 0 0 10a5 5 0 0 0 0-10';

interface PlaceStepProps {
  place: PlaceForm;
  recent: Recents['places'];
  /** There is something to say where it is. */
  wanted: boolean;
  onChange: (change: (before: PlaceForm) => PlaceForm) => void;
}

type Finding = 'idle' | 'asking' | 'denied' | 'unavailable';
type Unit = Schemas['Units']['items'][number];

/** Where it is: by the phone, by a pin, or by street and community. */
export function PlaceStep({ place, recent, wanted, onChange }: PlaceStepProps) {
  const { t } = useTranslation('street');
  const queries = useQueryClient();
  const units = useQuery(unitsQuery).data?.items.filter(({ validTo }) => validTo === null) ?? [];
  const [finding, setFinding] = useState<Finding>('idle');
  const [map, setMap] = useState(false);
  const tried = useRef(false);
  useEffect(() => void queries.prefetchQuery(boundariesQuery), [queries]);
  const at = async (spot: Spot, by: 'gps' | 'pin', accuracy: number | null) => {
    const areas = await queries.ensureQueryData(boundariesQuery).catch(() => []);
    onChange((before) => ({ ...before, ...spot, ...areaOf(areas, spot), accuracy, by }));
  };
  const locate = () => {
    if (!('geolocation' in navigator)) return setFinding('unavailable');
    setFinding('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setFinding('idle');
        void at({ lng: coords.longitude, lat: coords.latitude }, 'gps', Math.round(coords.accuracy));
      },
      ({ code, PERMISSION_DENIED }) => setFinding(code === PERMISSION_DENIED ? 'denied' : 'unavailable'),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: FRESH_MS },
    );
  };
  useEffect(() => {
    if (!wanted || tried.current || place.by !== null) return;
    tried.current = true;
    locate();
  });
  const area = (streetId: string | null, communityId: string | null) =>
    onChange((before) => ({ ...before, streetId, communityId, by: before.by ?? 'list' }));
  const nameOf = (id: string | null) => units.find((unit) => unit.id === id)?.name;
  const streets = units.filter(({ kind }) => kind === 'street' || kind === 'township');
  const spot = place.lng !== null && place.lat !== null ? { lng: place.lng, lat: place.lat } : null;
  return (
    <>
      <Known place={place} finding={finding} nameOf={nameOf} />
      <div className="acts">
        <button type="button" className="act" onClick={locate} disabled={finding === 'asking'}>
          <Sign path={HERE} />
          {place.by === 'gps' ? t('place.again') : t('place.here')}
        </button>
        <button type="button" className="act" aria-expanded={map} onClick={() => setMap(!map)}>
          {t('place.pin')}
        </button>
      </div>
      {map && (
        <PlaceMap
          spot={spot}
          around={place.communityId ?? place.streetId}
          onPick={(picked) => void at(picked, 'pin', null)}
        />
      )}
      {place.by === null && recent.length > 0 && (
        <div className="chips" role="group" aria-label={t('place.recent')}>
          <small>{t('place.recent')}</small>
          {recent.map(({ streetId, communityId }) => (
            <button
              key={`${streetId}/${communityId}`}
              type="button"
              className="chip"
              onClick={() => area(streetId, communityId)}
            >
              {nameOf(communityId) ?? nameOf(streetId) ?? t('place.unknown')}
            </button>
          ))}
        </div>
      )}
      <div className="pair-of-fields">
        <UnitField
          label={t('place.street')}
          value={place.streetId}
          units={streets}
          onChange={(streetId) => area(streetId, null)}
        />
        <UnitField
          label={t('place.community')}
          value={place.communityId}
          units={units.filter(({ parentId }) => place.streetId !== null && parentId === place.streetId)}
          onChange={(communityId) => area(place.streetId, communityId)}
        />
      </div>
      <label className="field">
        <span>{t('place.point')}</span>
        <input
          value={place.pointName}
          maxLength={200}
          placeholder={t('place.pointHint')}
          onChange={({ target }) => onChange((before) => ({ ...before, pointName: target.value }))}
        />
      </label>
    </>
  );
}

interface KnownProps {
  place: PlaceForm;
  finding: Finding;
  nameOf: (id: string | null) => string | undefined;
}

function Known({ place, finding, nameOf }: KnownProps) {
  const { t } = useTranslation('street');
  const area = [nameOf(place.streetId), nameOf(place.communityId)].filter(Boolean).join(' · ');
  if (finding === 'asking') return <p role="status">{t('place.asking')}</p>;
  return (
    <>
      {finding !== 'idle' && (
        <p role="alert" className="note">
          {t(`place.${finding}`)}
        </p>
      )}
      {place.by && (
        <p className="known" role="status">
          <b>{area || t('place.outside')}</b>
          <span>
            {place.by === 'gps' && place.accuracy !== null
              ? t('place.by.gps', { metres: place.accuracy })
              : t(`place.by.${place.by === 'pin' ? 'pin' : 'list'}`)}
          </span>
        </p>
      )}
    </>
  );
}

interface UnitFieldProps {
  label: string;
  value: string | null;
  units: readonly Unit[];
  onChange: (id: string | null) => void;
}

export function UnitField({ label, value, units, onChange }: UnitFieldProps) {
  const { t } = useTranslation('street');
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value ?? ''} onChange={({ target }) => onChange(target.value || null)}>
        <option value="">{t('place.choose')}</option>
        {units.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
