import './design.css';

import { useTranslation } from 'react-i18next';

import type { Schemas } from '../api/queries';

const ENDED: ReadonlySet<Schemas['Status']> = new Set(['archived', 'dismissed', 'voided', 'merged', 'transferred']);

export function StatusTag({ status }: { status: Schemas['Status'] }) {
  const { t } = useTranslation('words');
  const tone = ENDED.has(status) ? 'still' : status === 'written_off' ? 'good' : 'blue';
  return <span className={`tag tone-${tone}`}>{t(`status.${status}`)}</span>;
}
