import './papers.css';

import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { Foot, SecrecyNote } from '../../app/Notices';
import { ReadingSwitches } from '../../app/ReadingSwitches';
import { usePaperName } from '../../app/usePaperName';
import { spoken } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { verificationQuery } from './queries';
import { sumOf } from './sum';

const route = getRouteApi('/check/$token');
type Known = Schemas['PaperVerification'];

/** 查验: whoever holds a paper learns whether it is genuine and in force; nobody has to sign in. */
export function CheckPage() {
  const { t } = useTranslation('papers');
  const { token } = route.useParams();
  const { data, error } = useQuery({ ...verificationQuery(token), retry: false });
  return (
    <div className="check">
      <SecrecyNote />
      <main className="check-card sheet">
        <header>
          <img src="/seal.svg" alt="" width="40" height="40" />
          <h1>{t('check.title')}</h1>
        </header>
        {data ? <Told paper={data} /> : error ? <NotOurs error={error} /> : <Waiting />}
        <ReadingSwitches />
      </main>
      <Foot />
    </div>
  );
}

function NotOurs({ error }: { error: unknown }) {
  const { t } = useTranslation('papers');
  const problem = problemOf(error);
  if (problem.status !== 404) return <ProblemNote problem={problem} />;
  return (
    <p role="alert" className="check-verdict check-bad">
      <b>{t('check.unknown')}</b>
      <span>{t('check.unknownHint')}</span>
    </p>
  );
}

function Told({ paper }: { paper: Known }) {
  const { t, i18n } = useTranslation('papers');
  const { title, number, office, issuedAt, withdrawn, life } = paper;
  const named = usePaperName();
  return (
    <>
      <p role="status" className={`check-verdict ${withdrawn ? 'check-bad' : 'check-good'}`}>
        <b>{withdrawn ? t('check.withdrawn') : t('check.valid')}</b>
        <span>{withdrawn ? t('check.withdrawnHint') : t('check.validHint')}</span>
      </p>
      <dl className="paper-facts">
        <dt>{t('check.name')}</dt>
        <dd>{named(title)}</dd>
        <dt>{t('check.number')}</dt>
        <dd className="paper-number">{number ?? '—'}</dd>
        <dt>{t('check.office')}</dt>
        <dd>{office}</dd>
        <dt>{t('issuedAt')}</dt>
        <dd>{issuedAt ? spoken(issuedAt, i18n.language) : '—'}</dd>
        <dt>{t('check.life')}</dt>
        <dd>{t(`life.${life}`)}</dd>
      </dl>
      <Compare paper={paper} />
    </>
  );
}

/** Compares a file with the paper's own, by its sum. */
function Compare({ paper: { files } }: { paper: Known }) {
  const { t } = useTranslation('papers');
  const [over, setOver] = useState(false);
  const compare = useMutation({
    mutationFn: async (file: File) => {
      const sum = await sumOf(file);
      return { name: file.name, sum, own: files.find(({ sha256 }) => sha256 === sum) ?? null };
    },
  });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) compare.mutate(file);
  };
  return (
    <section className="check-compare">
      <h2>{t('check.compare')}</h2>
      <label
        className={over ? 'check-drop check-over' : 'check-drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <b>{t('check.drop')}</b>
        <span>{t('check.dropHint')}</span>
        <input
          type="file"
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file) compare.mutate(file);
            target.value = '';
          }}
        />
      </label>
      {compare.isPending && <p role="status">{t('check.summing')}</p>}
      {compare.data && <Verdict {...compare.data} />}
      {compare.isError && (
        <p role="alert" className="check-verdict check-bad">
          {t('check.unreadable')}
        </p>
      )}
    </section>
  );
}

function Verdict({ name, sum, own }: { name: string; sum: string | null; own: Known['files'][number] | null }) {
  const { t } = useTranslation('papers');
  if (sum === null) return <p role="status">{t('check.noMeans')}</p>;
  return (
    <p role="status" className={`check-verdict ${own ? 'check-good' : 'check-bad'}`}>
      <b>{own ? t('check.genuine', { role: t(`role.${own.role}`) }) : t('check.forged')}</b>
      <span>{name}</span>
      <code>
        {t('sum')} {sum}
      </code>
    </p>
  );
}
