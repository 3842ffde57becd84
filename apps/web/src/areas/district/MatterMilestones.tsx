import { Button, DatePicker, Input } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';

const MOST_MILESTONES = 30;

export interface Milestone {
  name: string;
  date: Dayjs | null;
}

interface MatterMilestonesProps {
  milestones: readonly Milestone[];
  onChange: (milestones: Milestone[]) => void;
}

/** 定进度: what is reached by when. */
export function MatterMilestones({ milestones, onChange }: MatterMilestonesProps) {
  const { t } = useTranslation('district');
  const set = (index: number, changed: Partial<Milestone>) =>
    onChange(milestones.map((one, at) => (at === index ? { ...one, ...changed } : one)));
  return (
    <div className="matter-milestones">
      <span>{t('lists.milestones')}</span>
      {milestones.map(({ name, date }, index) => (
        <div key={index}>
          <Input
            aria-label={t('matter.milestone', { nth: index + 1 })}
            placeholder={t('matter.milestoneHint')}
            value={name}
            maxLength={100}
            onChange={({ target }) => set(index, { name: target.value })}
          />
          <DatePicker
            aria-label={t('matter.milestoneDate', { nth: index + 1 })}
            value={date}
            onChange={(given) => set(index, { date: given })}
          />
          <button
            type="button"
            className="switch"
            aria-label={t('matter.dropMilestone', { nth: index + 1 })}
            onClick={() => onChange(milestones.filter((_, at) => at !== index))}
          >
            ×
          </button>
        </div>
      ))}
      {milestones.length < MOST_MILESTONES && (
        <Button size="small" onClick={() => onChange([...milestones, { name: '', date: null }])}>
          {t('matter.addMilestone')}
        </Button>
      )}
    </div>
  );
}
