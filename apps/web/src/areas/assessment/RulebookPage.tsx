import './assessment.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Drawer, Input, Skeleton, Table, Tabs } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { bears, useMe } from '../../app/session';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { spoken } from '../../design/dates';
import type { Difference } from '../rules/difference';
import { AssessmentPart } from './AssessmentPart';
import { score } from './figures';
import { List } from './figures-shown';
import { periodName } from './period';
import { PropertyPart } from './PropertyPart';
import { CHANGED, rulebookQuery, rulebooksQuery, saveRulebook } from './queries';
import { type Editing, RuleTable } from './RuleFields';
import { type Rules, ruleDifferences } from './rules';
import { type Known, useKnown } from './useKnown';
import { ScoringPart } from './ScoringPart';
import { type RulebookSearch, RULE_PARTS } from './search';

const route = getRouteApi('/desk/rulebook');
type Rulebook = Schemas['Rulebook'];
type Effect = Schemas['RulebookEffect'];

/** 计分规则: data by version; a further version is prepared, compared and tried on what was published before it is saved. */
export function RulebookPage() {
  const { t } = useTranslation('assessment');
  const me = useMe();
  const { part = 'scoring', version }: RulebookSearch = route.useSearch();
  const navigate = route.useNavigate();
  const versions = useQuery(rulebooksQuery);
  const current = versions.data?.items[0]?.version;
  const { data: book, error } = useQuery(rulebookQuery(version ?? 'current'));
  const [draft, setDraft] = useState<{ version: number; rules: Rules } | null>(null);
  const [saving, setSaving] = useState(false);
  const readOnly = !bears(me, ['admin']) || (version !== undefined && version !== current);
  const edited = draft && book && !readOnly && draft.version === book.version ? draft.rules : book?.rules;
  const changed = useMemo(
    () => (book && edited ? ruleDifferences(book.rules, edited, book.indicators) : []),
    [book, edited],
  );
  if (error) return <ProblemNote problem={problemOf(error)} />;
  if (!book || !edited || !versions.data) return <Skeleton active />;
  const editing: Editing = {
    rules: edited,
    indicators: book.indicators,
    monthlySchemes: book.monthlySchemes,
    readOnly,
    change: (rules) => setDraft({ version: book.version, rules }),
  };
  const shown = versions.data.items.find((one) => one.version === book.version);
  return (
    <>
      <header className="page-head">
        <h1>{t('rule.title', { version: book.version })}</h1>
        <p>{t(readOnly ? 'rule.reading' : 'rule.hint')}</p>
      </header>
      <section className="sheet">
        {shown?.note && <p className="assess-note">{t('rule.why', { note: shown.note })}</p>}
        {version !== undefined && version !== current && (
          <p className="assess-note assess-warn">
            {t('rule.notCurrent')} <Link to="/rulebook">{t('rule.toCurrent')}</Link>
          </p>
        )}
        <Tabs
          activeKey={part}
          onChange={(key) =>
            void navigate({ to: '.', search: (was: RulebookSearch) => ({ ...was, part: key as typeof part }) })
          }
          items={RULE_PARTS.map((key) => ({
            key,
            label: t(`rule.part.${key}`),
            children: <Part part={key} editing={editing} versions={versions.data.items} />,
          }))}
        />
        {changed.length > 0 && (
          <div className="rule-bar" role="status">
            <b>{t('rule.changed', { count: changed.length })}</b>
            <Button onClick={() => setDraft(null)}>{t('rule.forget')}</Button>
            <Button type="primary" onClick={() => setSaving(true)}>
              {t('rule.preview')}
            </Button>
          </div>
        )}
      </section>
      {saving && (
        <Saving
          book={book}
          rules={edited}
          changed={changed}
          onClose={() => setSaving(false)}
          onSaved={() => {
            setSaving(false);
            setDraft(null);
            void navigate({ to: '.', search: { part: 'versions' } });
          }}
        />
      )}
    </>
  );
}

interface PartProps {
  part: (typeof RULE_PARTS)[number];
  editing: Editing;
  versions: readonly Schemas['RulebookVersion'][];
}

function Part({ part, editing, versions }: PartProps) {
  switch (part) {
    case 'scoring':
      return (
        <div className="rule-part">
          <ScoringPart editing={editing} />
        </div>
      );
    case 'assessment':
      return (
        <div className="rule-part">
          <AssessmentPart editing={editing} />
        </div>
      );
    case 'property':
      return (
        <div className="rule-part">
          <PropertyPart editing={editing} />
        </div>
      );
    case 'indicators':
      return <Indicators indicators={editing.indicators} />;
    case 'versions':
      return <Versions versions={versions} />;
  }
}

/** 口径 of every figure; what is counted is no matter of policy. */
function Indicators({ indicators }: { indicators: Rulebook['indicators'] }) {
  const { t, i18n } = useTranslation('assessment');
  const en = i18n.language === 'en';
  return (
    <>
      <p className="assess-note">{t('rule.indicatorsHint')}</p>
      <RuleTable columns={[t('rule.indicator'), t('formulaName')]}>
        {indicators.map((one) => (
          <tr key={one.code}>
            <th scope="row">{one.zh}</th>
            <td>{en ? one.en : one.formulaZh}</td>
          </tr>
        ))}
      </RuleTable>
    </>
  );
}

function Versions({ versions }: { versions: readonly Schemas['RulebookVersion'][] }) {
  const { t, i18n } = useTranslation('assessment');
  return (
    <Table
      rowKey="version"
      size="middle"
      pagination={false}
      dataSource={[...versions]}
      columns={[
        {
          title: t('entry.version'),
          key: 'version',
          width: 140,
          render: (_, { version }: Schemas['RulebookVersion']) => (
            <Link to="/rulebook" search={{ version }}>
              {t('entry.nthVersion', { version })}
            </Link>
          ),
        },
        {
          title: t('rule.savedAt'),
          dataIndex: 'savedAt',
          width: 220,
          render: (at: string) => spoken(at, i18n.language),
        },
        {
          title: t('rule.savedBy'),
          dataIndex: 'savedBy',
          width: 160,
          render: (by: string | null) => by ?? t('rule.shipped'),
        },
        { title: t('rule.note'), dataIndex: 'note', render: (note: string | null) => note ?? '—' },
      ]}
    />
  );
}

interface SavingProps {
  book: Rulebook;
  rules: Rules;
  changed: readonly Difference[];
  onClose: () => void;
  onSaved: () => void;
}

/** The difference in words, what it would have changed, and why it is made. */
function Saving({ book, rules, changed, onClose, onSaved }: SavingProps) {
  const { t } = useTranslation('assessment');
  const known = useKnown();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const preview = useQuery({
    queryKey: ['assessment', 'rulebook-preview', book.version, rules],
    queryFn: () => saveRulebook({ version: book.version, rules, note: t('rule.trial') }, true),
    retry: false,
    gcTime: 0,
  });
  const save = useMutation({
    mutationFn: () => saveRulebook({ version: book.version, rules, note }, false),
    onSuccess: async () => {
      await queries.invalidateQueries(CHANGED.assessment);
      onSaved();
    },
  });
  return (
    <Drawer open size={860} title={t('rule.previewTitle', { version: book.version + 1 })} onClose={onClose}>
      <h3>{t('rule.difference')}</h3>
      <ul className="rule-differences">
        {changed.map((one) => (
          <li key={one.path.join('/')}>
            <b>{one.path.map((key) => known('rule.field', key)).join(' · ')}</b>
            <del>{valueSaid(t, known, one.before)}</del>
            <span aria-hidden="true">→</span>
            <ins>{valueSaid(t, known, one.after)}</ins>
          </li>
        ))}
      </ul>
      <h3>{t('rule.effects')}</h3>
      <p className="assess-note">{t('rule.effectsHint')}</p>
      {preview.isPending && <Skeleton active paragraph={{ rows: 4 }} />}
      {preview.error && <ProblemNote problem={problemOf(preview.error)} />}
      {preview.data?.effects.length === 0 && <EmptyState title={t('rule.noEdition')} />}
      {preview.data?.effects.map((effect) => (
        <EffectShown key={effect.edition.id} effect={effect} />
      ))}
      <label className="field">
        {t('rule.note')}
        <Input.TextArea rows={2} maxLength={500} value={note} onChange={({ target }) => setNote(target.value)} />
      </label>
      {save.error && <ProblemNote problem={problemOf(save.error)} />}
      <p className="rule-foot">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button
          type="primary"
          disabled={!preview.data || !note.trim()}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('rule.save', { version: book.version + 1 })}
        </Button>
      </p>
    </Drawer>
  );
}

type T = ReturnType<typeof useTranslation<'assessment'>>['t'];

function valueSaid(t: T, known: Known, value: unknown): string {
  if (value === null || value === undefined) return '—';
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (Array.isArray(value)) return value.map((one) => known('housing', String(one))).join(t('comma')) || '—';
  return typeof value === 'string' ? known('rule.scheme', value) : JSON.stringify(value);
}

function EffectShown({ effect: { edition, compared, changes } }: { effect: Effect }) {
  const { t } = useTranslation('assessment');
  const known = useKnown();
  const name = `${t(`subject.${edition.subject}`)} · ${periodName(t, edition.kind, edition.start)}`;
  return (
    <section aria-label={name}>
      <h4>
        {name} <small>{t('rule.effect', { count: changes.length, of: compared })}</small>
      </h4>
      {changes.length > 0 && (
        <Table
          rowKey="subjectId"
          size="small"
          pagination={{ pageSize: 8, hideOnSinglePage: true, showSizeChanger: false }}
          dataSource={changes}
          columns={[
            {
              title: t('column.unit'),
              key: 'name',
              render: (_, one: Effect['changes'][number]) => (
                <>
                  {one.name} <small>{known('housing', one.group)}</small>
                </>
              ),
            },
            { title: t('column.score'), key: 'score', width: 170, render: (_, one) => <Turned {...one} of="score" /> },
            { title: t('column.rank'), key: 'rank', width: 110, render: (_, one) => <Turned {...one} of="rank" /> },
            {
              title: t('column.list'),
              key: 'list',
              width: 190,
              render: (_, { before, after }) =>
                before.list === after.list ? (
                  <List list={after.list} />
                ) : (
                  <>
                    <List list={before.list} /> → <List list={after.list} />
                  </>
                ),
            },
          ]}
        />
      )}
    </section>
  );
}

function Turned({ before, after, of }: Effect['changes'][number] & { of: 'score' | 'rank' }) {
  const said = (value: number | null) => (of === 'score' ? score(value) : (value ?? '—'));
  if (before[of] === after[of]) return <>{said(after[of])}</>;
  return (
    <>
      <span className="was">{said(before[of])}</span> → <span className="is">{said(after[of])}</span>
    </>
  );
}
