import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { spoken } from '../../design/dates';
import { type Clock, eventsQuery, type Finding, policyQuery } from './queries';
import { useNames } from './useNames';

/** 升级阶梯: which rung fired when and who was told, which comes next. */
export function Ladder({ finding, clock }: { finding: Finding; clock: Clock }) {
  const { t, i18n } = useTranslation('finding');
  const names = useNames(finding);
  const policy = useQuery(policyQuery).data;
  const events = useQuery(eventsQuery(finding.id)).data?.items ?? [];
  const rungs = clock.ladder ? (policy?.ladders[clock.ladder as keyof typeof policy.ladders] ?? []) : [];
  const next = clock.bells
    .filter(({ code, effect }) => effect === 'rung' && !clock.fired.includes(code))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))[0];
  if (rungs.length === 0) return null;
  return (
    <ol className="ladder" aria-label={t('ladder.title')}>
      {rungs.map((rung) => {
        const fired = events.findLast(
          (event) =>
            event.type === 'rung_fired' &&
            event.clockId === clock.id &&
            event.rung === rung.code &&
            event.generation === clock.generation,
        );
        const bell = clock.bells.find(({ code }) => code === rung.code);
        const to = names.list(rung.to.map((code) => names.word('position', code)));
        const isNext = next !== undefined && next.code === rung.code;
        return (
          <li key={rung.code} data-at={fired ? 'fired' : isNext ? 'next' : 'ahead'}>
            <b>{names.rung(rung)}</b>
            <span>
              {fired
                ? t('ladder.fired', { at: spoken(fired.at, i18n.language), to })
                : bell
                  ? t(isNext ? 'ladder.next' : 'ladder.ahead', { at: spoken(bell.at, i18n.language), to })
                  : t('ladder.silent', { to })}
            </span>
          </li>
        );
      })}
      {clock.heldUntil && (
        <li className="finding-note">{t('ladder.held', { until: names.moment(clock.heldUntil) })}</li>
      )}
    </ol>
  );
}
