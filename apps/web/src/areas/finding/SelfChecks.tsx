import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { FINDINGS } from '../../api/queries';
import { bears, useMe } from '../../app/session';
import { useNow } from '../../design/Countdown';
import { dayOf } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { Part } from './Part';
import { type Finding, selfChecksQuery } from './queries';
import { useNames } from './useNames';

const ASKERS = ['dispatcher', 'approver', 'leader'] as const;
/** Time for a unit to look at home. */
const USUAL_DAYS = 10;
const DAY_MS = 86_400_000;

/** 举一反三: what was found at one unit is looked for by the others of its kind, and what they answered. */
export function SelfChecks({ finding }: { finding: Finding }) {
  const { t } = useTranslation('finding');
  const names = useNames(finding);
  const asks = bears(useMe(), ASKERS) && finding.fixings !== null && finding.categoryCode !== null;
  const { data } = useQuery({ ...selfChecksQuery(finding.id), enabled: asks });
  const [asking, setAsking] = useState(false);
  if (!asks || !data) return null;
  const answeredBy = data.items.filter(({ answeredAt }) => answeredAt !== null);
  const found = answeredBy.reduce((sum, one) => sum + (one.found ?? 0), 0);
  return (
    <Part
      title={t('selfChecks.title')}
      aside={
        !asking && (
          <button type="button" className="act" onClick={() => setAsking(true)}>
            {t('selfChecks.ask')}
          </button>
        )
      }
    >
      {asking && <Asking finding={finding} onDone={() => setAsking(false)} />}
      {data.items.length === 0 ? (
        <p className="finding-note">{t('selfChecks.none')}</p>
      ) : (
        <>
          <p>{t('selfChecks.sum', { count: data.items.length, answered: answeredBy.length, found })}</p>
          <details>
            <summary>{t('selfChecks.units')}</summary>
            <ul className="rows">
              {data.items.map(({ id, unitId, due, answeredAt, found: here }) => (
                <li key={id}>
                  <p className="rows-facts">
                    <b>{names.unit(unitId)}</b>
                    <span>
                      {answeredAt === null
                        ? t('selfChecks.waits', { due })
                        : here
                          ? t('selfChecks.found', { count: here })
                          : t('selfChecks.nothing')}
                    </span>
                  </p>
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
    </Part>
  );
}

function Asking({ finding, onDone }: { finding: Finding; onDone: () => void }) {
  const { t } = useTranslation('finding');
  const queries = useQueryClient();
  const now = useNow();
  const [due, setDue] = useState(() => dayOf(now + USUAL_DAYS * DAY_MS));
  const ask = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/self-checks', { body: { findingId: finding.id, due } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: FINDINGS });
      onDone();
    },
  });
  return (
    <form
      className="part-form"
      onSubmit={(event) => {
        event.preventDefault();
        ask.mutate();
      }}
    >
      <p className="finding-note">{t('selfChecks.hint')}</p>
      <label className="field">
        {t('selfChecks.due')}
        <input type="date" required min={dayOf(now)} value={due} onChange={({ target }) => setDue(target.value)} />
      </label>
      {ask.error && <ProblemNote problem={problemOf(ask.error)} />}
      <p className="part-acts">
        <button type="submit" className="act act-main" disabled={ask.isPending}>
          {t('selfChecks.send')}
        </button>
        <button type="button" className="act" onClick={onDone}>
          {t('form.close')}
        </button>
      </p>
    </form>
  );
}
