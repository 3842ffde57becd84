import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import type { Schemas } from '../../api/queries';
import { score, signed } from './figures';
import { itemsQuery } from './queries';
import { byGroup, counted, deductedOf, type Entered, scoreOf, waived } from './sheet';

type Item = Schemas['PropertySheet']['items'][number];

export const useItems = (housing: Schemas['Housing'] | undefined): readonly Item[] =>
  (useQuery(itemsQuery).data?.items ?? []).filter((one) => housing !== undefined && !one.notFor.includes(housing));

interface SheetFieldsProps {
  items: readonly Item[];
  entered: Entered;
  onChange: (entered: Entered) => void;
}

/** 检查表, on desk and phone alike: how often each was found wanting, or why it does not apply. */
export function SheetFields({ items, entered, onChange }: SheetFieldsProps) {
  const { t } = useTranslation('assessment');
  return (
    <>
      {byGroup(items).map(({ group, items: own }) => (
        <fieldset key={group} className="sheet-group">
          <legend>
            {group} <small>{t('visit.groupWorth', { points: own.reduce((sum, one) => sum + one.points, 0) })}</small>
          </legend>
          {own.map((one) => (
            <ItemField key={one.item} item={one} entered={entered} onChange={onChange} />
          ))}
        </fieldset>
      ))}
    </>
  );
}

interface ItemFieldProps extends Omit<SheetFieldsProps, 'items'> {
  item: Item;
}

function ItemField({ item, entered, onChange }: ItemFieldProps) {
  const { t } = useTranslation('assessment');
  const times = entered.times[item.item] ?? 0;
  const reason = entered.waived[item.item];
  const lost = deductedOf(item, entered);
  const count = (changed: number) => onChange(counted(entered, item.item, changed));
  return (
    <div className="sheet-item" data-wanting={times > 0 && reason === undefined}>
      <span className="sheet-item-no">{item.item}</span>
      <span>
        {item.zh}
        <small>
          {t('visit.worth', { points: item.points, perTime: item.perTime })}
          {item.severe && <span className="tag tone-late">{t('visit.severeItem')}</span>}
        </small>
      </span>
      {item.fromFindings ? (
        <small className="sheet-item-auto">{t('visit.fromFindings')}</small>
      ) : (
        <>
          <span className="stepper">
            <button
              type="button"
              aria-label={t('visit.less', { item: item.item })}
              disabled={times === 0 || reason !== undefined}
              onClick={() => count(times - 1)}
            >
              −
            </button>
            <input
              type="number"
              inputMode="numeric"
              min={0}
              max={999}
              aria-label={t('visit.timesOf', { item: item.item, name: item.zh })}
              disabled={reason !== undefined}
              value={times}
              onChange={({ target }) => count(Number(target.value))}
            />
            <button
              type="button"
              aria-label={t('visit.more', { item: item.item })}
              disabled={reason !== undefined}
              onClick={() => count(times + 1)}
            >
              +
            </button>
          </span>
          <b className="sheet-item-lost">{reason === undefined && lost > 0 ? signed(-lost) : ''}</b>
          <label className="sheet-item-na">
            <input
              type="checkbox"
              aria-label={t('visit.waive', { item: item.item })}
              checked={reason !== undefined}
              onChange={({ target }) => onChange(waived(entered, item.item, target.checked ? '' : null))}
            />{' '}
            {t('visit.na')}
          </label>
          {reason !== undefined && (
            <input
              className="sheet-item-why"
              aria-label={t('visit.whyNot', { item: item.item })}
              placeholder={t('visit.whyNotHint')}
              maxLength={200}
              value={reason}
              onChange={({ target }) => onChange(waived(entered, item.item, target.value))}
            />
          )}
        </>
      )}
    </div>
  );
}

/** The score as it stands, while it is entered. */
export function RunningScore({ items, entered }: { items: readonly Item[]; entered: Entered }) {
  const { t } = useTranslation('assessment');
  const wanting = items.filter(({ item }) => (entered.times[item] ?? 0) > 0 && entered.waived[item] === undefined);
  return (
    <output className="running-score">
      <b>{score(scoreOf(items, entered))}</b>
      <span>{t('visit.soFar', { count: wanting.length })}</span>
      {wanting.some(({ severe }) => severe) && <span className="tag tone-late">{t('visit.severeFound')}</span>}
    </output>
  );
}
