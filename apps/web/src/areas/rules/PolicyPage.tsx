import './rules.css';

import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Alert, Button, Drawer, Input, Radio, Skeleton, Table, Tabs } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { calendarQuery, type Schemas } from '../../api/queries';
import { bears, useMe } from '../../app/session';
import { ProblemNote } from '../../design/ProblemNote';
import { Changes } from './Changes';
import { differences, replaced } from './difference';
import { dropDraft, dropOvertaken, keepDraft, useDraft, useOvertaken } from './draft';
import { type Limit, limitSaid } from './limits';
import { NewCategory } from './NewCategory';
import { policyQuery, sourcesQuery, useReadAgain } from './queries';
import { pathSaid, valueSaid } from './said';
import { type PolicySearch, type Section, SECTIONS } from './search';
import { Sources } from './Sources';
import { type Editing, Fields, ValueField } from './ValueField';

const route = getRouteApi('/desk/rules/policy');
type Policy = Schemas['Policy'];
type Category = Policy['categories'][number];
type Mode = NonNullable<Schemas['SavePolicy']['mode']>;
const MODES: readonly Mode[] = ['keep', 'from_now', 'from_start'];

/** Which parts of the policy stand under which heading. */
const PARTS: Record<Exclude<Section, 'categories'>, readonly (keyof Policy)[]> = {
  ladders: ['ladders', 'standingReminder', 'slipReply', 'higherStart'],
  limits: ['limits', 'verify', 'approve', 'publicity', 'conclusionReview', 'fallback', 'progress'],
  approvals: ['writeOff', 'endorsement', 'screens'],
  requests: ['extensions', 'suspensions', 'returnReasons', 'returnMax'],
  closing: ['lookBack', 'camera'],
  triggers: ['unitTriggers', 'caseTriggers'],
};

/** 政策: read by everybody, edited by administrators, with what would move shown before it does. */
export function PolicyPage() {
  const { t } = useTranslation('rules');
  const me = useMe();
  const readOnly = !bears(me, ['admin']);
  const { section = 'categories' }: PolicySearch = route.useSearch();
  const navigate = route.useNavigate();
  const { data: policy, error } = useQuery(policyQuery);
  const draft = useDraft();
  const [saving, setSaving] = useState(false);
  const edited = draft && policy && draft.version === policy.version ? draft : policy;
  const changed = useMemo(() => (policy && edited ? differences(policy, edited) : []), [policy, edited]);
  const editing = useEditing(policy, edited, readOnly);
  if (error) return <ProblemNote problem={problemOf(error)} />;
  if (!policy || !edited || !editing) return <Skeleton active />;
  return (
    <>
      <header className="page-head">
        <h1>{t('policy.title')}</h1>
        <p>
          {readOnly ? t('policy.reading', { version: policy.version }) : t('policy.hint', { version: policy.version })}
        </p>
      </header>
      <Overtaken inForce={policy.version} />
      <Tabs
        activeKey={section}
        onChange={(key) => void navigate({ to: '.', search: { section: key as Section } })}
        items={SECTIONS.map((key) => ({ key, label: t(`section.${key}`) }))}
      />
      {section === 'categories' ? (
        <Categories policy={edited} before={policy} editing={editing} />
      ) : (
        <fieldset className="sheet policy-part" disabled={readOnly}>
          {PARTS[section].map((part) =>
            edited[part] === undefined ? null : (
              <ValueField key={part} path={[part]} value={edited[part]} editing={editing} />
            ),
          )}
        </fieldset>
      )}
      {changed.length > 0 && (
        <div className="policy-bar" role="status">
          <b>{t('policy.changed', { count: changed.length })}</b>
          <Link to="/simulator" search={{ rules: 'draft' }}>
            {t('policy.try')}
          </Link>
          <Button onClick={() => dropDraft()}>{t('policy.forget')}</Button>
          <Button type="primary" onClick={() => setSaving(true)}>
            {t('policy.preview')}
          </Button>
        </div>
      )}
      {saving && <Saving before={policy} edited={edited} onClose={() => setSaving(false)} />}
    </>
  );
}

/** Another saved meanwhile: what one had changed is shown, to be entered again on the newer version. */
function Overtaken({ inForce }: { inForce: number }) {
  const { t } = useTranslation('rules');
  const overtaken = useOvertaken(inForce);
  if (!overtaken) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('policy.overtaken', { version: inForce })}
      description={<Differences before={overtaken.base} after={overtaken.edited} />}
      action={<Button onClick={() => dropOvertaken(inForce)}>{t('policy.forget')}</Button>}
    />
  );
}

function Differences({ before, after }: { before: Policy; after: Policy }) {
  const { t } = useTranslation('rules');
  return (
    <ul className="differences">
      {differences(before, after).map((one) => (
        <li key={one.path.join('/')}>
          <b>{pathSaid(t, one)}</b>
          <del>{valueSaid(t, one, one.before, before)}</del>
          <span aria-hidden="true">→</span>
          <ins>{valueSaid(t, one, one.after, after)}</ins>
        </li>
      ))}
    </ul>
  );
}

function useEditing(saved: Policy | undefined, policy: Policy | undefined, readOnly: boolean): Editing | null {
  const { data: calendar } = useQuery(calendarQuery);
  const { data: sources } = useQuery(sourcesQuery);
  if (!saved || !policy || !calendar) return null;
  return {
    policy,
    saved,
    services: Object.keys(calendar.services),
    readOnly,
    change: (path, value) => keepDraft(saved, replaced(policy, path, value)),
    sourceOf: ([part, ...rest]) => {
      if (part !== 'ladders' || rest.length !== 2) return null;
      const [name, index] = rest;
      const rung = policy.ladders[name as keyof Policy['ladders']]?.[Number(index)];
      return rung ? <Sources known={sources} path={`ladders.${name}.${rung.code}`} /> : null;
    },
  };
}

function Categories({ policy, before, editing }: { policy: Policy; before: Policy; editing: Editing }) {
  const { t } = useTranslation('rules');
  const { item }: PolicySearch = route.useSearch();
  const navigate = route.useNavigate();
  const { data: sources } = useQuery(sourcesQuery);
  const [words, setWords] = useState('');
  const [adding, setAdding] = useState(false);
  const choose = (code?: string) =>
    void navigate({ to: '.', search: (was: PolicySearch) => ({ ...was, item: code }), replace: true });
  const index = policy.categories.findIndex(({ code }) => code === item);
  const chosen = policy.categories[index];
  const isChanged = (one: Category) =>
    JSON.stringify(one) !== JSON.stringify(before.categories.find(({ code }) => code === one.code));
  return (
    <>
      <div className="policy-find">
        <Input.Search
          className="policy-search"
          aria-label={t('policy.search')}
          placeholder={t('policy.search')}
          allowClear
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
        {!editing.readOnly && <Button onClick={() => setAdding(true)}>{t('newCategory.add')}</Button>}
      </div>
      <Table
        size="small"
        rowKey="code"
        pagination={false}
        dataSource={policy.categories.filter(({ name, parent, aliases }) =>
          [name, parent, ...aliases].some((one) => one.includes(words.trim())),
        )}
        columns={[
          { title: t('field.parent'), dataIndex: 'parent', width: 120 },
          {
            title: t('field.name'),
            render: (_, one: Category) => (
              <>
                <button type="button" className="as-link" onClick={() => choose(one.code)}>
                  {one.name}
                </button>
                {one.retired && <span className="tag tone-still">{t('retire.tag')}</span>}
                {isChanged(one) && <span className="tag tone-soon">{t('policy.edited')}</span>}
              </>
            ),
          },
          {
            title: t('field.limit'),
            render: (_, one: Category) =>
              one.steps.map(({ code, zh, limit }) => (
                <div key={code}>
                  {one.steps.length > 1 && `${zh} `}
                  {limitSaid(t, limit as Limit)}
                </div>
              )),
          },
          { title: t('field.lead'), render: (_, one: Category) => t(`code.role.${one.lead}`, t('code.other')) },
          { title: t('field.ladder'), render: (_, one: Category) => t(`code.ladder.${one.ladder}`) },
          {
            title: t('policy.basis'),
            render: (_, { code }: Category) => <Sources known={sources} path={`categories.${code}`} />,
          },
        ]}
      />
      <Drawer open={chosen !== undefined} size={620} title={chosen?.name} onClose={() => choose()}>
        {chosen && !before.categories.some(({ code }) => code === chosen.code) && (
          <p>
            <Button
              onClick={() => {
                choose();
                editing.change(
                  ['categories'],
                  policy.categories.filter(({ code }) => code !== chosen.code),
                );
              }}
            >
              {t('newCategory.forget')}
            </Button>
          </p>
        )}
        {chosen && before.categories.some(({ code }) => code === chosen.code) && !editing.readOnly && (
          <p className="retiring">
            <Button onClick={() => editing.change(['categories', index], retired(chosen))}>
              {chosen.retired ? t('retire.undo') : t('retire.do')}
            </Button>
            {chosen.retired ? t('retire.is') : t('retire.hint')}
          </p>
        )}
        {chosen && (
          <fieldset className="policy-part" disabled={editing.readOnly}>
            <Sources known={sources} path={`categories.${chosen.code}`} whole />
            <Fields path={['categories', index]} value={chosen as Record<string, unknown>} editing={editing} />
          </fieldset>
        )}
      </Drawer>
      {adding && (
        <NewCategory
          categories={policy.categories}
          onClose={() => setAdding(false)}
          onAdded={(categories, code) => {
            setAdding(false);
            editing.change(['categories'], categories);
            choose(code);
          }}
        />
      )}
    </>
  );
}

/** 停用 or 恢复: nothing else of it changes. */
const retired = ({ retired: was, ...category }: Category): Category =>
  was ? category : { ...category, retired: true };

/** The difference in words, what becomes of running clocks, and which deadlines would move. */
function Saving({ before, edited, onClose }: { before: Policy; edited: Policy; onClose: () => void }) {
  const { t } = useTranslation('rules');
  const [mode, setMode] = useState<Mode>('keep');
  const readAgain = useReadAgain();
  const send = (dryRun: boolean) =>
    answered(
      api.POST('/api/v1/policies', {
        params: { query: { dryRun: dryRun ? 'true' : 'false' } },
        body: { policy: edited as never, mode },
      }),
    ).catch(async (error: unknown) => {
      if (problemOf(error).code === 'stale_version') {
        await readAgain();
        onClose();
      }
      throw error;
    });
  const preview = useQuery({
    queryKey: ['policy', 'preview', mode, edited],
    queryFn: () => send(true),
    retry: false,
    gcTime: 0,
  });
  const save = useMutation({
    mutationFn: () => send(false),
    onSuccess: async () => {
      await readAgain();
      dropDraft();
    },
  });
  return (
    <Drawer open size={820} title={t('policy.previewTitle')} onClose={onClose}>
      {save.data ? (
        <>
          <Alert type="success" showIcon title={t('policy.saved', { version: save.data.version })} />
          <Changes changes={save.data.changes} done />
        </>
      ) : (
        <>
          <h3>{t('policy.difference')}</h3>
          <Differences before={before} after={edited} />
          <h3>{t('policy.running')}</h3>
          <Radio.Group
            aria-label={t('policy.running')}
            value={mode}
            onChange={({ target }) => setMode(target.value as Mode)}
            options={MODES.map((one) => ({ value: one, label: t(`mode.${one}`) }))}
          />
          <h3>{t('policy.wouldMove')}</h3>
          {preview.isPending && <Skeleton active paragraph={{ rows: 3 }} />}
          {preview.error && <ProblemNote problem={problemOf(preview.error)} />}
          {preview.data && <Changes changes={preview.data.changes} done={false} />}
          {save.error && <ProblemNote problem={problemOf(save.error)} />}
          <div className="drawer-foot">
            <Button onClick={onClose}>{t('policy.back')}</Button>
            <Button type="primary" loading={save.isPending} disabled={!preview.data} onClick={() => save.mutate()}>
              {t('policy.save')}
            </Button>
          </div>
        </>
      )}
    </Drawer>
  );
}
