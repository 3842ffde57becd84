import { useTranslation } from 'react-i18next';

import type { CommandName } from '../../api/command';
import { useMe } from '../../app/session';
import { Countdown } from '../../design/Countdown';
import { spoken } from '../../design/dates';
import { useActing } from './acting';
import { Part } from './Part';
import type { Finding } from './queries';
import { useNames } from './useNames';

type Notice = Finding['notices'][number];

/** What may be done with a paper at each point of its life, and by which side. */
const NEXT: readonly { command: CommandName; from: readonly Notice['life'][]; side: 'office' | 'unit' }[] = [
  { command: 'check-notice', from: ['draft'], side: 'office' },
  { command: 'issue-notice', from: ['checked'], side: 'office' },
  { command: 'send-notice', from: ['issued'], side: 'office' },
  { command: 'sign-notice', from: ['issued', 'sent'], side: 'unit' },
  { command: 'reply-notice', from: ['issued', 'sent', 'signed'], side: 'unit' },
  { command: 'close-notice', from: ['replied'], side: 'office' },
  {
    command: 'withdraw-notice',
    from: ['draft', 'checked', 'issued', 'sent', 'signed', 'replied'],
    side: 'office',
  },
];
const LIVES = ['draft', 'checked', 'issued', 'sent', 'signed', 'replied', 'closed'] as const;

/** 单据与公文: each slip and paper with its life, and the step that the caller may take. */
export function Papers({ finding }: { finding: Finding }) {
  const { t } = useTranslation('finding');
  if (finding.notices.length === 0) return null;
  return (
    <Part title={t('papers.title')} aside={<small>{t('papers.count', { count: finding.notices.length })}</small>}>
      <ul className="rows">
        {finding.notices.toReversed().map((notice) => (
          <Paper key={notice.id} finding={finding} notice={notice} />
        ))}
      </ul>
    </Part>
  );
}

function Paper({ finding, notice }: { finding: Finding; notice: Notice }) {
  const { t, i18n } = useTranslation('finding');
  const names = useNames(finding);
  const me = useMe();
  const { may, act } = useActing();
  const { id, class: made, title, colour, unitId, life, at, cancels } = notice;
  const reply = finding.clocks.find(({ kind, of, stopped }) => kind === 'slip_reply' && of === id && !stopped);
  const steps = NEXT.filter(
    ({ command, from, side }) =>
      may(command) &&
      from.includes(life) &&
      !(cancels && command === 'withdraw-notice') &&
      (side === 'office' || unitId === me.unitId),
  );
  const reached = LIVES.indexOf(life as (typeof LIVES)[number]);
  return (
    <li>
      <p>
        <b>{names.rung({ slip: title, colour })}</b>
        <span className="tag tone-still">{t(`papers.class.${made}`)}</span>
        <span className={`tag tone-${life === 'withdrawn' ? 'late' : life === 'closed' ? 'good' : 'blue'}`}>
          {names.word('life', life)}
        </span>
      </p>
      <p className="rows-facts">
        {unitId && <span>{t('papers.to', { unit: names.unit(unitId) })}</span>}
        <span>{spoken(at, i18n.language)}</span>
        {reply && (
          <span>
            {t('papers.replyBy')} <Countdown dueAt={reply.dueAt} />
          </span>
        )}
      </p>
      {made === 'paper' && life !== 'withdrawn' && (
        <ol className="paper-life" aria-label={t('papers.life')}>
          {LIVES.map((one, index) => (
            <li
              key={one}
              data-at={index < reached ? 'done' : index === reached ? 'now' : 'ahead'}
              {...(index === reached && { 'aria-current': 'step' as const })}
            >
              {names.word('life', one)}
            </li>
          ))}
        </ol>
      )}
      {steps.length > 0 && (
        <p className="rows-acts">
          {steps.map(({ command }) => (
            <button key={command} type="button" className="act" onClick={() => act(command, { noticeId: id })}>
              {t(`command.${command}`)}
            </button>
          ))}
        </p>
      )}
    </li>
  );
}
