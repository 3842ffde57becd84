import './street.css';

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { categoriesQuery, unitsQuery } from '../../api/queries';
import { useMe } from '../../app/session';
import { Waiting } from '../../design/Waiting';
import { useAddress } from './BlobImage';
import { CategoryStep } from './CategoryStep';
import { DescriptionField } from './DescriptionField';
import { dropDraft, EMPTY, newFilingOf, saveDraft } from './drafts';
import { bodyOf, cameraAsked, type Category, type Lack, lacksOf, severityOf, urgencyOf } from './filing';
import { Nearby } from './Nearby';
import { NoStore } from './NoStore';
import { queue } from './outbox';
import { photosOf } from './photos';
import { PhotoField } from './PhotoField';
import { PlaceStep, UnitField } from './PlaceStep';
import { policyQuery } from './policy';
import { noteUsed, recentsOf } from './recents';
import { type FilingForm, store } from './store';
import { useLive } from './useLive';

const route = getRouteApi('/m/file');
const HOWS = ['report', 'witnessed', 'self_done'] as const;
const URGENCIES = ['routine', 'expedited', 'urgent'] as const;
const SEVERITIES = ['minor', 'serious', 'major'] as const;
const MOST_DEFECTS = 9;

/** 上报: photos, category, place; the rest may be left as it is. */
export function FilePage() {
  const { t } = useTranslation('street');
  const { personId } = useMe();
  const { draft: asked, round: roundId, point: pointId } = route.useSearch();
  const navigate = route.useNavigate();
  const draftId = asked ?? newFilingOf(personId);
  const [begun, setBegun] = useState<{ round: string; form: FilingForm } | null>(null);
  const [filed, setFiled] = useState(0);
  const [same, setSame] = useState<string | null>(null);
  const [full, setFull] = useState(false);
  const round = `${draftId} ${filed}`;
  useEffect(() => {
    let gone = false;
    const begin = async () => {
      const draft = await store.drafts.get(draftId);
      const mine = draft?.personId === personId && 'file' in draft.form ? draft.form.file : EMPTY;
      const there = roundId ? { ...mine, roundId, ...(pointId && { pointId }) } : mine;
      if (!gone) setBegun({ round, form: there });
    };
    begin().catch(() => setFull(true));
    return () => {
      gone = true;
    };
  }, [draftId, personId, round, roundId, pointId]);
  if (full) return <NoStore />;
  if (begun?.round !== round) return <Waiting />;
  return (
    <>
      <h1>{asked ? t('file.mend') : t('file.title')}</h1>
      {filed > 0 && (
        <p role="status" className="done-note">
          {same ? t('nearby.told', { number: same }) : t('file.queued')}{' '}
          {same === null && <Link to="/m/outbox">{t('file.toOutbox')}</Link>}
        </p>
      )}
      <FilingFields
        key={round}
        draftId={draftId}
        begun={begun.form}
        onDone={(number) => {
          setSame(number);
          if (asked) return void navigate({ to: '/m/outbox' });
          setFiled((count) => count + 1);
          window.scrollTo({ top: 0 });
        }}
      />
    </>
  );
}

interface FilingFieldsProps {
  draftId: string;
  begun: FilingForm;
  /** With the number of the case that it was added to, where it is one that is open already. */
  onDone: (number: string | null) => void;
}

function FilingFields({ draftId, begun, onDone }: FilingFieldsProps) {
  const { t } = useTranslation('street');
  const me = useMe();
  const recents = recentsOf(me.personId);
  const [form, setForm] = useState(begun);
  const [lacks, setLacks] = useState<readonly Lack[]>([]);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState(false);
  const lackNote = useRef<HTMLDivElement>(null);
  const photos = useLive(() => photosOf(draftId), draftId) ?? [];
  const categories = useQuery(categoriesQuery).data?.items;
  const camera = useQuery(policyQuery).data?.camera;
  const category = categories?.find(({ code }) => code === form.categoryCode);
  const change = (changed: (before: FilingForm) => FilingForm) => {
    setLacks([]);
    setForm((before) => {
      const after = changed(before);
      saveDraft(draftId, me.personId, { file: after }).catch(() => setTrouble(true));
      return after;
    });
  };
  const set = (changed: Partial<FilingForm>) => change((before) => ({ ...before, ...changed }));
  const file = async () => {
    const seen = { form, photos: await photosOf(draftId), category, camera };
    const missing = lacksOf(seen);
    setLacks(missing);
    if (missing.length > 0) return lackNote.current?.focus();
    setBusy(true);
    try {
      const body = bodyOf(seen, me);
      await queue(draftId, {
        personId: me.personId,
        order: { to: 'file', body },
        form: { file: form },
        title: body.description,
      });
      noteUsed(me.personId, { categoryCode: form.categoryCode, phrase: form.description.trim(), place: form.place });
      void navigator.storage?.persist?.();
      onDone(null);
    } catch {
      setTrouble(true);
    } finally {
      setBusy(false);
    }
  };
  const { how, place, defects } = form;
  const before = photos.filter(({ role }) => role === 'before');
  const onTheSpot = cameraAsked(form, category, camera);
  const spot = place.lng !== null && place.lat !== null ? { lng: place.lng, lat: place.lat } : null;
  return (
    <form
      className="filing"
      onSubmit={(event) => {
        event.preventDefault();
        void file();
      }}
    >
      <div className="hows" role="group" aria-label={t('how.label')}>
        {HOWS.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={how === one}
            onClick={() =>
              set({ how: one, ...(one !== 'report' && category && !category.spot && { categoryCode: null }) })
            }
          >
            {t(`how.${one}`)}
          </button>
        ))}
      </div>
      {how !== 'report' && <p className="hint">{t(`how.hint.${how}`)}</p>}
      <section>
        <h2>{how === 'report' ? t('step.photo') : t('step.before')}</h2>
        {onTheSpot && <p className="note">{t('photo.onTheSpot')}</p>}
        <PhotoField owner={draftId} role="before" photos={before} defects={defects} onTheSpot={onTheSpot} />
      </section>
      {how !== 'report' && <AfterPhotos {...{ draftId, photos, defects, onTheSpot }} />}
      <section>
        <h2>{t('step.category')}</h2>
        <CategoryStep
          chosen={category}
          recent={recents.categories}
          spotOnly={how !== 'report'}
          onChange={(categoryCode) => set({ categoryCode, urgency: null, severity: null })}
        />
      </section>
      {how === 'witnessed' && <Mender value={form.menderUnitId} onChange={(menderUnitId) => set({ menderUnitId })} />}
      <section>
        <h2>{t('step.place')}</h2>
        <PlaceStep
          place={place}
          recent={recents.places}
          wanted={photos.length > 0}
          onChange={(changed) => change((now) => ({ ...now, place: changed(now.place) }))}
        />
      </section>
      {spot && how === 'report' && (
        <Nearby
          spot={spot}
          category={form.categoryCode}
          seen={form.description.trim()}
          onSame={(number) => void dropDraft(draftId).then(() => onDone(number))}
        />
      )}
      <section>
        <h2>{t('step.words')}</h2>
        <DescriptionField
          label={t('words.label')}
          hint={category ? t('words.hint', { category: category.name }) : t('words.hintEmpty')}
          value={form.description}
          phrases={recents.phrases}
          onChange={(description) => set({ description })}
        />
        <More form={form} category={category} onChange={set} />
      </section>
      <div className="file-bar">
        {lacks.length > 0 && (
          <div ref={lackNote} role="alert" className="problem" tabIndex={-1}>
            <b>{t('lack.title')}</b>
            <ul>
              {lacks.map((lack) => (
                <li key={lack}>{t(`lack.${lack}`)}</li>
              ))}
            </ul>
          </div>
        )}
        {trouble && <NoStore />}
        <button type="submit" className="act act-main act-wide" disabled={busy}>
          {t('file.do')}
        </button>
      </div>
    </form>
  );
}

interface AfterPhotosProps {
  draftId: string;
  photos: Awaited<ReturnType<typeof photosOf>>;
  defects: number;
  onTheSpot: boolean;
}

/** Each defect mended, from where it was seen before. */
function AfterPhotos({ draftId, photos, defects, onTheSpot }: AfterPhotosProps) {
  const { t } = useTranslation('street');
  const before = photos.find(({ role }) => role === 'before');
  const ghost = useAddress(before?.blob);
  return (
    <section>
      <h2>{t('step.after')}</h2>
      <PhotoField
        owner={draftId}
        role="after"
        photos={photos.filter(({ role }) => role === 'after')}
        defects={defects}
        onTheSpot={onTheSpot}
        ghost={ghost}
      />
    </section>
  );
}

function Mender({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const { t } = useTranslation('street');
  const units = useQuery(unitsQuery).data?.items.filter(({ validTo, kind }) => validTo === null && kind !== 'district');
  return (
    <section>
      <h2>{t('step.mender')}</h2>
      <UnitField label={t('mender.unit')} value={value} units={units ?? []} onChange={onChange} />
    </section>
  );
}

interface MoreProps {
  form: FilingForm;
  category: Category | undefined;
  onChange: (changed: Partial<FilingForm>) => void;
}

/** What the category says already, to be raised where it is worse. */
function More({ form, category, onChange }: MoreProps) {
  const { t } = useTranslation(['street', 'words']);
  return (
    <details className="more">
      <summary>{t('more.title')}</summary>
      <div className="pair-of-fields">
        <label className="field">
          <span>{t('more.urgency')}</span>
          <select
            value={urgencyOf(form, category)}
            onChange={({ target }) => onChange({ urgency: target.value as FilingForm['urgency'] })}
          >
            {URGENCIES.map((urgency) => (
              <option key={urgency} value={urgency} disabled={below(urgency, category?.urgency, URGENCIES)}>
                {t(`urgency.${urgency}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{t('more.severity')}</span>
          <select
            value={severityOf(form, category)}
            onChange={({ target }) => onChange({ severity: target.value as FilingForm['severity'] })}
          >
            {SEVERITIES.map((severity) => (
              <option key={severity} value={severity} disabled={below(severity, category?.severity, SEVERITIES)}>
                {t(`words:severity.${severity}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <label className="field">
        <span>{t('more.defects')}</span>
        <select value={form.defects} onChange={({ target }) => onChange({ defects: Number(target.value) })}>
          {Array.from({ length: MOST_DEFECTS }, (_, index) => (
            <option key={index} value={index + 1}>
              {t('more.places', { count: index + 1 })}
            </option>
          ))}
        </select>
      </label>
    </details>
  );
}

const below = <T,>(one: T, floor: T | undefined, order: readonly T[]): boolean =>
  floor !== undefined && order.indexOf(one) < order.indexOf(floor);
