import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';

import { TIME } from './hours';

type Open = [string, string][];

interface OpenFieldProps {
  label: string;
  value: Open;
  onChange: (open: Open) => void;
  /** No pair at all means something too. */
  mayBeEmpty?: boolean;
}

const MOST = 4;

/** `08:00 – 12:00`, `14:30 – 17:30`: a day's hours, pair by pair. */
export function OpenField({ label, value, onChange, mayBeEmpty = false }: OpenFieldProps) {
  const { t } = useTranslation('rules');
  const change = (at: number, end: 0 | 1, time: string) =>
    onChange(value.map(([from, to], index) => (index !== at ? [from, to] : end === 0 ? [time, to] : [from, time])));
  const field = (at: number, end: 0 | 1) => {
    const time = value[at]?.[end] ?? '';
    return (
      <Input
        className="wall-time"
        aria-label={t(end === 0 ? 'hours.opens' : 'hours.closes', { label, count: at + 1 })}
        placeholder={end === 0 ? '08:00' : '12:00'}
        maxLength={5}
        status={TIME.test(time) ? '' : 'error'}
        value={time}
        onChange={({ target }) => change(at, end, target.value.replace('：', ':'))}
      />
    );
  };
  return (
    <div className="open-field" role="group" aria-label={label}>
      {value.map((_, at) => (
        <span key={at} className="open-pair">
          {field(at, 0)} – {field(at, 1)}
          {(value.length > 1 || mayBeEmpty) && (
            <Button
              size="small"
              aria-label={t('hours.removeSpan', { label, count: at + 1 })}
              onClick={() => onChange(value.filter((_pair, index) => index !== at))}
            >
              {t('policy.remove')}
            </Button>
          )}
        </span>
      ))}
      {value.length < MOST && (
        <Button size="small" onClick={() => onChange([...value, ['', '']])}>
          {t('hours.addSpan')}
        </Button>
      )}
    </div>
  );
}
