import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import type { Known, Values } from './form';
import { isInHours, verdictClock } from './forms';
import { longerQuery } from './queries';

const HOUR_MINUTES = 60;

/** Before an extension is asked: what it would make of the deadline, and who must grant it. */
export function ExtensionNote({ known, values }: { known: Known; values: Values }) {
  const { t } = useTranslation('finding');
  const { finding, names, policy } = known;
  const clock = verdictClock(known);
  const asked = values.how === 'until' ? 0 : Number(values.amount ?? 0);
  const amount = Number.isInteger(asked) ? asked * (isInHours(clock?.unit) ? HOUR_MINUTES : 1) : 0;
  const { data } = useQuery({
    ...longerQuery(clock ?? NO_CLOCK, amount),
    enabled: Boolean(clock?.dueAt) && amount > 0,
  });
  const nth = finding.requests.filter(({ kind, status }) => kind === 'extension' && status === 'granted').length + 1;
  const rule = policy?.extensions.find((one) => one.nth === nth);
  const due = data?.steps[0]?.inForce.dueAt;
  if (finding.urgency === 'urgent') return <p className="drawer-lead">{t('extension.urgent')}</p>;
  return (
    <div className="drawer-lead" aria-live="polite">
      {clock?.dueAt && <p>{t('extension.now', { due: names.moment(clock.dueAt) })}</p>}
      {due && <p>{t('extension.then', { due: names.moment(due) })}</p>}
      {rule ? (
        <p>
          {t('extension.by', { nth, by: names.word('position', rule.by) })}
          {rule.maxWorkDays !== null && t('extension.most', { count: rule.maxWorkDays })}
          {rule.maxShare !== null && t('extension.share', { percent: Math.round(rule.maxShare * 100) })}
          {rule.needsPaper && t('extension.paper')}
        </p>
      ) : (
        policy && <p>{t('extension.noMore')}</p>
      )}
    </div>
  );
}

const NO_CLOCK = { dueAt: null, unit: 'WORK_DAYS', service: 'OFFICE' } as const;
