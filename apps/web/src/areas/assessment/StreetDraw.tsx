import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { freshKey } from '../../api/fresh-key';
import { problemOf } from '../../api/problem';
import { serverNow } from '../../api/server-time';
import { bears, useMe } from '../../app/session';
import { ProblemNote } from '../../design/ProblemNote';
import { dayOf, spoken } from '../../design/dates';
import { periodName } from './period';
import { CHANGED, drawProjects, drawQuery } from './queries';

const DRAWERS = ['inspector', 'dispatcher', 'approver'] as const;

/** First day of the quarter that is running. */
const quarterNow = (): string => {
  const [year, month] = dayOf(serverNow()).split('-').map(Number) as [number, number, number];
  return `${year}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
};

/** 随机抽取: the quarter's projects, street by street; the seed is named first, and anybody may draw again. */
export function StreetDraw({ names }: { names: ReadonlyMap<string, string> }) {
  const { t, i18n } = useTranslation('assessment');
  const me = useMe();
  const queries = useQueryClient();
  const start = quarterNow();
  const kept = useQuery(drawQuery(start));
  const [seed, setSeed] = useState(() => freshKey().replaceAll('-', ''));
  const [perStreet, setPerStreet] = useState(1);
  const draw = useMutation({
    mutationFn: () => drawProjects({ start, seed, perStreet }),
    onSettled: () => queries.invalidateQueries(CHANGED.assessment),
  });
  if (kept.isPending) return null;
  const period = periodName(t, 'quarter', start);
  return (
    <section className="street-draw" aria-label={t('draw.title')}>
      <h2>{t('draw.title')}</h2>
      {kept.data ? (
        <>
          <p>
            {t('draw.drawn', { period, count: kept.data.drawn.length, of: kept.data.candidates.length })}{' '}
            {spoken(kept.data.drawnAt, i18n.language)}{' '}
            <span className={`tag ${kept.data.same ? 'tone-good' : 'tone-late'}`}>
              {t(kept.data.same ? 'draw.same' : 'draw.different')}
            </span>
          </p>
          <ul className="drawn">
            {kept.data.drawn.map(({ id }) => (
              <li key={id}>{names.get(id) ?? '—'}</li>
            ))}
          </ul>
          <p className="assess-note">
            {t('draw.seed')} <code className="assess-hash">{kept.data.seed}</code>
          </p>
        </>
      ) : (
        <>
          <p className="assess-note">{t('draw.none', { period })}</p>
          {bears(me, DRAWERS) && (
            <div className="draw-form">
              <label className="field">
                {t('draw.seed')}
                <Input
                  className="assess-hash"
                  value={seed}
                  maxLength={128}
                  onChange={({ target }) => setSeed(target.value)}
                />
              </label>
              <label className="field">
                {t('draw.perStreet')}
                <InputNumber
                  aria-label={t('draw.perStreet')}
                  min={1}
                  max={50}
                  value={perStreet}
                  onChange={(value) => setPerStreet(value ?? 1)}
                />
              </label>
              <Button loading={draw.isPending} onClick={() => draw.mutate()}>
                {t('draw.action')}
              </Button>
            </div>
          )}
          {draw.error && <ProblemNote problem={problemOf(draw.error)} />}
        </>
      )}
    </section>
  );
}
