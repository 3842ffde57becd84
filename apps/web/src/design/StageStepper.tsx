import './design.css';

import { useTranslation } from 'react-i18next';

import type { Schemas } from '../api/queries';

type Stage = Schemas['Stage'];
const STAGES: readonly Stage[] = ['discover', 'assign', 'supervise', 'feedback', 'close'];

interface StageStepperProps {
  stage: Stage;
  /** Above 1 the case has been sent back for rework (退回重办) or has come up again. */
  cycle: number;
  /** Words of the return that brought it where it is, if one did. */
  returned?: string;
}

/** The five stages, where the case stands, and that it has been here before. */
export function StageStepper({ stage, cycle, returned }: StageStepperProps) {
  const { t } = useTranslation('words');
  const here = STAGES.indexOf(stage);
  return (
    <ol className="stages" aria-label={t('stages')}>
      {STAGES.map((one, index) => {
        const at = index < here ? 'done' : index === here ? 'now' : 'ahead';
        return (
          <li key={one} data-at={at} {...(at === 'now' && { 'aria-current': 'step' as const })}>
            <i aria-hidden="true">{at === 'done' ? '✓' : index + 1}</i>
            {t(`stage.${one}`)}
            {at === 'now' && cycle > 1 && <small className="tag tone-soon">{t('cycle', { cycle })}</small>}
            {at === 'now' && returned && <small className="tag tone-late">{returned}</small>}
          </li>
        );
      })}
    </ol>
  );
}
