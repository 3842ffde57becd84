import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../../api/client';
import { problemOf } from '../../../api/problem';
import type { Schemas } from '../../../api/queries';
import { ProblemNote } from '../../../design/ProblemNote';
import { offerUndo } from '../../../design/undo';
import { Ask, textIn } from '../Ask';
import { useBulk } from '../queries';
import { Results } from '../Results';
import { DrawnSample } from '../DrawnSample';

interface SamplingProps {
  rows: readonly Schemas['FindingSummary'][];
  sample: Schemas['Sample'] | null;
  onSample: (sample: Schemas['Sample'] | null) => void;
}

/** 抽样核查: drawn on the record; once what was drawn has passed, the rest passes on the strength of it. */
export function Sampling({ rows, sample, onSample }: SamplingProps) {
  const { t } = useTranslation('desk');
  const [asking, setAsking] = useState(false);
  const bulk = useBulk();
  const draw = useMutation({
    mutationFn: (share: number) =>
      answered(api.POST('/api/v1/samples', { body: { findingIds: rows.map(({ id }) => id), share } })),
    onSuccess: (drawn) => {
      onSample(drawn);
      setAsking(false);
    },
  });
  const numbers = new Map(rows.map(({ id, number }) => [id, number]));
  const left = rows.filter(({ id }) => sample?.drawn.includes(id)).length;
  const rest = rows.filter(({ id }) => sample?.population.includes(id) && !sample.drawn.includes(id));
  const passRest = () =>
    bulk.mutate(
      {
        command: 'verify',
        items: rest.map(({ id, revision }) => ({ findingId: id, revision })),
        payload: { outcome: 'passed', mode: 'sampled' },
        ...(sample && { sampleId: sample.id }),
      },
      {
        onSuccess: ({ items }) => {
          const done = items.flatMap((item) => item.done ?? []);
          offerUndo(t('results.done', { said: t('sampling.pass'), count: done.length }), done);
          if (done.length === items.length) onSample(null);
        },
      },
    );
  return (
    <div className="sampling">
      {!sample && rows.length > 1 && (
        <button type="button" className="act" onClick={() => setAsking(true)}>
          {t('sampling.draw')}
        </button>
      )}
      {sample && (
        <div className="sheet">
          <p>{t('sampling.drawn', { drawn: sample.drawn.length, of: sample.population.length, left })}</p>
          <DrawnSample sample={sample} />
          <div className="sampling-acts">
            <button
              type="button"
              className="act act-main"
              disabled={left > 0 || rest.length === 0 || bulk.isPending}
              onClick={passRest}
            >
              {t('sampling.passRest', { count: rest.length })}
            </button>
            <button type="button" className="act" onClick={() => onSample(null)}>
              {t('sampling.leave')}
            </button>
          </div>
        </div>
      )}
      {bulk.error && <ProblemNote problem={problemOf(bulk.error)} />}
      {bulk.data && (
        <Results
          said={t('sampling.pass')}
          items={bulk.data.items}
          nameOf={(id) => numbers.get(id) ?? ''}
          onClose={() => bulk.reset()}
        />
      )}
      {asking && (
        <Ask
          title={t('sampling.title', { count: rows.length })}
          act={t('sampling.draw')}
          pending={draw.isPending}
          error={draw.error}
          onClose={() => setAsking(false)}
          onGive={(form) => draw.mutate(Number(textIn(form, 'share')) / 100)}
        >
          <p>{t('sampling.hint')}</p>
          <label className="field">
            {t('sampling.share')}
            <input name="share" type="number" min={5} max={100} defaultValue={20} required />
          </label>
        </Ask>
      )}
    </div>
  );
}
