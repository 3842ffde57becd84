import './dispatch.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../../api/client';
import { freshKey } from '../../../api/fresh-key';
import { problemOf } from '../../../api/problem';
import { FINDINGS, type Schemas } from '../../../api/queries';
import { useKeys } from '../../../app/useKeys';
import { EmptyState } from '../../../design/EmptyState';
import { ProblemNote } from '../../../design/ProblemNote';
import { offerUndo } from '../../../design/undo';
import { Waiting } from '../../../design/Waiting';
import { countedOf } from '../findings/search';
import { useNames } from '../names';
import { proposalQuery, useBulk } from '../queries';
import { Results } from '../Results';
import { UnitField } from '../UnitField';
import { type Edit, type Group, groupsOf, orderOf, plan, type Planned } from './groups';

const route = getRouteApi('/desk/dispatch');
const KEYS = [...'123456789'];

/** 批量交办: a round as one 交办单 a unit, 五定 proposed by rule, looked over, sent at one press. */
export function DispatchPage() {
  const { t } = useTranslation('desk');
  const search = route.useSearch();
  const query = proposalQuery(countedOf(search));
  const { data, error } = useQuery(query);
  const [edits, setEdits] = useState<ReadonlyMap<string, Edit>>(new Map());
  const sending = useSending(data?.items ?? []);
  const names = useNames();
  const edit = (ids: readonly string[], changed: Edit) =>
    setEdits(
      (before) => new Map([...before, ...ids.map((id): [string, Edit] => [id, { ...before.get(id), ...changed }])]),
    );
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Waiting />;
  const groups = groupsOf(plan(data.items, edits));
  const ready = groups.filter((group) => group.unitId !== null && orderOf(group).items.length > 0);
  const count = ready.reduce((sum, group) => sum + orderOf(group).items.length, 0);
  const away = (search.ids?.split(',').length ?? 0) - data.items.length;
  const numbers = new Map(data.items.map(({ finding }) => [finding.id, finding.number]));
  return (
    <>
      <header className="page-head dispatch-head">
        <h1>{t('dispatch.title')}</h1>
        <p>{t('dispatch.hint')}</p>
        {search.ids && (
          <Link to="/findings" className="act">
            {t('dispatch.toList')}
          </Link>
        )}
      </header>
      {away > 0 && sending.results.length === 0 && (
        <p className="dispatch-away" role="note">
          {t('dispatch.away', { count: away })}
        </p>
      )}
      {sending.results.length > 0 && (
        <Results
          said={t('dispatch.sent', { count: sending.papers })}
          items={sending.results}
          nameOf={(id) => sending.numbers.get(id) ?? numbers.get(id) ?? ''}
          onClose={sending.clear}
        />
      )}
      {sending.error && <ProblemNote problem={problemOf(sending.error)} />}
      {data.items.length === 0 ? (
        <section className="sheet">
          <EmptyState title={t('dispatch.none.title')} hint={t('dispatch.none.hint')} />
        </section>
      ) : (
        <>
          <div className="dispatch-bar">
            <b>{t('dispatch.ready', { count, units: ready.length })}</b>
            {data.more && <span>{t('dispatch.more')}</span>}
            <span>
              {sending.pending ? t('dispatch.progress', { done: sending.done, of: sending.of }) : t('dispatch.keys')}
            </span>
            <SendAll count={count} ready={ready} sending={sending} numbers={numbers} />
          </div>
          <div className="dispatch-groups">
            {groups.map((group, index) => (
              <GroupSheet
                key={group.unitId ?? 'none'}
                group={group}
                press={group.unitId ? KEYS[index] : undefined}
                name={names.unit(group.unitId)}
                onEdit={edit}
                onSend={() => void sending.send([group], numbers)}
                pending={sending.pending}
              />
            ))}
          </div>
        </>
      )}
    </>
  );
}

interface SendAllProps {
  count: number;
  ready: readonly Group[];
  sending: ReturnType<typeof useSending>;
  numbers: ReadonlyMap<string, string>;
}

function SendAll({ count, ready, sending, numbers }: SendAllProps) {
  const { t } = useTranslation('desk');
  const send = () => void sending.send(ready, numbers);
  useKeys({ '$mod+Enter': send }, count > 0 && !sending.pending);
  return (
    <button type="button" className="act act-main" disabled={count === 0 || sending.pending} onClick={send}>
      {t('dispatch.sendAll', { count })}
    </button>
  );
}

interface Sent {
  numbers: ReadonlyMap<string, string>;
  results: readonly Schemas['ItemResult'][];
  papers: number;
}
const NOTHING: Sent = { numbers: new Map(), results: [], papers: 0 };

/** One 交办单 a unit, one after the other; what was said of each item is kept until it is closed. */
function useSending(proposed: Schemas['DispatchProposal']['items']) {
  const { t } = useTranslation('desk');
  const queries = useQueryClient();
  const bulk = useBulk();
  const filed = new Set(proposed.flatMap(({ finding: { id, status } }) => (status === 'filed' ? [id] : [])));
  const [sent, setSent] = useState<Sent>(NOTHING);
  const [progress, setProgress] = useState({ done: 0, of: 0 });
  const [keys] = useState(() => new Map<string, string>());
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: (body: Schemas['SendDispatch']) => {
      // As long as nobody knows what became of it, the same 交办单 is the same request.
      const said = JSON.stringify(body);
      const key = keys.get(said) ?? freshKey();
      keys.set(said, key);
      return answered(api.POST('/api/v1/dispatches', { body, headers: { 'Idempotency-Key': key } }));
    },
  });
  /** 立项 comes first for what was only filed; a refusal shows again when it is handed over. */
  const registered = async (order: Schemas['SendDispatch']): Promise<Schemas['SendDispatch']> => {
    const items = order.items.filter(({ findingId }) => filed.has(findingId)).map(({ findingId }) => ({ findingId }));
    if (items.length === 0) return order;
    const answer = await bulk.mutateAsync({ command: 'register', items }).catch(() => null);
    const revisions = new Map(
      answer?.items.flatMap(({ findingId, done }) => (done ? [[findingId, done.revision]] : [])),
    );
    return {
      ...order,
      items: order.items.map((item) => ({ ...item, revision: revisions.get(item.findingId) ?? item.revision })),
    };
  };
  const send = async (groups: readonly Group[], numbers: ReadonlyMap<string, string>) => {
    const orders = groups.map(orderOf).filter(({ items, unitId }) => unitId && items.length > 0);
    setProgress({ done: 0, of: orders.length });
    const results: Schemas['ItemResult'][] = [];
    for (const [index, order] of orders.entries()) {
      const answer = await mutateAsync(await registered(order)).catch(() => null);
      if (!answer) break;
      results.push(...answer.items);
      setProgress({ done: index + 1, of: orders.length });
    }
    setSent({ numbers, results, papers: orders.length });
    const done = results.flatMap((item) => item.done ?? []);
    if (done.length > 0) offerUndo(t('dispatch.undo', { count: done.length }), done);
    await queries.invalidateQueries({ queryKey: FINDINGS });
  };
  return { ...sent, ...progress, send, error, pending: isPending, clear: () => setSent(NOTHING) };
}

interface GroupSheetProps {
  group: Group;
  press: string | undefined;
  name: string;
  onEdit: (ids: readonly string[], changed: Edit) => void;
  onSend: () => void;
  pending: boolean;
}

function GroupSheet({ group, press, name, onEdit, onSend, pending }: GroupSheetProps) {
  const { t } = useTranslation('desk');
  const ids = group.items.map(({ finding }) => finding.id);
  const count = orderOf(group).items.length;
  const [first] = group.items;
  useKeys(press && count > 0 && !pending ? { [press]: onSend } : {});
  return (
    <section className="sheet dispatch-group" aria-label={group.unitId ? name : t('dispatch.noUnit')}>
      <header>
        <h2>{group.unitId ? name : t('dispatch.noUnit')}</h2>
        <span>{t('dispatch.items', { count: group.items.length })}</span>
        {group.unitId ? (
          <>
            <label className="field">
              {t('dispatch.leader')}
              <input
                value={first?.leader ?? ''}
                maxLength={100}
                onChange={({ target }) => onEdit(ids, { leader: target.value })}
              />
            </label>
            <label className="field">
              {t('dispatch.officer')}
              <input
                value={first?.officer ?? ''}
                maxLength={100}
                onChange={({ target }) => onEdit(ids, { officer: target.value })}
              />
            </label>
            <button type="button" className="act" disabled={pending || count === 0} onClick={onSend}>
              {t('dispatch.send', { count })}
              {press && <kbd>{press}</kbd>}
            </button>
          </>
        ) : (
          <UnitField
            name="unit"
            label={t('dispatch.allTo')}
            value={null}
            onChange={(unitId) => onEdit(ids, { unitId })}
          />
        )}
      </header>
      <table>
        <thead>
          <tr>
            {(['take', 'number', 'task', 'unit', 'co', 'limit', 'fixed'] as const).map((column) => (
              <th key={column} scope="col" className={`col-${column}`}>
                {t(`dispatch.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {group.items.map((item) => (
            <ItemRow key={item.finding.id} item={item} onEdit={(changed) => onEdit([item.finding.id], changed)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ItemRow({ item, onEdit }: { item: Planned; onEdit: (changed: Edit) => void }) {
  const { t } = useTranslation('desk');
  const names = useNames();
  const [fixing, setFixing] = useState(false);
  const { finding, unitId, coUnitIds, task, fixedDate, held } = item;
  const of = (what: string) => t('dispatch.of', { what, number: finding.number });
  return (
    <tr data-held={held || undefined}>
      <td>
        <input
          type="checkbox"
          aria-label={of(t('dispatch.column.take'))}
          checked={!held}
          onChange={() => onEdit({ held: !held })}
        />
      </td>
      <td className="col-number">
        <a href={`/findings/${finding.id}`}>{finding.number}</a>
        <small>{names.category(finding.categoryCode)}</small>
      </td>
      <td>
        <input
          className="cell"
          aria-label={of(t('dispatch.column.task'))}
          value={task}
          maxLength={2_000}
          onChange={({ target }) => onEdit({ task: target.value })}
        />
        <small>{names.place(finding.place)}</small>
      </td>
      <td>
        <UnitField
          name="unit"
          hideLabel
          label={of(t('dispatch.column.unit'))}
          value={unitId}
          onChange={(chosen) => onEdit({ unitId: chosen })}
        />
      </td>
      <td>
        {coUnitIds.map((id) => (
          <span key={id} className="dispatch-co">
            {names.unit(id)}
            <button
              type="button"
              aria-label={t('dispatch.noCo', { unit: names.unit(id), number: finding.number })}
              onClick={() => onEdit({ coUnitIds: coUnitIds.filter((one) => one !== id) })}
            >
              ×
            </button>
          </span>
        ))}
        {coUnitIds.length === 0 && '—'}
      </td>
      <td>{fixedDate ? t('dispatch.fixed') : names.limit(finding.categoryCode)}</td>
      <td>
        {fixing || fixedDate ? (
          <input
            className="cell"
            type="date"
            autoFocus={fixing}
            aria-label={of(t('dispatch.column.fixed'))}
            value={fixedDate ?? ''}
            onChange={({ target }) => onEdit({ fixedDate: target.value || null })}
          />
        ) : (
          <button type="button" className="switch" onClick={() => setFixing(true)}>
            {t('dispatch.fix')}
            <span className="unseen">{of(t('dispatch.column.fixed'))}</span>
          </button>
        )}
      </td>
    </tr>
  );
}
