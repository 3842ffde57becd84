import { useTranslation } from 'react-i18next';

import { useMe } from '../../app/session';
import { Countdown } from '../../design/Countdown';
import { spoken } from '../../design/dates';
import { useActing } from './acting';
import { isHandedDownBy, isUnsigned } from './forms';
import { Part } from './Part';
import type { Finding } from './queries';
import { useNames, type Words } from './useNames';

type Line = Finding['lines'][number];

/** 承办: the five fixings, and each unit's line with its own clock and the time booked for it. */
export function Lines({ finding }: { finding: Finding }) {
  const { t } = useTranslation('finding');
  const names = useNames(finding);
  const { fixings, lines } = finding;
  if (!fixings && lines.length === 0) return null;
  const roots = lines.filter(({ parentId }) => parentId === null);
  return (
    <Part title={t('lines.title')}>
      {fixings && (
        <dl className="finding-facts">
          <Fact term={t('label.leader')}>{fixings.leader ?? '—'}</Fact>
          <Fact term={t('label.officer')}>{fixings.officer ?? '—'}</Fact>
          <Fact term={t('label.task')}>{fixings.task}</Fact>
          {fixings.milestones.length > 0 && (
            <Fact term={t('label.milestones')}>
              {names.list(fixings.milestones.map(({ name, date }) => t('lines.milestone', { name, date })))}
            </Fact>
          )}
        </dl>
      )}
      <ul className="lines">
        {roots.map((line) => (
          <LineOf key={line.id} line={line} finding={finding} names={names} />
        ))}
      </ul>
    </Part>
  );
}

const Fact = ({ term, children }: { term: string; children: string }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);

function LineOf({ line, finding, names }: { line: Line; finding: Finding; names: Words }) {
  const { t, i18n } = useTranslation('finding');
  const me = useMe();
  const { may, act } = useActing();
  const { id, unitId, role, parentId, status, signedAt, signedHow, booked } = line;
  const ours = isHandedDownBy(me.unitId, line, finding);
  const handedDown = finding.lines.filter((one) => one.parentId === id);
  const clock = finding.clocks.find(({ kind, of, stopped }) => kind === 'rectify' && of === id && !stopped);
  return (
    <li data-status={status}>
      <p>
        <b>{names.unit(unitId)}</b>
        <span className="tag tone-still">{t(`lines.role.${parentId ? 'down' : role}`)}</span>
        <span className={`tag tone-${status === 'open' ? 'blue' : 'still'}`}>{t(`lines.status.${status}`)}</span>
      </p>
      <p className="lines-facts">
        <span>
          {signedAt && signedHow
            ? t(`lines.${signedHow}`, { at: spoken(signedAt, i18n.language) })
            : status === 'open' && t('lines.unsigned')}
        </span>
        {booked !== null && <span>{t('lines.booked', { used: names.amount(booked, `${id}.`) })}</span>}
        {clock && <Countdown dueAt={clock.dueAt} provisional={clock.provisional} />}
        {isUnsigned(line) && may('recall') && (ours || (parentId === null && role === 'lead')) && (
          <button type="button" className="act" onClick={() => act('recall', ours ? { lineId: id } : {})}>
            {t('lines.recall')}
          </button>
        )}
      </p>
      {handedDown.length > 0 && (
        <ul className="lines">
          {handedDown.map((one) => (
            <LineOf key={one.id} line={one} finding={finding} names={names} />
          ))}
        </ul>
      )}
    </li>
  );
}
