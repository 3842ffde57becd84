import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import type { CommandName } from '../../api/command';
import { bears, useMe } from '../../app/session';
import { usePaperName } from '../../app/usePaperName';
import type { Schemas } from '../../api/queries';
import { Countdown } from '../../design/Countdown';
import { spoken } from '../../design/dates';
import { useActing } from './acting';
import { Part } from './Part';
import { type Finding, papersQuery } from './queries';
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
/** A slip is a message of the system: nobody sends it, and seeing it is no act. */
const DELIVERED_BY_ITSELF: ReadonlySet<CommandName> = new Set(['send-notice', 'sign-notice']);
const LIVES = ['draft', 'checked', 'issued', 'sent', 'signed', 'replied', 'closed'] as const;

/** 单据与公文: each slip and paper with its life, and the step that the caller may take. */
export function Papers({ finding }: { finding: Finding }) {
  const { t } = useTranslation('finding');
  const { data } = useQuery(papersQuery(finding.id));
  const others = data?.items.filter(({ origin }) => origin !== 'notice') ?? [];
  const count = finding.notices.length + others.length;
  if (count === 0 && !data?.kinds.length) return null;
  return (
    <Part title={t('papers.title')} aside={count > 0 && <small>{t('papers.count', { count })}</small>}>
      <ul className="rows">
        {others.map((paper) => (
          <Other key={paper.ref} finding={finding} paper={paper} />
        ))}
        {finding.notices.toReversed().map((notice) => (
          <Paper
            key={notice.id}
            finding={finding}
            notice={notice}
            printed={data?.items.find(({ origin, ref }) => origin === 'notice' && ref === notice.id)}
          />
        ))}
      </ul>
      {data && data.kinds.length > 0 && <Previews finding={finding} kinds={data.kinds} />}
    </Part>
  );
}

type Printed = Schemas['Paper'];

/** As PDF to print and as docx to edit. */
function Files({ paper: { address, title, verifyUrl } }: { paper: Printed }) {
  const { t } = useTranslation('finding');
  const paperName = usePaperName();
  return (
    <span className="finding-files">
      {(['pdf', 'docx'] as const).map((format) => (
        <a
          key={format}
          href={`${address}.${format}`}
          target="_blank"
          rel="noreferrer"
          aria-label={t(`papers.open.${format}`, { title: paperName(title) })}
        >
          {format.toUpperCase()}
        </a>
      ))}
      {verifyUrl && (
        <a href={verifyUrl} target="_blank" rel="noreferrer">
          {t('papers.verify')}
        </a>
      )}
    </span>
  );
}

/** 交办单 and papers of the office's making. */
function Other({ finding, paper }: { finding: Finding; paper: Printed }) {
  const { t, i18n } = useTranslation('finding');
  const names = useNames(finding);
  return (
    <li>
      <p>
        {paper.origin === 'paper' ? (
          <Link to="/papers/$id" params={{ id: paper.ref }}>
            <b>{names.paper(paper.title)}</b>
          </Link>
        ) : (
          <b>{names.paper(paper.title)}</b>
        )}
        {paper.number && <span>{paper.number}</span>}
        <span className="tag tone-blue">{names.word('life', paper.life)}</span>
      </p>
      <p className="rows-facts">
        {paper.recipients.length > 0 && (
          <span>{t('papers.to', { unit: names.list(paper.recipients.map(({ unitId }) => names.unit(unitId))) })}</span>
        )}
        <span>{spoken(paper.writtenAt, i18n.language)}</span>
        <Files paper={paper} />
      </p>
    </li>
  );
}

/** What the office may look at before anything is drafted, and the whole case as one file. */
function Previews({ finding, kinds }: { finding: Finding; kinds: Schemas['FindingPapers']['kinds'] }) {
  const { t, i18n } = useTranslation('finding');
  const me = useMe();
  const base = `/api/v1/findings/${finding.id}`;
  return (
    <details className="previews">
      <summary>{t('papers.previews')}</summary>
      <ul>
        {bears(me, ['dispatcher', 'approver']) && (
          <li>
            <Link to="/papers/new" search={{ finding: finding.id }}>
              {t('papers.draft')}
            </Link>
          </li>
        )}
        {kinds.map(({ kind, zh, en }) => (
          <li key={kind}>
            <a href={`${base}/papers/preview/${kind}.pdf`} target="_blank" rel="noreferrer">
              {i18n.language === 'en' ? en : zh}
            </a>
          </li>
        ))}
        <li>
          <a href={`${base}/dossier.zip`}>{t('papers.dossier')}</a>
        </li>
      </ul>
    </details>
  );
}

function Paper({ finding, notice, printed }: { finding: Finding; notice: Notice; printed: Printed | undefined }) {
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
      !(made === 'slip' && DELIVERED_BY_ITSELF.has(command)) &&
      !(cancels && command === 'withdraw-notice') &&
      (side === 'office' || unitId === me.unitId),
  );
  const reached = LIVES.indexOf(life as (typeof LIVES)[number]);
  return (
    <li>
      <p>
        <b>
          <Link to="/papers/of/$finding/$ref" params={{ finding: finding.id, ref: id }}>
            {names.rung({ slip: title, colour })}
          </Link>
        </b>
        {printed?.number && <span>{printed.number}</span>}
        <span className="tag tone-still">{t(`papers.class.${made}`)}</span>
        <span className={`tag tone-${life === 'withdrawn' ? 'late' : life === 'closed' ? 'good' : 'blue'}`}>
          {names.word('life', life)}
        </span>
      </p>
      <p className="rows-facts">
        {unitId && <span>{t('papers.to', { unit: names.unit(unitId) })}</span>}
        <span>{spoken(at, i18n.language)}</span>
        {printed && <Files paper={printed} />}
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
