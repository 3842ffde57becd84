import { Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';

import { replaced } from '../rules/difference';
import { type EditingProps, Named, NumberAt, RuleSection, RuleTable, SwitchAt, type Path } from './RuleFields';
import { useKnown } from './useKnown';

const HOUSINGS = ['commercial', 'old', 'resettlement'] as const;
const at = (...path: Path): Path => ['property', ...path];

/** 物业: the scheme in force, its lines, the sheet, the credit file. */
export function PropertyPart({ editing }: EditingProps) {
  return (
    <>
      <Schemes editing={editing} />
      <Guards editing={editing} />
      <Levels editing={editing} />
      <Credit editing={editing} />
      <Sheet editing={editing} />
    </>
  );
}

/** 红黑榜方案: which is in force, and the lines of each. */
function Schemes({ editing }: EditingProps) {
  const { t } = useTranslation('assessment');
  const known = useKnown();
  const { rules, readOnly, change } = editing;
  const { schemes } = rules.property;
  return (
    <RuleSection title={t('rule.field.propertyScheme')}>
      <Radio.Group
        aria-label={t('rule.field.propertyScheme')}
        disabled={readOnly}
        value={rules.propertyScheme}
        onChange={({ target }) => change({ ...rules, propertyScheme: target.value as string })}
        options={Object.keys(schemes).map((value) => ({ value, label: known('rule.scheme', value) }))}
      />
      <RuleTable
        columns={[
          t('rule.schemeName'),
          t('rule.field.redFrom'),
          t('rule.field.blackBelow'),
          t('rule.field.blackLast'),
          t('rule.creditRed'),
          t('rule.creditBlack'),
          t('rule.field.waivedIfRectified'),
          t('rule.field.sampled'),
        ]}
      >
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
                  <SwitchAt
                    editing={editing}
                    path={at('schemes', key, field)}
                    value={one[field]}
                    label={of(t(`rule.field.${field}`))}
                    small
                  />
                </td>
              ))}
            </tr>
          );
        })}
      </RuleTable>
    </RuleSection>
  );
}

/** What a place on the black list needs besides. */
function Guards({ editing }: EditingProps) {
  const { t } = useTranslation('assessment');
  const { guards } = editing.rules.property;
  return (
    <RuleSection title={t('rule.guards')} hint={t('redBlack.redWins')}>
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
    </RuleSection>
  );
}

/** How quarter and year are made of what street, district and owners say. */
function Levels({ editing }: EditingProps) {
  const { t } = useTranslation('assessment');
  const { quarter, year } = editing.rules.property;
  return (
    <RuleSection title={t('rule.levels')}>
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
    </RuleSection>
  );
}

/** 信用档案. */
function Credit({ editing }: EditingProps) {
  const { t } = useTranslation('assessment');
  const { credit, deciders } = editing.rules.property;
  return (
    <RuleSection title={t('rule.credit')}>
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
        {HOUSINGS.map((housing) =>
          t('rule.decider', { name: t(`housing.${housing}`), who: deciders[housing] ?? '—' }),
        ).join(t('semicolon'))}
      </p>
    </RuleSection>
  );
}

/** 评分表: its items with their points. */
function Sheet({ editing }: EditingProps) {
  const { t } = useTranslation('assessment');
  const { rules, readOnly, change } = editing;
  const { sheet } = rules.property;
  return (
    <section aria-label={t('rule.field.sheet')}>
      <h2>{t('rule.sheetOf', { count: sheet.length, points: sheet.reduce((sum, one) => sum + one.points, 0) })}</h2>
      <RuleTable
        columns={[
          t('rule.item'),
          t('rule.group'),
          t('rule.content'),
          t('rule.field.points'),
          t('rule.field.perTime'),
          t('rule.field.severe'),
          t('rule.notFor'),
        ]}
      >
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
              <SwitchAt
                editing={editing}
                path={at('sheet', index, 'severe')}
                value={one.severe}
                label={t('rule.itemSevere', { item: one.item })}
                small
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
                  options={HOUSINGS.map((value) => ({
                    value,
                    label: t(`housing.${value}`),
                  }))}
                />
              )}
            </td>
          </tr>
        ))}
      </RuleTable>
    </section>
  );
}
