import { useTranslation } from 'react-i18next';

import { useMe } from '../../app/session';
import { Countdown } from '../../design/Countdown';
import { spoken } from '../../design/dates';
import { useActing } from './acting';
import { Part } from './Part';
import type { Finding } from './queries';
import { useNames } from './useNames';

/** 批示: leaders' words, to whom, and until when an answer is due. */
export function Instructions({ finding }: { finding: Finding }) {
  const { t, i18n } = useTranslation('finding');
  const names = useNames(finding);
  const me = useMe();
  const { may, act } = useActing();
  if (finding.instructions.length === 0) return null;
  return (
    <Part title={t('instructions.title')}>
      <ul className="rows">
        {finding.instructions.toReversed().map(({ id, by, text, toUnitId, at, repliedAt }) => {
          const clock = finding.clocks.find(
            ({ kind, of, stopped }) => kind === 'instruction_reply' && of === id && !stopped,
          );
          return (
            <li key={id}>
              <blockquote className="instruction">{text}</blockquote>
              <p className="rows-facts">
                <span>
                  {t('instructions.by', { name: by.name, at: spoken(at, i18n.language), unit: names.unit(toUnitId) })}
                </span>
                {repliedAt && <span>{t('instructions.replied', { at: spoken(repliedAt, i18n.language) })}</span>}
                {clock && <Countdown dueAt={clock.dueAt} />}
                {repliedAt === null && toUnitId === me.unitId && may('reply-instruction') && (
                  <button type="button" className="act" onClick={() => act('reply-instruction', { instructionId: id })}>
                    {t('command.reply-instruction')}
                  </button>
                )}
              </p>
            </li>
          );
        })}
      </ul>
    </Part>
  );
}
