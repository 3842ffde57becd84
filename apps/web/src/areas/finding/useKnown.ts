import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { categoriesQuery, type Schemas, unitsQuery } from '../../api/queries';
import { useMe } from '../../app/session';
import { useNow } from '../../design/Countdown';
import { dayOf } from '../../design/dates';
import type { Known, Option } from './form';
import { type Finding, policyQuery } from './queries';
import { useNames } from './useNames';

type Unit = Schemas['Units']['items'][number];

const DAY_MS = 86_400_000;
const STREETS: ReadonlySet<string> = new Set(['street', 'township']);
const COMMUNITIES: ReadonlySet<string> = new Set(['community', 'village']);

/** What the forms of a case's commands ask of the record. */
export function useKnown(finding: Finding): Known {
  const { t, i18n } = useTranslation('finding');
  const me = useMe();
  const names = useNames(finding);
  const policy = useQuery(policyQuery).data;
  const all = useQuery(unitsQuery).data?.items ?? [];
  const categories = useQuery(categoriesQuery).data?.items ?? [];
  const now = useNow();
  const alive = all.filter(({ validTo }) => validTo === null);
  const groupOf = ({ kind, relation }: Unit): string => {
    if (relation !== 'commanded') return t(`unitGroup.${relation}`);
    if (STREETS.has(kind)) return t('unitGroup.street');
    return COMMUNITIES.has(kind) ? t('unitGroup.community') : t('unitGroup.department');
  };
  const option = (unit: Unit): Option => ({ value: unit.id, label: unit.name, group: groupOf(unit) });
  const sorted = alive.toSorted((a, b) =>
    a.name.localeCompare(b.name, i18n.language === 'en' ? 'zh-Hans-CN' : i18n.language),
  );
  return {
    finding,
    names,
    policy,
    me,
    categories,
    units: sorted.filter(({ kind }) => kind !== 'district').map(option),
    streets: sorted.filter(({ kind }) => STREETS.has(kind)).map(option),
    communities: sorted.filter(({ kind }) => COMMUNITIES.has(kind)).map(option),
    ownUnits: sorted.filter(({ parentId }) => parentId === me.unitId).map(option),
    today: dayOf(now),
    tomorrow: dayOf(now + DAY_MS),
  };
}
