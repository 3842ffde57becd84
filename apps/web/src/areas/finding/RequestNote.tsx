import { useTranslation } from 'react-i18next';

import type { CommandName } from '../../api/command';
import { Countdown } from '../../design/Countdown';
import type { Finding } from './queries';
import { useNames } from './useNames';

const KIND: Partial<Record<CommandName, Finding['requests'][number]['kind']>> = {
  'rule-return': 'return',
  'decide-extension': 'extension',
  'decide-suspension': 'suspension',
};

interface RequestNoteProps {
  finding: Finding;
  command: CommandName;
}

/** What is to be decided, in the words of who asked. */
export function RequestNote({ finding, command }: RequestNoteProps) {
  return command === 'rule-reason' ? <Stated finding={finding} /> : <Asked finding={finding} command={command} />;
}

function Stated({ finding }: Pick<RequestNoteProps, 'finding'>) {
  const { t } = useTranslation('finding');
  const names = useNames(finding);
  const open = finding.pleas.find(({ slipAt }) => slipAt !== null);
  if (!open) return null;
  return (
    <div className="drawer-lead">
      <p>
        <b>{names.unit(finding.lines.find((line) => line.id === open.lineId)?.unitId)}</b> {open.reason}
      </p>
      <p>
        {t('requests.slipAt')} <Countdown dueAt={open.slipAt} />
      </p>
    </div>
  );
}

function Asked({ finding, command }: RequestNoteProps) {
  const { t } = useTranslation('finding');
  const names = useNames(finding);
  const open = finding.requests.filter(({ kind, status }) => kind === KIND[command] && status === 'open');
  return open.map((request) => {
    const { id, kind, lineId, reason, basis, proposedUnitId, amount, until, replyDueAt, granting } = request;
    return (
      <div key={id} className="drawer-lead">
        <p>
          <b>{names.unit(finding.lines.find((line) => line.id === lineId)?.unitId)}</b>{' '}
          {kind === 'extension' ? reason : names.word('reason', reason)}
        </p>
        {basis && <p>{basis}</p>}
        {proposedUnitId && <p>{t('requests.proposed', { unit: names.unit(proposedUnitId) })}</p>}
        {amount !== null && <p>{t('requests.amount', { amount: names.amount(amount, `${lineId}.`) })}</p>}
        {granting && (
          <p>
            {t(granting.provisional ? 'requests.wouldBeProvisionally' : 'requests.wouldBe', {
              due: names.moment(granting.newDueAt),
            })}
          </p>
        )}
        {until && <p>{t('requests.until', { until: names.moment(until) })}</p>}
        <p>
          {t('requests.replyBy')} <Countdown dueAt={replyDueAt} />
        </p>
      </div>
    );
  });
}
