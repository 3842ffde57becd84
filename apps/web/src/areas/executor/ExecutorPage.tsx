import './executor.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { freshKey } from '../../api/fresh-key';
import { Problem, problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { Foot, SecrecyNote } from '../../app/Notices';
import { ReadingSwitches } from '../../app/ReadingSwitches';
import { Countdown } from '../../design/Countdown';
import { spoken } from '../../design/dates';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { prepare } from '../../photo/prepare';
import { photoQuery, report, sendPhoto, viewQuery } from './link';

const MOST_PHOTOS = 10;
type View = Schemas['ExecutorView'];

/** 凭链接: whoever mends it without an account sees the defect, and shows that it is mended. */
export function ExecutorPage() {
  const { t } = useTranslation('executor');
  const token = useToken();
  return (
    <div className="executor">
      <SecrecyNote />
      <header className="executor-bar">
        <img src="/seal.svg" alt="" width="26" height="26" />
        <strong>{t('title')}</strong>
        <ReadingSwitches />
      </header>
      <main>{token ? <Opened token={token} /> : <EmptyState title={t('noLink')} hint={t('noLinkHint')} />}</main>
      <Foot />
    </div>
  );
}

function useToken(): string {
  const [token, setToken] = useState(window.location.hash.slice(1));
  useEffect(() => {
    const hear = () => setToken(window.location.hash.slice(1));
    window.addEventListener('hashchange', hear);
    return () => window.removeEventListener('hashchange', hear);
  }, []);
  return token;
}

function Opened({ token }: { token: string }) {
  const { data, error } = useQuery(viewQuery(token));
  if (!data) return error ? <ProblemNote problem={problemOf(error)} /> : <Waiting />;
  return (
    <>
      <Defect token={token} view={data} />
      <Reports token={token} reports={data.reports} />
      <ReportForm token={token} reported={data.reports.some(({ outcome }) => outcome === null)} />
    </>
  );
}

function Defect({ token, view }: { token: string; view: View }) {
  const { t } = useTranslation('executor');
  const { number, description, pointName, task, unitName, dueAt, before } = view;
  return (
    <section className="sheet">
      <small>{number}</small>
      <h1>{description}</h1>
      {pointName && <p>{t('place', { place: pointName })}</p>}
      <p className="executor-due">{dueAt ? <Countdown dueAt={dueAt} /> : t('noDue')}</p>
      {before.length > 0 && <h2>{t('before')}</h2>}
      <div className="executor-photos">
        {before.map((sha256, index) => (
          <LinkedPhoto key={sha256} token={token} sha256={sha256} alt={t('beforeNth', { nth: index + 1 })} />
        ))}
      </div>
      {task && <p>{t('task', { task })}</p>}
      <p className="hint">{t('unit', { unit: unitName })}</p>
    </section>
  );
}

function LinkedPhoto({ token, sha256, alt }: { token: string; sha256: string; alt: string }) {
  const { data } = useQuery(photoQuery(token, sha256));
  return data ? <Picture blob={data} alt={alt} /> : null;
}

function Picture({ blob, alt }: { blob: Blob; alt: string }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return address ? <img src={address} alt={alt} /> : null;
}

/** What was sent by this link, and what the unit said. */
function Reports({ token, reports }: { token: string; reports: View['reports'] }) {
  const { t, i18n } = useTranslation('executor');
  if (reports.length === 0) return null;
  return (
    <section className="sheet">
      <h2>{t('sent')}</h2>
      {reports.map(({ id, reportedBy, text, photos, reportedAt, outcome, reason }) => (
        <article key={id}>
          <p>
            <b>{t(`outcome.${outcome ?? 'waiting'}`)}</b>
          </p>
          {reason && <p className="executor-reason">{t('reason', { reason })}</p>}
          <p>{text}</p>
          <div className="executor-photos">
            {photos.map((sha256, index) => (
              <LinkedPhoto key={sha256} token={token} sha256={sha256} alt={t('afterNth', { nth: index + 1 })} />
            ))}
          </div>
          <p className="hint">{t('by', { who: reportedBy, at: spoken(reportedAt, i18n.language) })}</p>
        </article>
      ))}
    </section>
  );
}

interface Given {
  reportedBy: string;
  text: string;
  photos: readonly Blob[];
}

function ReportForm({ token, reported }: { token: string; reported: boolean }) {
  const { t } = useTranslation('executor');
  const queries = useQueryClient();
  const [photos, setPhotos] = useState<readonly Blob[]>([]);
  const [trouble, setTrouble] = useState<'unreadable' | 'noPhoto' | null>(null);
  const key = useRef(freshKey());
  const form = useRef<HTMLFormElement>(null);
  const send = useMutation({
    mutationFn: async ({ photos: given, ...said }: Given) => {
      const kept: string[] = [];
      for (const photo of given) kept.push(await sendPhoto(token, photo));
      return report(token, key.current, { ...said, photos: [...new Set(kept)] });
    },
    onSuccess: (view) => {
      key.current = freshKey();
      setPhotos([]);
      form.current?.reset();
      queries.setQueryData(viewQuery(token).queryKey, view);
    },
    onError: (error) => {
      // As long as nobody knows whether it has arrived, the same report is the same request.
      if (error instanceof Problem && !error.unknownOutcome) key.current = freshKey();
    },
  });
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(target.files ?? [])];
    target.value = '';
    setTrouble(null);
    Promise.all(files.map(prepare)).then(
      (ready) => setPhotos((before) => [...before, ...ready.map(({ blob }) => blob)].slice(0, MOST_PHOTOS)),
      () => setTrouble('unreadable'),
    );
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (photos.length === 0) return setTrouble('noPhoto');
    const { reportedBy, text } = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    send.mutate({ reportedBy: reportedBy ?? '', text: text ?? '', photos });
  };
  return (
    <form ref={form} className="sheet" onSubmit={submit}>
      <h2>{reported ? t('again') : t('report')}</h2>
      {photos.length > 0 && (
        <div className="executor-photos">
          {photos.map((photo, index) => (
            <div key={index}>
              <Picture blob={photo} alt={t('afterNth', { nth: index + 1 })} />
              <button
                type="button"
                className="act"
                aria-label={t('removeNth', { nth: index + 1 })}
                onClick={() => setPhotos((before) => before.filter((_, at) => at !== index))}
              >
                {t('remove')}
              </button>
            </div>
          ))}
        </div>
      )}
      <label className="act act-wide executor-choose">
        <input
          type="file"
          accept="image/*"
          capture="environment"
          multiple
          className="unseen"
          aria-label={t('take')}
          onChange={choose}
        />
        {t('take')}
      </label>
      {trouble && (
        <p role="alert" className="problem">
          {t(`trouble.${trouble}`)}
        </p>
      )}
      <label className="field">
        <span>{t('who')}</span>
        <input name="reportedBy" required maxLength={50} placeholder={t('whoHint')} autoComplete="organization" />
      </label>
      <label className="field">
        <span>{t('done')}</span>
        <textarea name="text" required rows={3} maxLength={4000} />
      </label>
      {send.isError && <ProblemNote problem={problemOf(send.error)} />}
      {send.isSuccess && (
        <p role="status" className="executor-thanks">
          {t('thanks')}
        </p>
      )}
      <button type="submit" className="act act-main act-wide" disabled={send.isPending}>
        {send.isPending ? t('sending') : t('send')}
      </button>
      <p className="hint">{t('only')}</p>
    </form>
  );
}
