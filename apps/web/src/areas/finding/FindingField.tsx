import { useQuery } from '@tanstack/react-query';
import { type ComponentProps, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { FINDINGS, type Schemas } from '../../api/queries';
import { duplicatesQuery, type Finding } from './queries';

type FindingFieldProps = Omit<ComponentProps<'input'>, 'onChange' | 'value'> & {
  finding: Finding;
  /** The id of the chosen one. */
  value: string;
  onChange: (id: string) => void;
};

const LEAST = 2;

/** Another finding, by number or words; those that may be the same come first. */
export function FindingField({ finding, value, onChange, ...told }: FindingFieldProps) {
  const { t } = useTranslation('finding');
  const list = useId();
  const [text, setText] = useState('');
  const near = useQuery(duplicatesQuery(finding.id)).data?.items ?? [];
  const found = useQuery({
    queryKey: [...FINDINGS, 'to-merge', text],
    enabled: text.trim().length >= LEAST,
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/findings', { signal, params: { query: { text: text.trim(), limit: 10 } } })),
  }).data?.items;
  const offered = (found ?? near).filter(({ id, terminal }) => id !== finding.id && !terminal);
  const chosen = [...near, ...(found ?? [])].find(({ id }) => id === value);
  return (
    <div className="finding-field">
      <input
        {...told}
        type="search"
        placeholder={t('form.findHint')}
        value={text}
        onChange={({ target }) => setText(target.value)}
        aria-controls={list}
      />
      <ul id={list}>
        {chosen && !offered.includes(chosen) && <Choice one={chosen} chosen onChoose={onChange} />}
        {offered.map((one) => (
          <Choice key={one.id} one={one} chosen={one.id === value} onChoose={onChange} />
        ))}
      </ul>
    </div>
  );
}

interface ChoiceProps {
  one: Schemas['FindingSummary'];
  chosen: boolean;
  onChoose: (id: string) => void;
}

const Choice = ({ one: { id, number, description }, chosen, onChoose }: ChoiceProps) => (
  <li>
    <button type="button" aria-pressed={chosen} onClick={() => onChoose(id)}>
      <b>{number}</b> {description}
    </button>
  </li>
);
