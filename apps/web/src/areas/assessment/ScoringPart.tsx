import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';

import { replaced } from '../rules/difference';
import { type EditingProps, Named, NumberAt, RuleSection, RuleTable, type Path } from './RuleFields';

const ROLES = ['lead', 'territory', 'baobao', 'co'] as const;
const SEVERITIES = ['minor', 'serious', 'major'] as const;
const SOURCES = ['self', 'street', 'district', 'hotline', 'city', 'media', 'leader', 'province', 'central'] as const;

const at = (...path: Path): Path => ['scoring', ...path];

/** 计分: what each fact costs or earns, and by how much it is weighed. */
export function ScoringPart({ editing }: EditingProps) {
  return (
    <>
      <Base editing={editing} />
      <Deductions editing={editing} />
      <Bonuses editing={editing} />
      <Weights editing={editing} />
    </>
  );
}

/** 基准分: where a unit starts, and between what it may move. */
function Base({ editing }: EditingProps) {
  const { t } = useTranslation('assessment');
  const { scoring } = editing.rules;
  return (
    <RuleSection title={t('rule.base')}>
      <div className="rule-grid">
        <Named editing={editing} path={at('base')} value={scoring.base} label={t('rule.field.base')} />
        <Named editing={editing} path={at('floor')} value={scoring.floor} label={t('rule.field.floor')} />
        <Named editing={editing} path={at('bonusCap')} value={scoring.bonusCap} label={t('rule.field.bonusCap')} />
        <Named
          editing={editing}
          path={at('onTheSpotFactor')}
          value={scoring.onTheSpotFactor}
          label={t('rule.field.onTheSpotFactor')}
          step={0.1}
          most={1}
        />
        <Named
          editing={editing}
          path={at('minSample', 'points')}
          value={scoring.minSample.points}
          label={t('rule.samplePoints')}
        />
        <Named
          editing={editing}
          path={at('minSample', 'findings')}
          value={scoring.minSample.findings}
          label={t('rule.sampleFindings')}
        />
        <Named
          editing={editing}
          path={at('normalise', 'least')}
          value={scoring.normalise.least}
          label={t('rule.normaliseLeast')}
          step={0.1}
        />
        <Named
          editing={editing}
          path={at('normalise', 'most')}
          value={scoring.normalise.most}
          label={t('rule.normaliseMost')}
          step={0.1}
        />
      </div>
    </RuleSection>
  );
}

/** 扣分: what each fact costs, whom, and whether helpers share it. */
function Deductions({ editing }: EditingProps) {
  const { t } = useTranslation('assessment');
  const { rules, readOnly, change } = editing;
  const { scoring } = rules;
  return (
    <RuleSection title={t('rule.field.deductions')}>
      <RuleTable columns={[t('entry.rule'), t('rule.pointsOff'), t('rule.charged'), t('rule.field.joint')]}>
        {scoring.deductions.map((one, index) => (
          <tr key={one.code}>
            <th scope="row">{one.zh}</th>
            <td>
              <NumberAt
                editing={editing}
                path={at('deductions', index, 'points')}
                value={one.points}
                label={t('rule.pointsOf', { name: one.zh })}
                step={0.1}
              />
            </td>
            <td>{t(one.toSupervisor ? 'rule.bySupervisor' : 'rule.byUnit')}</td>
            <td>
              <Switch
                size="small"
                disabled={readOnly}
                aria-label={t('rule.jointOf', { name: one.zh })}
                checked={scoring.joint.includes(one.code)}
                onChange={(joint) =>
                  change(
                    replaced(
                      rules,
                      at('joint'),
                      joint ? [...scoring.joint, one.code] : scoring.joint.filter((code) => code !== one.code),
                    ),
                  )
                }
              />
            </td>
          </tr>
        ))}
      </RuleTable>
    </RuleSection>
  );
}

/** 加分. */
function Bonuses({ editing }: EditingProps) {
  const { t } = useTranslation('assessment');
  const { scoring } = editing.rules;
  return (
    <RuleSection title={t('rule.field.bonuses')}>
      <RuleTable columns={[t('entry.rule'), t('rule.pointsOn'), t('rule.field.cap')]}>
        {scoring.bonuses.map((one, index) => (
          <tr key={one.code}>
            <th scope="row">{one.zh}</th>
            <td>
              <NumberAt
                editing={editing}
                path={at('bonuses', index, 'points')}
                value={one.points}
                label={t('rule.pointsOf', { name: one.zh })}
                step={0.05}
              />
            </td>
            <td>
              <NumberAt
                editing={editing}
                path={at('bonuses', index, 'cap')}
                value={one.cap}
                label={t('rule.capOf', { name: one.zh })}
                step={0.5}
              />
            </td>
          </tr>
        ))}
      </RuleTable>
    </RuleSection>
  );
}

/** 权重: by whose part it was, how grave it is, who found it, and whether it came back. */
function Weights({ editing }: EditingProps) {
  const { t } = useTranslation(['assessment', 'words']);
  const { scoring } = editing.rules;
  return (
    <RuleSection title={t('rule.weights')}>
      <div className="rule-grid">
        {ROLES.map((role) => (
          <Named
            key={role}
            editing={editing}
            path={at('roleShare', role)}
            value={scoring.roleShare[role]}
            label={t('rule.roleShare', { name: t(`role.${role}`) })}
            step={0.1}
            most={1}
          />
        ))}
        {SEVERITIES.map((one) => (
          <Named
            key={one}
            editing={editing}
            path={at('severityFactor', one)}
            value={scoring.severityFactor[one] ?? 1}
            label={t('rule.severityFactor', { name: t(`words:severity.${one}`) })}
            step={0.1}
          />
        ))}
        {SOURCES.map((one) => (
          <Named
            key={one}
            editing={editing}
            path={at('sourceMultiplier', one)}
            value={scoring.sourceMultiplier[one] ?? 1}
            label={t('rule.sourceMultiplier', { name: t(`source.${one}`) })}
            step={0.5}
          />
        ))}
        <Named
          editing={editing}
          path={at('repeat', 'factor')}
          value={scoring.repeat.factor}
          label={t('rule.repeatFactor')}
          step={0.5}
        />
        <Named
          editing={editing}
          path={at('repeat', 'withinDays')}
          value={scoring.repeat.withinDays}
          label={t('rule.repeatDays')}
        />
      </div>
    </RuleSection>
  );
}
