import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

const NARRATIVE = 4000;

interface DescriptionFieldProps {
  label: string;
  value: string;
  hint: string;
  phrases?: readonly string[];
  onChange: (text: string) => void;
}

/** By typing, by voice where the phone hears, or by what one said before. */
export function DescriptionField({ label, value, hint, phrases = [], onChange }: DescriptionFieldProps) {
  const { t } = useTranslation('street');
  const voice = useVoice((heard) => onChange((value ? `${value} ` : '') + heard));
  return (
    <>
      <label className="field">
        <span>{label}</span>
        <textarea
          rows={3}
          value={value}
          placeholder={hint}
          maxLength={NARRATIVE}
          onChange={({ target }) => onChange(target.value)}
        />
      </label>
      {voice && (
        <button type="button" className="act" aria-pressed={voice.hearing} onClick={voice.toggle}>
          {voice.hearing ? t('voice.stop') : t('voice.start')}
        </button>
      )}
      {phrases.length > 0 && value === '' && (
        <div className="chips" role="group" aria-label={t('voice.phrases')}>
          <small>{t('voice.phrases')}</small>
          {phrases.map((phrase) => (
            <button key={phrase} type="button" className="chip" onClick={() => onChange(phrase)}>
              {phrase}
            </button>
          ))}
        </div>
      )}
    </>
  );
}

interface Recognition extends EventTarget {
  lang: string;
  onresult: ((event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
}
type Recogniser = new () => Recognition;

/** Null where the browser has no ear. */
function useVoice(onHeard: (text: string) => void): { hearing: boolean; toggle: () => void } | null {
  const { i18n } = useTranslation('street');
  const [hearing, setHearing] = useState(false);
  const running = useRef<Recognition | null>(null);
  useEffect(() => () => running.current?.stop(), []);
  const ears = window as { SpeechRecognition?: Recogniser; webkitSpeechRecognition?: Recogniser };
  const Ear = ears.SpeechRecognition ?? ears.webkitSpeechRecognition;
  if (!Ear) return null;
  const toggle = () => {
    if (hearing) return running.current?.stop();
    const ear = new Ear();
    running.current = ear;
    ear.lang = i18n.language === 'en' ? 'en-GB' : 'zh-CN';
    ear.onresult = ({ results }) => onHeard(Array.from(results, (guesses) => guesses[0]?.transcript ?? '').join(''));
    ear.onend = () => setHearing(false);
    ear.start();
    setHearing(true);
  };
  return { hearing, toggle };
}
