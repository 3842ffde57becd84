import { useTranslation } from 'react-i18next';

import type { Life } from './search';

const STEPS = ['draft', 'checked', 'issued', 'numbered', 'sent', 'signed', 'replied', 'closed'] as const;
type Step = (typeof STEPS)[number];

/** 拟稿 → 核稿 → 签发 → 编号 → 送达 → 签收 → 回复 → 办结; the number is given in the moment of signature. */
export function LifeSteps({ life, number, small = false }: { life: Life; number: string | null; small?: boolean }) {
  const { t } = useTranslation('papers');
  if (life === 'withdrawn') return <span className="tag tone-late">{t('life.withdrawn')}</span>;
  const at = life === 'issued' && number !== null ? STEPS.indexOf('numbered') : STEPS.indexOf(life);
  return (
    <ol className={small ? 'paper-steps paper-steps-small' : 'paper-steps'} aria-label={t('lifeOf')}>
      {STEPS.map((step: Step, index) => (
        <li
          key={step}
          data-at={index < at ? 'done' : index === at ? 'now' : 'ahead'}
          {...(index === at && { 'aria-current': 'step' as const })}
        >
          <i aria-hidden="true">{index < at ? '✓' : index + 1}</i>
          <span className={small && index !== at ? 'unseen' : undefined}>{t(`step.${step}`)}</span>
        </li>
      ))}
    </ol>
  );
}
