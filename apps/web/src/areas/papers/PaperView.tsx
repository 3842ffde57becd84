import './papers.css';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { toString as qrSvg } from 'qrcode';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { freshKey } from '../../api/fresh-key';
import { offline, Problem, problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { bears, useMe } from '../../app/session';
import { spoken } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { SlipColour } from '../../design/SlipColour';
import { Waiting } from '../../design/Waiting';
import { language } from '../../i18n/language';
import { LifeSteps } from './LifeSteps';
import { type Act, type Paper, PAPERS } from './queries';
import { useTitles } from './titles';

const PdfView = lazy(() => import('./PdfView').then(({ PdfView: view }) => ({ default: view })));

export interface Acting {
  acts: readonly Act[];
  act: (act: Act, words: string | null) => void;
  pending: boolean;
  error: unknown;
}

interface PaperViewProps {
  paper: Paper;
  colour?: Schemas['Colour'] | null;
  about?: ReactNode;
  /** Where its PDF and docx are, without the ending. */
  address: string;
  acting: Acting;
  /** Versions are brought back and read here. */
  filesAddress: string;
}

/** One slip or paper: its life, what it says, its versions, and what the reader may do with it. */
export function PaperView({ paper, colour = null, about, address, acting, filesAddress }: PaperViewProps) {
  const { t, i18n } = useTranslation('papers');
  const { title, units, unit } = useTitles();
  const { number, life, files, verifyUrl, recipients } = paper;
  const version = `${life}/${files.length}`;
  return (
    <>
      <header className="page-head">
        <h1>{title(paper.title)}</h1>
        <SlipColour colour={colour} />
        <p className="paper-number">{number ?? t('unnumberedYet')}</p>
        <span className="page-acts">
          <Link to="/papers" className="act">
            {t('back')}
          </Link>
        </span>
      </header>
      <div className="paper">
        <section className="paper-sheet" aria-label={t('pdf.title')}>
          <Suspense fallback={<Waiting />}>
            <PdfView address={`${address}.pdf`} version={version} title={title(paper.title)} />
          </Suspense>
        </section>
        <div className="paper-side">
          <section className="sheet paper-card">
            <h2>{t('lifeOf')}</h2>
            <LifeSteps life={life} number={number} />
            <Acts {...acting} />
          </section>
          <section className="sheet paper-card">
            <h2>{t('facts')}</h2>
            <dl className="paper-facts">
              <dt>{t('column.to')}</dt>
              <dd>{units(recipients.map(({ unitId }) => unitId))}</dd>
              {about && (
                <>
                  <dt>{t('column.about')}</dt>
                  <dd>{about}</dd>
                </>
              )}
              <dt>{t('column.written')}</dt>
              <dd>{spoken(paper.writtenAt, i18n.language)}</dd>
              {paper.issuedAt && (
                <>
                  <dt>{t('issuedAt')}</dt>
                  <dd>{spoken(paper.issuedAt, i18n.language)}</dd>
                </>
              )}
              {recipients
                .filter(({ signedAt }) => signedAt)
                .map(({ unitId, signedAt, reply }) => (
                  <div key={unitId} className="paper-answer">
                    <dt>{unit(unitId)}</dt>
                    <dd>
                      {t('signedAt', { at: spoken(signedAt ?? '', i18n.language) })}
                      {reply && <q>{reply}</q>}
                    </dd>
                  </div>
                ))}
            </dl>
            <p className="paper-downloads">
              <a className="act" href={`${address}.pdf`} target="_blank" rel="noreferrer">
                {t('openPdf')}
              </a>
              <a className="act" href={`${address}.docx`} download>
                {t('downloadDocx')}
              </a>
            </p>
          </section>
          <Versions paper={paper} address={filesAddress} />
          {verifyUrl && <Code url={verifyUrl} />}
        </div>
      </div>
    </>
  );
}

/** Words are asked for where the step needs them, and stay while they are refused. */
function Acts({ acts, act, pending, error }: Acting) {
  const { t } = useTranslation('papers');
  const [asking, setAsking] = useState<Act | null>(null);
  const [words, setWords] = useState('');
  const asked = asking && acts.includes(asking) ? asking : null;
  return (
    <div className="paper-acts">
      {acts.map((one, index) => (
        <button
          key={one}
          type="button"
          className={index === 0 ? 'act act-main' : 'act'}
          disabled={pending}
          onClick={() => {
            if (one === 'reply' || one === 'withdraw') setAsking(one);
            else act(one, null);
          }}
        >
          {t(`act.${one}`)}
        </button>
      ))}
      {acts.length === 0 && <p className="paper-quiet">{t('nothingToDo')}</p>}
      {asked && (
        <form
          className="paper-words"
          onSubmit={(event) => {
            event.preventDefault();
            act(asked, words.trim());
          }}
        >
          <label className="field">
            <span>{t(`words.${asked as 'reply' | 'withdraw'}`)}</span>
            <textarea
              rows={3}
              required
              maxLength={500}
              value={words}
              onChange={({ target }) => setWords(target.value)}
            />
          </label>
          <p className="paper-downloads">
            <button type="submit" className="act act-main" disabled={pending || words.trim() === ''}>
              {t(`confirm.${asked as 'reply' | 'withdraw'}`)}
            </button>
            <button type="button" className="act" onClick={() => setAsking(null)}>
              {t('cancel')}
            </button>
          </p>
        </form>
      )}
      {error !== null && error !== undefined && <ProblemNote problem={problemOf(error)} />}
    </div>
  );
}

function Versions({ paper: { files, number, life }, address }: { paper: Paper; address: string }) {
  const { t, i18n } = useTranslation('papers');
  const me = useMe();
  const upload = useUpload(address);
  const may = bears(me, ['dispatcher', 'approver']) && life !== 'withdrawn';
  return (
    <section className="sheet paper-card">
      <h2>{t('versions')}</h2>
      {files.length === 0 && <p className="paper-quiet">{t('noVersions')}</p>}
      <ul className="paper-files">
        {files.map(({ role, format, sha256, keptAt, bytes }) => (
          <li key={role + sha256}>
            <a href={`${address}/${sha256}`}>
              {t(`role.${role}`)} ({format.toUpperCase()})
            </a>
            <small>
              {spoken(keptAt, i18n.language)} · {t('kilobytes', { count: Math.max(1, Math.round(bytes / 1_024)) })}
            </small>
            <code>
              {t('sum')} {sha256}
            </code>
          </li>
        ))}
      </ul>
      {may && (
        <div className="paper-uploads">
          <Upload role="edited" accept=".docx" upload={upload} />
          {number !== null && <Upload role="scan" accept=".pdf,.jpg,.jpeg,.png" upload={upload} />}
          {upload.isPending && <p role="status">{t('uploading')}</p>}
          {upload.isSuccess && <p role="status">{t('uploaded')}</p>}
          {upload.isError && <ProblemNote problem={problemOf(upload.error)} />}
        </div>
      )}
    </section>
  );
}

type Role = 'edited' | 'scan';

function Upload({ role, accept, upload }: { role: Role; accept: string; upload: ReturnType<typeof useUpload> }) {
  const { t } = useTranslation('papers');
  const field = useRef<HTMLInputElement>(null);
  return (
    <label className="act paper-upload">
      {t(`upload.${role}`)}
      <input
        ref={field}
        type="file"
        accept={accept}
        disabled={upload.isPending}
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) upload.mutate({ role, file });
          if (field.current) field.current.value = '';
        }}
      />
    </label>
  );
}

function useUpload(address: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ role, file }: { role: Role; file: File }) => {
      const response = await fetch(`${address}?role=${role}`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/octet-stream',
          'Accept-Language': language(),
          'Idempotency-Key': freshKey(),
        },
        body: file,
      }).catch(() => {
        throw offline();
      });
      if (!response.ok) throw Problem.of(await response.json().catch(() => null), response.status);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: PAPERS }),
  });
}

/** The code that the paper bears. */
function Code({ url }: { url: string }) {
  const { t } = useTranslation('papers');
  const [svg, setSvg] = useState('');
  useEffect(() => {
    void qrSvg(url, { type: 'svg', margin: 1 }).then(setSvg);
  }, [url]);
  const token = url.slice(url.lastIndexOf('/') + 1);
  return (
    <section className="sheet paper-card paper-code">
      <h2>{t('verify.title')}</h2>
      {svg && (
        <img src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`} alt={t('verify.qr')} width="132" height="132" />
      )}
      <p>
        {t('verify.hint')}{' '}
        <Link to="/check/$token" params={{ token }}>
          {t('verify.open')}
        </Link>
      </p>
    </section>
  );
}
