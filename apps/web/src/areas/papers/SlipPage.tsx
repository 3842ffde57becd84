import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { type CommandName, useCommand } from '../../api/command';
import { problemOf } from '../../api/problem';
import { findingQuery, type Schemas } from '../../api/queries';
import { useMe } from '../../app/session';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { PaperView } from './PaperView';
import { type Act, papersOfQuery } from './queries';

const route = getRouteApi('/desk/papers/of/$finding/$ref');

type Notice = Schemas['Finding']['notices'][number];

/** Each step is a command of the finding; it is taken by the office or by the unit that the slip is to. */
const STEPS: Record<Act, { command: CommandName; from: readonly Notice['life'][]; side: 'office' | 'unit' }> = {
  check: { command: 'check-notice', from: ['draft'], side: 'office' },
  issue: { command: 'issue-notice', from: ['checked'], side: 'office' },
  send: { command: 'send-notice', from: ['issued'], side: 'office' },
  sign: { command: 'sign-notice', from: ['issued', 'sent'], side: 'unit' },
  reply: { command: 'reply-notice', from: ['issued', 'sent', 'signed'], side: 'unit' },
  close: { command: 'close-notice', from: ['replied'], side: 'office' },
  withdraw: {
    command: 'withdraw-notice',
    from: ['draft', 'checked', 'issued', 'sent', 'signed', 'replied'],
    side: 'office',
  },
};

/** A slip or paper that the loop of a finding wrote. */
export function SlipPage() {
  const { t } = useTranslation('papers');
  const { finding: findingId, ref } = route.useParams();
  const me = useMe();
  const finding = useQuery(findingQuery(findingId));
  const papers = useQuery(papersOfQuery(findingId));
  // The address and the body say which command it is; all of them are given alike.
  const commands = useNoticeCommands();
  const error = finding.error ?? papers.error;
  if (!finding.data || !papers.data) return error ? <ProblemNote problem={problemOf(error)} /> : <Waiting />;
  const paper = papers.data.items.find((one) => one.ref === ref);
  const notice = finding.data.notices.find(({ id }) => id === ref);
  if (!paper || !notice) return <EmptyState title={t('gone')} hint={t('goneHint')} />;
  const { allowedCommands, id, number } = finding.data;
  const mayTake = (act: Act): boolean => {
    const { command, from, side } = STEPS[act];
    if (!(allowedCommands as readonly string[]).includes(command) || !from.includes(notice.life)) return false;
    if (act === 'withdraw' && notice.cancels) return false;
    return side === 'office' || notice.unitId === me.unitId;
  };
  return (
    <PaperView
      paper={paper}
      colour={notice.colour}
      about={<a href={`/findings/${id}`}>{number}</a>}
      address={`/api/v1/findings/${id}/papers/${ref}`}
      filesAddress={`/api/v1/findings/${id}/papers/${ref}/files`}
      acting={{
        acts: (Object.keys(STEPS) as Act[]).filter(mayTake),
        act: (act, words) => commands.give(act, id, ref, words ?? ''),
        pending: commands.pending,
        error: commands.error,
      }}
    />
  );
}

function useNoticeCommands() {
  const plain = {
    check: useCommand('check-notice'),
    issue: useCommand('issue-notice'),
    send: useCommand('send-notice'),
    sign: useCommand('sign-notice'),
    close: useCommand('close-notice'),
  };
  const reply = useCommand('reply-notice');
  const withdraw = useCommand('withdraw-notice');
  const all = [...Object.values(plain), reply, withdraw];
  return {
    pending: all.some(({ isPending }) => isPending),
    error: all.find(({ error }) => error)?.error ?? null,
    give: (act: Act, id: string, noticeId: string, words: string) => {
      for (const one of all) one.reset();
      if (act === 'reply') reply.mutate({ id, body: { noticeId, text: words } });
      else if (act === 'withdraw') withdraw.mutate({ id, body: { noticeId, reason: words } });
      else plain[act].mutate({ id, body: { noticeId } });
    },
  };
}
