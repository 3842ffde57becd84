import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';

import { type EditingProps, Named, RuleSection, SwitchAt, type Path } from './RuleFields';
import { BY_WEIGHTS } from './rules';
import { useKnown } from './useKnown';

const at = (...path: Path): Path => ['assessments', ...path];

/** 考核与奖惩: weights of the month and of the year, lists, rewards. */
export function AssessmentPart({ editing }: EditingProps) {
  return (
    <>
      <Monthly editing={editing} />
      <Year editing={editing} />
      <UnitLists editing={editing} />
      <Rewards editing={editing} />
      <GridWorkers editing={editing} />
    </>
  );
}

/** 月度: by the weights of its indicators, or by a published scheme. */
function Monthly({ editing }: EditingProps) {
  const { t } = useTranslation('assessment');
  const known = useKnown();
  const { rules, indicators, monthlySchemes, readOnly, change } = editing;
  return (
    <RuleSection title={t('rule.monthly')} hint={t('rule.monthlyHint')}>
      <Radio.Group
        className="rule-choice"
        aria-label={t('rule.field.monthlyScheme')}
        disabled={readOnly}
        value={rules.monthlyScheme ?? BY_WEIGHTS}
        onChange={({ target }) =>
          change({ ...rules, monthlyScheme: target.value === BY_WEIGHTS ? null : (target.value as string) })
        }
        options={[BY_WEIGHTS, ...Object.keys(monthlySchemes)].map((value) => ({
          value,
          label: known('rule.scheme', value),
        }))}
      />
      <div className="rule-grid">
        {rules.monthly.map((one, index) => (
          <Named
            key={one.of}
            editing={editing}
            path={['monthly', index, 'weight']}
            value={one.weight}
            label={`${one.inverse ? '1 − ' : ''}${indicators.find(({ code }) => code === one.of)?.zh ?? ''}`}
          />
        ))}
      </div>
    </RuleSection>
  );
}

/** 年度. */
function Year({ editing }: EditingProps) {
  const { t } = useTranslation('assessment');
  const { year } = editing.rules.assessments;
  return (
    <RuleSection title={t('rule.year')}>
      <div className="rule-grid">
        {(['quarters', 'onSite', 'satisfaction'] as const).map((one) => (
          <Named
            key={one}
            editing={editing}
            path={at('year', one)}
            value={year[one]}
            label={t(`rule.field.${one}`)}
            step={0.05}
            most={1}
          />
        ))}
      </div>
    </RuleSection>
  );
}

/** 单位红黑榜. */
function UnitLists({ editing }: EditingProps) {
  const { t } = useTranslation('assessment');
  const { units } = editing.rules.assessments;
  return (
    <RuleSection title={t('rule.unitLists')}>
      <div className="rule-grid">
        <Named editing={editing} path={at('units', 'red', 'top')} value={units.red.top} label={t('rule.redTop')} />
        <Named editing={editing} path={at('units', 'red', 'min')} value={units.red.min} label={t('rule.redMin')} />
        <label>
          {t('rule.noMajor')}
          <span>
            <SwitchAt
              editing={editing}
              path={at('units', 'red', 'noMajor')}
              value={units.red.noMajor}
              label={t('rule.noMajor')}
            />
          </span>
        </label>
        <Named
          editing={editing}
          path={at('units', 'black', 'last')}
          value={units.black.last}
          label={t('rule.blackLast')}
        />
        <Named
          editing={editing}
          path={at('units', 'black', 'below')}
          value={units.black.below}
          label={t('rule.blackBelow')}
        />
      </div>
    </RuleSection>
  );
}

/** 奖励: how the pool is divided. */
function Rewards({ editing }: EditingProps) {
  const { t } = useTranslation('assessment');
  const { rewards } = editing.rules.assessments;
  return (
    <RuleSection title={t('rule.field.rewards')} hint={t('rule.rewardsHint')}>
      <div className="rule-grid">
        {rewards.bands.map((band, index) => (
          <Named
            key={index}
            editing={editing}
            path={at('rewards', 'bands', index, 'ofPool')}
            value={band.ofPool}
            label={t('rule.band', { n: index + 1, share: Math.round(band.ofUnits * 100) })}
            step={0.05}
            most={1}
          />
        ))}
        <Named
          editing={editing}
          path={at('rewards', 'spread')}
          value={rewards.spread}
          label={t('rule.field.spread')}
          step={0.5}
        />
        <Named
          editing={editing}
          path={at('rewards', 'least')}
          value={rewards.least}
          label={t('rule.rewardsLeast')}
          most={100}
        />
      </div>
    </RuleSection>
  );
}

/** 网格员. */
function GridWorkers({ editing }: EditingProps) {
  const { t } = useTranslation('assessment');
  const { gridWorker } = editing.rules.assessments;
  return (
    <RuleSection title={t('rule.field.gridWorker')} hint={t('rule.gridHint')}>
      <div className="rule-grid">
        {gridWorker.map((one, index) => (
          <Named
            key={one.code}
            editing={editing}
            path={at('gridWorker', index, 'weight')}
            value={one.weight}
            label={one.zh}
          />
        ))}
      </div>
    </RuleSection>
  );
}
