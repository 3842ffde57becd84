import type { TFunction } from 'i18next';

import type { Schemas } from '../../api/queries';

export type Limit = NonNullable<Schemas['SimulateDeadline']['limit']>;

/** `4 小时（城市作业时间）`, `5 个工作日`. */
export function limitSaid(t: TFunction<'rules'>, { amount, unit, service }: Limit): string {
  const inMinutes = unit === 'WORK_MINUTES' || unit === 'ELAPSED_MINUTES';
  const inHours = inMinutes && amount % 60 === 0;
  const measure = inHours ? 'hours' : inMinutes ? 'minutes' : unit === 'WORK_DAYS' ? 'workingDays' : 'days';
  const said = t(`rules:amount.${measure}`, { count: inHours ? amount / 60 : amount });
  return inMinutes || unit === 'WORK_DAYS'
    ? t('rules:amount.within', { said, service: t(`rules:code.service.${service}`, t('rules:code.own')) })
    : said;
}
