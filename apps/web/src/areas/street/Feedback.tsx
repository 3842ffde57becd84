import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Schemas } from '../../api/queries';
import { useMe } from '../../app/session';
import { photoAddress } from '../../design/PhotoPair';
import { DescriptionField } from './DescriptionField';
import { feedbackOf, saveDraft } from './drafts';
import { NoStore } from './NoStore';
import { queue } from './outbox';
import { photosOf } from './photos';
import { PhotoField } from './PhotoField';
import { policyQuery } from './policy';
import { type Entry, store } from './store';
import { useLive } from './useLive';

type Case = Schemas['Finding'];

/** 反馈: an after-photo of each defect, from where it was seen before, and a word on what was done. */
export function Feedback({ finding }: { finding: Case }) {
  const { personId } = useMe();
  const draftId = feedbackOf(personId, finding.id);
  const [begun, setBegun] = useState<string>();
  const waiting = useLive(() => onItsWay(personId, finding.id), `${personId} ${finding.id}`);
  useEffect(() => {
    store.drafts.get(draftId).then(
      (draft) => setBegun(draft && 'submit' in draft.form ? draft.form.submit.text : ''),
      () => setBegun(''),
    );
  }, [draftId]);
  if (begun === undefined) return null;
  return waiting ? <OnItsWay /> : <FeedbackFields finding={finding} draftId={draftId} begun={begun} />;
}

const onItsWay = (personId: string, id: string): Promise<Entry | undefined> =>
  store.entries
    .where('[personId+state]')
    .anyOf([
      [personId, 'waiting'],
      [personId, 'sending'],
      [personId, 'failed'],
    ])
    .filter(({ order }) => order.to === 'submit' && order.id === id)
    .first();

function OnItsWay() {
  const { t } = useTranslation('street');
  return (
    <p role="status" className="done-note">
      {t('feedback.queued')} <Link to="/m/outbox">{t('file.toOutbox')}</Link>
    </p>
  );
}

function FeedbackFields({ finding, draftId, begun }: { finding: Case; draftId: string; begun: string }) {
  const { t } = useTranslation('street');
  const { personId } = useMe();
  const [text, setText] = useState(begun);
  const [lacks, setLacks] = useState(false);
  const [trouble, setTrouble] = useState(false);
  const photos = useLive(() => photosOf(draftId), draftId) ?? [];
  const onTheSpot = useCameraAsked(finding);
  const defects = Array.from({ length: finding.defects }, (_, index) => index + 1);
  const { id, number } = finding;
  const form = (words: string) => ({ submit: { findingId: id, number, text: words } });
  const write = (words: string) => {
    setText(words);
    setLacks(false);
    saveDraft(draftId, personId, form(words)).catch(() => setTrouble(true));
  };
  const send = async () => {
    const shown = new Set((await photosOf(draftId)).map(({ defect }) => defect));
    if (text.trim() === '' || !defects.every((defect) => shown.has(defect))) return setLacks(true);
    const order = { to: 'submit' as const, id, body: { text: text.trim() } };
    await queue(draftId, { personId, order, form: form(text), title: t('outbox.feedback', { number }) }).catch(() =>
      setTrouble(true),
    );
  };
  return (
    <section className="feedback">
      <h2>{t('feedback.title')}</h2>
      {onTheSpot && <p className="note">{t('photo.onTheSpot')}</p>}
      {defects.map((defect) => (
        <div key={defect}>
          {defects.length > 1 && <h3>{t('photo.defect', { nth: defect })}</h3>}
          <PhotoField
            owner={draftId}
            role="after"
            defect={defect}
            photos={photos.filter((photo) => photo.defect === defect)}
            onTheSpot={onTheSpot}
            ghost={ghostOf(finding, defect)}
          />
        </div>
      ))}
      <DescriptionField label={t('feedback.text')} hint={t('feedback.hint')} value={text} onChange={write} />
      {lacks && (
        <p role="alert" className="problem">
          {t('feedback.lacks')}
        </p>
      )}
      {trouble && <NoStore />}
      <button type="button" className="act act-main act-wide" onClick={() => void send()}>
        {t('feedback.send')}
      </button>
    </section>
  );
}

function ghostOf({ evidence }: Case, defect: number): string | undefined {
  const before = evidence.filter(({ role }) => role === 'before');
  const photo = before.find((one) => one.defect === defect) ?? before[0];
  return photo && photoAddress(photo.sha256, 'medium');
}

function useCameraAsked({ severity, urgency }: Case): boolean {
  const camera = useQuery(policyQuery).data?.camera;
  return camera !== undefined && (camera.severities.includes(severity) || camera.urgencies.includes(urgency));
}
