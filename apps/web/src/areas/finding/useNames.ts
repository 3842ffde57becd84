import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { categoriesQuery, unitsQuery } from '../../api/queries';
import { usePaperName } from '../../app/usePaperName';
import { spoken } from '../../design/dates';
import type { Names, WordGroup } from './entries';
import { type Clock, type Finding, type Policy, policyQuery } from './queries';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

export interface Words extends Names {
  category(code: string | null): string;
  quanta(unit: Clock['unit'], quanta: number): string;
  suspension(rule: Policy['suspensions'][number]): string;
}

/** Everything that the record says by code or id, in the reader's words. */
export function useNames(finding: Finding): Words {
  const { t, i18n } = useTranslation(['finding', 'words']);
  const units = useQuery(unitsQuery).data?.items;
  const categories = useQuery(categoriesQuery).data?.items;
  const policy = useQuery(policyQuery).data;
  const paper = usePaperName();

  /** What the policy calls it, where the texts do not know the code. */
  const ofPolicy = (group: WordGroup, code: string): string | undefined =>
    group === 'reason'
      ? (policy?.returnReasons.find((one) => one.code === code)?.zh ??
        policy?.suspensions.find((one) => one.reason === code)?.zh)
      : undefined;

  const word = (group: WordGroup, given: unknown): string => {
    const code = typeof given === 'string' ? given : '';
    if (code === '') return '—';
    if (group === 'clock' || group === 'colour' || group === 'severity') return t(`words:${group}.${code}`);
    if (group === 'step') return i18n.exists(`words:step.${code}`) ? t(`words:step.${code}`) : code;
    if (i18n.exists(`finding:${group}.${code}`)) return t(`${group}.${code}`);
    return ofPolicy(group, code) ?? t('other');
  };

  const quanta = (unit: Clock['unit'], given: number): string => {
    const count = Math.round(given * 10) / 10;
    if (unit === 'WORK_DAYS') return t('amount.workDays', { count });
    if (unit === 'CALENDAR_DAYS') return t('amount.days', { count });
    const hours = Math.round((given / HOUR_MS) * 10) / 10;
    const working = unit === 'WORK_MINUTES';
    if (Math.abs(given) < HOUR_MS) return t('amount.minutes', { count: Math.round(given / MINUTE_MS) });
    return working ? t('amount.workHours', { count: hours }) : t('amount.hours', { count: hours });
  };

  return {
    unit: (id) => units?.find((unit) => unit.id === id)?.name ?? '—',
    word,
    quanta,
    amount: (given, clockId) => {
      const clock = finding.clocks.find(({ id, kind }) => id.startsWith(clockId) && kind === 'rectify');
      return clock && typeof given === 'number' ? quanta(clock.unit, given) : '—';
    },
    moment: (instant) => (typeof instant === 'string' ? spoken(instant, i18n.language) : '—'),
    paper,
    rung: ({ slip, colour, measure, listIn }) => {
      if (measure) return t(`measure.${measure}`);
      if (slip) return colour ? t('coloured', { slip: paper(slip), colour: word('colour', colour) }) : paper(slip);
      return listIn ? t('listedIn', { where: paper(listIn) }) : t('told');
    },
    suspension: ({ reason, by, max }) =>
      t('suspensionRule', {
        reason: word('reason', reason),
        by: word('position', by),
        most: quanta(max.unit, max.amount),
      }),
    list: (words) => words.join(t('comma')),
    category: (code) => categories?.find((one) => one.code === code)?.name ?? t('unsorted'),
  };
}
