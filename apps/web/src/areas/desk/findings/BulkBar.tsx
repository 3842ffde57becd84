import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../../api/problem';
import type { Schemas } from '../../../api/queries';
import { bears, useMe } from '../../../app/session';
import { useKeys } from '../../../app/useKeys';
import { ProblemNote } from '../../../design/ProblemNote';
import { offerUndo } from '../../../design/undo';
import { Ask, ReasonField, textIn } from '../Ask';
import { useOffers } from '../offers';
import { useBulk } from '../queries';
import { Results } from '../Results';
import { BULK_ACTS, type BulkAct, HAND_OVER, MOST, useHandOver } from './bulk-commands';
import { countedOf, type FindingSearch } from './search';

type Row = Schemas['FindingSummary'];

/** 批量销号: as many as one look takes in. */
const MOST_APPROVED = 50;
/** The others are given by the press itself: they can be taken back. */
const ASKING: ReadonlySet<BulkAct['key']> = new Set(['urge', 'verify']);

interface BulkBarProps {
  search: FindingSearch;
  selected: readonly Row[];
  onClear: () => void;
  /** What was acted on is selected no longer. */
  onDone: (rows: readonly Row[]) => void;
}

/** Of what is selected, what the command is for, as many as it takes at once. */
const takenBy = ({ key, fits }: BulkAct | typeof HAND_OVER, selected: readonly Row[]): Row[] =>
  selected.filter(fits).slice(0, key === 'approve' ? MOST_APPROVED : MOST);

/** What may be done with what is selected; every item answers for itself. */
export function BulkBar({ search, selected, onClear, onDone }: BulkBarProps) {
  const { t } = useTranslation('desk');
  const me = useMe();
  const bulk = useBulk();
  const handOver = useHandOver();
  const [asking, setAsking] = useState<BulkAct | null>(null);
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const [said, setSaid] = useState('');
  const give = (act: BulkAct, payload: Record<string, unknown>) => {
    const rows = takenBy(act, selected);
    const words = t(`bulk.${act.key}`);
    setSaid(words);
    setNames(new Map(rows.map(({ id, number }) => [id, number])));
    bulk.mutate(
      { command: act.key, items: rows.map(({ id, revision }) => ({ findingId: id, revision })), payload },
      {
        onSuccess: ({ items }) => {
          const done = items.flatMap((item) => item.done ?? []);
          setAsking(null);
          onDone(rows);
          offerUndo(t('results.done', { said: words, count: done.length }), done);
        },
      },
    );
  };
  const start = (act: BulkAct) => {
    bulk.reset();
    if (ASKING.has(act.key)) setAsking(act);
    else give(act, {});
  };
  const acts = [
    { ...HAND_OVER, run: () => handOver(selected.filter(HAND_OVER.fits)) },
    ...BULK_ACTS.map((act) => ({ ...act, run: () => start(act) })),
  ]
    .filter(({ roles }) => bears(me, roles))
    .map((act) => ({ ...act, count: takenBy(act, selected).length }))
    .filter(({ count }) => count > 0);
  useKeys(Object.fromEntries(acts.map(({ press, run }) => [press, run])));
  useOffers(
    acts.map(({ key, count, run }) => ({ key, label: t('bulk.offer', { act: t(`bulk.${key}`), count }), run })),
  );
  return (
    <>
      {bulk.error && !asking && <ProblemNote problem={problemOf(bulk.error)} />}
      {bulk.data && (
        <Results
          said={said}
          items={bulk.data.items}
          nameOf={(id) => names.get(id) ?? ''}
          onClose={() => bulk.reset()}
        />
      )}
      {selected.length > 0 && (
        <div className="bulk" role="toolbar" aria-label={t('bulk.title')}>
          <b>{t('bulk.chosen', { count: selected.length })}</b>
          {acts.map(({ key, press, count, run }) => (
            <button key={key} type="button" className="act" disabled={bulk.isPending} onClick={run}>
              {t(`bulk.${key}`)}
              {count < selected.length && <small>{count}</small>}
              <kbd>{press.toUpperCase()}</kbd>
            </button>
          ))}
          <button type="button" className="switch" onClick={onClear}>
            {t('bulk.clear')}
          </button>
        </div>
      )}
      <Exports search={search} />
      {asking && (
        <Ask
          title={t('bulk.offer', { act: t(`bulk.${asking.key}`), count: takenBy(asking, selected).length })}
          act={t(`bulk.${asking.key}`)}
          pending={bulk.isPending}
          error={bulk.error}
          onClose={() => setAsking(null)}
          onGive={(form) => give(asking, payloadOf(asking, form))}
        >
          <Fields act={asking} />
        </Ask>
      )}
    </>
  );
}

function payloadOf({ key }: BulkAct, form: FormData): Record<string, unknown> {
  if (key === 'urge') return { text: textIn(form, 'reason') };
  const outcome = textIn(form, 'outcome');
  return { outcome, mode: textIn(form, 'mode'), ...(textIn(form, 'reason') && { reason: textIn(form, 'reason') }) };
}

function Fields({ act: { key } }: { act: BulkAct }) {
  const { t } = useTranslation('desk');
  if (key === 'urge')
    return <ReasonField label={t('bulk.urgeText')} chips={[t('bulk.urgeSoon'), t('bulk.urgeLate')]} />;
  return (
    <>
      <label className="field">
        {t('verify.outcome')}
        <select name="outcome">
          <option value="passed">{t('verify.pass')}</option>
          <option value="failed">{t('verify.fail')}</option>
        </select>
      </label>
      <label className="field">
        {t('verify.mode')}
        <select name="mode">
          <option value="photo">{t('verify.byPhoto')}</option>
          <option value="site">{t('verify.onSite')}</option>
        </select>
      </label>
      <ReasonField label={t('verify.reason')} required={false} />
    </>
  );
}

/** The whole list that the filter finds, as the api writes it. */
function Exports({ search }: { search: FindingSearch }) {
  const { t } = useTranslation('desk');
  const query = new URLSearchParams(countedOf(search) as Record<string, string>).toString();
  return (
    <p className="findings-exports">
      <span>{t('bulk.export')}</span>
      {(['xlsx', 'csv'] as const).map((format) => (
        <a key={format} className="act" href={`/api/v1/exports/findings.${format}?${query}`} download>
          {t(`bulk.${format}`)}
        </a>
      ))}
    </p>
  );
}
