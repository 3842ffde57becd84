import { InputNumber, Radio, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';

import type { Schemas } from '../../api/queries';
import { replaced } from '../rules/difference';
import { BY_WEIGHTS, type Rules } from './rules';
import { useKnown } from './useKnown';

/** Bonuses whose facts nobody records: rounds are the district's own, and what is spread from a unit is told nowhere. */
const UNRECORDED: ReadonlySet<string> = new Set(['clean_point_city', 'practice_adopted']);

type Path = readonly (string | number)[];

export interface Editing {
  rules: Rules;
  indicators: Schemas['Rulebook']['indicators'];
  /** Published schemes that may reckon the month. */
  monthlySchemes: Schemas['Rulebook']['monthlySchemes'];
  readOnly: boolean;
  change: (rules: Rules) => void;
}

interface NumberProps {
  editing: Editing;
  path: Path;
  value: number | null;
  label: string;
  step?: number;
  most?: number;
  least?: number;
  /** May be left open. */
  orNone?: boolean;
}

function NumberAt({
  editing: { rules, readOnly, change },
  path,
  value,
  label,
  step = 1,
  most = 1000,
  least = 0,
  orNone,
}: NumberProps) {
  if (readOnly) return <b>{value ?? '—'}</b>;
  return (
    <InputNumber
      aria-label={label}
      value={value}
      min={least}
      max={most}
      step={step}
      placeholder="—"
      onChange={(given) => {
        if (given !== null || orNone) change(replaced(rules, path, given));
      }}
    />
  );
}

function Named(props: NumberProps) {
  return (
    <label>
      {props.label}
      <NumberAt {...props} />
    </label>
  );
}

const ROLES = ['lead', 'territory', 'baobao', 'co'] as const;
const SEVERITIES = ['minor', 'serious', 'major'] as const;
const SOURCES = ['self', 'street', 'district', 'hotline', 'city', 'media', 'leader', 'province', 'central'] as const;

/** 计分: what each fact costs or earns, and by how much it is weighed. */
export function ScoringPart({ editing }: { editing: Editing }) {
  const { t } = useTranslation(['assessment', 'words']);
  const { rules, readOnly, change } = editing;
  const { scoring } = rules;
  const at = (...path: Path): Path => ['scoring', ...path];
  return (
    <>
      <section aria-label={t('rule.base')}>
        <h2>{t('rule.base')}</h2>
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
      </section>
      <section aria-label={t('rule.field.deductions')}>
        <h2>{t('rule.field.deductions')}</h2>
        <table className="rule-table">
          <thead>
            <tr>
              <th scope="col">{t('entry.rule')}</th>
              <th scope="col">{t('rule.pointsOff')}</th>
              <th scope="col">{t('rule.charged')}</th>
              <th scope="col">{t('rule.field.joint')}</th>
            </tr>
          </thead>
          <tbody>
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
          </tbody>
        </table>
      </section>
      <section aria-label={t('rule.field.bonuses')}>
        <h2>{t('rule.field.bonuses')}</h2>
        <table className="rule-table">
          <thead>
            <tr>
              <th scope="col">{t('entry.rule')}</th>
              <th scope="col">{t('rule.pointsOn')}</th>
              <th scope="col">{t('rule.field.cap')}</th>
            </tr>
          </thead>
          <tbody>
            {scoring.bonuses.map((one, index) => (
              <tr key={one.code}>
                <th scope="row">
                  {one.zh}
                  {UNRECORDED.has(one.code) && <small className="assess-soft">{t('rule.unrecorded')}</small>}
                </th>
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
          </tbody>
        </table>
      </section>
      <section aria-label={t('rule.weights')}>
        <h2>{t('rule.weights')}</h2>
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
      </section>
    </>
  );
}

/** 考核与奖惩: weights of the month and of the year, lists, rewards. */
export function AssessmentPart({ editing }: { editing: Editing }) {
  const { t } = useTranslation('assessment');
  const known = useKnown();
  const { rules, indicators, monthlySchemes, readOnly, change } = editing;
  const { year, units, rewards, gridWorker } = rules.assessments;
  const at = (...path: Path): Path => ['assessments', ...path];
  return (
    <>
      <section aria-label={t('rule.monthly')}>
        <h2>{t('rule.monthly')}</h2>
        <p className="assess-note">{t('rule.monthlyHint')}</p>
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
      </section>
      <section aria-label={t('rule.year')}>
        <h2>{t('rule.year')}</h2>
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
      </section>
      <section aria-label={t('rule.unitLists')}>
        <h2>{t('rule.unitLists')}</h2>
        <div className="rule-grid">
          <Named editing={editing} path={at('units', 'red', 'top')} value={units.red.top} label={t('rule.redTop')} />
          <Named editing={editing} path={at('units', 'red', 'min')} value={units.red.min} label={t('rule.redMin')} />
          <label>
            {t('rule.noMajor')}
            <span>
              <Switch
                aria-label={t('rule.noMajor')}
                disabled={readOnly}
                checked={units.red.noMajor}
                onChange={(value) => change(replaced(rules, at('units', 'red', 'noMajor'), value))}
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
      </section>
      <section aria-label={t('rule.field.rewards')}>
        <h2>{t('rule.field.rewards')}</h2>
        <p className="assess-note">{t('rule.rewardsHint')}</p>
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
      </section>
      <section aria-label={t('rule.field.gridWorker')}>
        <h2>{t('rule.field.gridWorker')}</h2>
        <p className="assess-note">{t('rule.gridHint')}</p>
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
      </section>
    </>
  );
}

/** 物业: the scheme in force, its lines, the sheet, the credit file. */
export function PropertyPart({ editing }: { editing: Editing }) {
  const { t } = useTranslation('assessment');
  const known = useKnown();
  const { rules, readOnly, change } = editing;
  const { schemes, guards, quarter, year, credit, sheet, deciders } = rules.property;
  const at = (...path: Path): Path => ['property', ...path];
  return (
    <>
      <section aria-label={t('rule.field.propertyScheme')}>
        <h2>{t('rule.field.propertyScheme')}</h2>
        <Radio.Group
          aria-label={t('rule.field.propertyScheme')}
          disabled={readOnly}
          value={rules.propertyScheme}
          onChange={({ target }) => change({ ...rules, propertyScheme: target.value as string })}
          options={Object.keys(schemes).map((value) => ({ value, label: known('rule.scheme', value) }))}
        />
        <table className="rule-table">
          <thead>
            <tr>
              <th scope="col">{t('rule.schemeName')}</th>
              <th scope="col">{t('rule.field.redFrom')}</th>
              <th scope="col">{t('rule.field.blackBelow')}</th>
              <th scope="col">{t('rule.field.blackLast')}</th>
              <th scope="col">{t('rule.creditRed')}</th>
              <th scope="col">{t('rule.creditBlack')}</th>
              <th scope="col">{t('rule.field.waivedIfRectified')}</th>
              <th scope="col">{t('rule.field.sampled')}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(schemes).map(([key, one]) => {
              const name = known('rule.scheme', key);
              const of = (what: string) => t('rule.ofScheme', { what, name });
              return (
                <tr key={key}>
                  <th scope="row">{name}</th>
                  <td>
                    <NumberAt
                      editing={editing}
                      path={at('schemes', key, 'redFrom')}
                      value={one.redFrom}
                      label={of(t('rule.field.redFrom'))}
                      most={100}
                    />
                  </td>
                  <td>
                    <NumberAt
                      editing={editing}
                      path={at('schemes', key, 'blackBelow')}
                      value={one.blackBelow}
                      label={of(t('rule.field.blackBelow'))}
                      most={100}
                      orNone
                    />
                  </td>
                  <td>
                    <NumberAt
                      editing={editing}
                      path={at('schemes', key, 'blackLast')}
                      value={one.blackLast}
                      label={of(t('rule.field.blackLast'))}
                      most={100}
                      orNone
                    />
                  </td>
                  <td>
                    <NumberAt
                      editing={editing}
                      path={at('schemes', key, 'credit', 'red')}
                      value={one.credit.red}
                      label={of(t('rule.creditRed'))}
                    />
                  </td>
                  <td>
                    <NumberAt
                      editing={editing}
                      path={at('schemes', key, 'credit', 'black')}
                      value={one.credit.black}
                      label={of(t('rule.creditBlack'))}
                      least={-100}
                      most={0}
                    />
                  </td>
                  {(['waivedIfRectified', 'sampled'] as const).map((field) => (
                    <td key={field}>
                      <Switch
                        size="small"
                        disabled={readOnly}
                        aria-label={of(t(`rule.field.${field}`))}
                        checked={one[field]}
                        onChange={(value) => change(replaced(rules, at('schemes', key, field), value))}
                      />
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <section aria-label={t('rule.guards')}>
        <h2>{t('rule.guards')}</h2>
        <p className="assess-note">{t('redBlack.redWins')}</p>
        <div className="rule-grid">
          <Named
            editing={editing}
            path={at('guards', 'lastNeeds', 'classOf')}
            value={guards.lastNeeds.classOf}
            label={t('rule.field.classOf')}
          />
          <Named
            editing={editing}
            path={at('guards', 'lastNeeds', 'orBelow')}
            value={guards.lastNeeds.orBelow}
            label={t('rule.field.orBelow')}
          />
          <Named
            editing={editing}
            path={at('guards', 'minInspections')}
            value={guards.minInspections}
            label={t('rule.field.minInspections')}
          />
        </div>
      </section>
      <section aria-label={t('rule.levels')}>
        <h2>{t('rule.levels')}</h2>
        <div className="rule-grid">
          <Named
            editing={editing}
            path={at('quarter', 'street')}
            value={quarter.street}
            label={t('rule.quarterStreet')}
            step={0.1}
            most={1}
          />
          <Named
            editing={editing}
            path={at('quarter', 'district')}
            value={quarter.district}
            label={t('rule.quarterDistrict')}
            step={0.1}
            most={1}
          />
          <Named
            editing={editing}
            path={at('year', 'quarters')}
            value={year.quarters}
            label={t('rule.yearQuarters')}
            step={0.1}
            most={1}
          />
          <Named
            editing={editing}
            path={at('year', 'satisfaction')}
            value={year.satisfaction}
            label={t('rule.yearSatisfaction')}
            step={0.1}
            most={1}
          />
        </div>
      </section>
      <section aria-label={t('rule.credit')}>
        <h2>{t('rule.credit')}</h2>
        <div className="rule-grid">
          <Named
            editing={editing}
            path={at('credit', 'validMonths')}
            value={credit.validMonths}
            label={t('rule.field.validMonths')}
          />
          <Named
            editing={editing}
            path={at('credit', 'statementDays')}
            value={credit.statementDays}
            label={t('rule.field.statementDays')}
          />
          {credit.levels.map((one, index) => (
            <Named
              key={one.level}
              editing={editing}
              path={at('credit', 'levels', index, 'from')}
              value={one.from}
              label={t('rule.levelFrom', { level: one.level })}
              most={100}
            />
          ))}
        </div>
        <p className="assess-note">
          {(['commercial', 'old', 'resettlement'] as const)
            .map((housing) => t('rule.decider', { name: t(`housing.${housing}`), who: deciders[housing] ?? '—' }))
            .join(t('semicolon'))}
        </p>
      </section>
      <section aria-label={t('rule.field.sheet')}>
        <h2>{t('rule.sheetOf', { count: sheet.length, points: sheet.reduce((sum, one) => sum + one.points, 0) })}</h2>
        <table className="rule-table">
          <thead>
            <tr>
              <th scope="col">{t('rule.item')}</th>
              <th scope="col">{t('rule.group')}</th>
              <th scope="col">{t('rule.content')}</th>
              <th scope="col">{t('rule.field.points')}</th>
              <th scope="col">{t('rule.field.perTime')}</th>
              <th scope="col">{t('rule.field.severe')}</th>
              <th scope="col">{t('rule.notFor')}</th>
            </tr>
          </thead>
          <tbody>
            {sheet.map((one, index) => (
              <tr key={one.item}>
                <td>{one.item}</td>
                <td>{one.group}</td>
                <th scope="row">{one.zh}</th>
                <td>
                  <NumberAt
                    editing={editing}
                    path={at('sheet', index, 'points')}
                    value={one.points}
                    label={t('rule.itemPoints', { item: one.item })}
                    step={0.5}
                    most={100}
                  />
                </td>
                <td>
                  <NumberAt
                    editing={editing}
                    path={at('sheet', index, 'perTime')}
                    value={one.perTime}
                    label={t('rule.itemPerTime', { item: one.item })}
                    step={0.1}
                    most={100}
                  />
                </td>
                <td>
                  <Switch
                    size="small"
                    disabled={readOnly}
                    aria-label={t('rule.itemSevere', { item: one.item })}
                    checked={one.severe}
                    onChange={(value) => change(replaced(rules, at('sheet', index, 'severe'), value))}
                  />
                </td>
                <td>
                  {readOnly ? (
                    one.notFor.map((housing) => t(`housing.${housing}`)).join(t('comma')) || '—'
                  ) : (
                    <Select
                      mode="multiple"
                      size="small"
                      className="rule-not-for"
                      aria-label={t('rule.itemNotFor', { item: one.item })}
                      value={one.notFor}
                      onChange={(value) => change(replaced(rules, at('sheet', index, 'notFor'), value))}
                      options={(['commercial', 'old', 'resettlement'] as const).map((value) => ({
                        value,
                        label: t(`housing.${value}`),
                      }))}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
