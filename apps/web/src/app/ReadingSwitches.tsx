import { useTranslation } from 'react-i18next';

import { language } from '../i18n/language';
import { speak } from '../i18n/texts';
import { read, useReading } from './reading';

/** Language, type size and contrast. */
export function ReadingSwitches() {
  const { t } = useTranslation();
  const { large, contrast } = useReading();
  const other = language() === 'en' ? 'zh-CN' : 'en';
  return (
    <div className="switches" role="group" aria-label={t('reading.label')}>
      <button type="button" className="switch" lang={other} onClick={() => void speak(other)}>
        {other === 'en' ? 'English' : '中文'}
      </button>
      <button type="button" className="switch" aria-pressed={large} onClick={() => read({ large: !large })}>
        {t('reading.large')}
      </button>
      <button type="button" className="switch" aria-pressed={contrast} onClick={() => read({ contrast: !contrast })}>
        {t('reading.contrast')}
      </button>
    </div>
  );
}
