import { useTranslation } from 'react-i18next';

import type { Milestone } from './form';

interface MilestonesFieldProps {
  milestones: readonly Milestone[];
  onChange: (milestones: Milestone[]) => void;
}

const MOST = 30;

/** 定进度: what is reached by when. */
export function MilestonesField({ milestones, onChange }: MilestonesFieldProps) {
  const { t } = useTranslation('finding');
  const set = (index: number, changed: Partial<Milestone>) =>
    onChange(milestones.map((one, at) => (at === index ? { ...one, ...changed } : one)));
  return (
    <>
      {milestones.map(({ name, date }, index) => (
        <div key={index} className="milestone">
          <input
            aria-label={t('milestone.name', { nth: index + 1 })}
            placeholder={t('milestone.hint')}
            value={name}
            maxLength={100}
            onChange={({ target }) => set(index, { name: target.value })}
          />
          <input
            type="date"
            aria-label={t('milestone.date', { nth: index + 1 })}
            value={date}
            onChange={({ target }) => set(index, { date: target.value })}
          />
          <button
            type="button"
            className="switch"
            aria-label={t('milestone.remove', { nth: index + 1 })}
            onClick={() => onChange(milestones.filter((_, at) => at !== index))}
          >
            ×
          </button>
        </div>
      ))}
      {milestones.length < MOST && (
        <button type="button" className="act" onClick={() => onChange([...milestones, { name: '', date: '' }])}>
          {t('milestone.add')}
        </button>
      )}
    </>
  );
}
