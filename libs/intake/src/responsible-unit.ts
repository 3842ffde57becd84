import type { IntakeCategory, IntakeContext, IntakeUnit } from './context';
import type { Directory, Resolution } from './directory';
import { type Suggestion, type Warning, quoted, warning } from './notes';

/** Role that stands for the street (township) of the place. */
const STREET_ROLE = 'SD';
const SUBJECT_CLASSES: Record<string, string> = { 物业服务企业: 'property_company' };

export interface ReadUnit {
  unitId: string | null;
  coUnitIds: string[];
  subjectClass: string | null;
  suggestions: Suggestion[];
  warnings: Warning[];
}

/**
 * Who answers for a finding by the words of the list. Several names are one lead and its co-units; a class such as
 * 物业服务企业 is no unit and goes to the street of the place.
 */
export function readUnit(
  written: string,
  category: IntakeCategory | null,
  streetId: string | null,
  context: IntakeContext,
  directory: Directory,
): ReadUnit {
  const byCategory = leadOf(category, streetId, context, directory);
  const unitClass = context.unitClass[written];
  if (unitClass) return classUnit(written, unitClass.co, streetId, byCategory, context, directory);
  if (written === '') return { ...nobody, suggestions: byCategory };
  const whole = directory.resolve(written);
  const names = whole.kind === 'unknown' ? written.split(/[、,;/]/).filter(Boolean) : [written];
  const resolved = names.map((name) => ({ name, resolution: names.length > 1 ? directory.resolve(name) : whole }));
  const units = resolved.map(({ resolution }) => (resolution.kind === 'found' ? resolution.unit.id : null));
  const [lead = null, ...others] = units;
  return {
    unitId: lead,
    coUnitIds: others.filter((id): id is string => id !== null),
    subjectClass: null,
    suggestions: lead
      ? []
      : [...resolved.slice(0, 1).flatMap(({ resolution }) => alternatives(resolution)), ...byCategory],
    warnings: [
      ...(names.length > 1 ? [severalUnits(names)] : []),
      ...resolved.flatMap(({ name, resolution }) => doubt(name, resolution)),
    ],
  };
}

const nobody: ReadUnit = { unitId: null, coUnitIds: [], subjectClass: null, suggestions: [], warnings: [] };

function classUnit(
  written: string,
  coRole: string,
  streetId: string | null,
  byCategory: Suggestion[],
  context: IntakeContext,
  directory: Directory,
): ReadUnit {
  const co = directory.unit(context.roleUnits[coRole]);
  const street = directory.unit(streetId)?.name ?? '(街道待补)';
  return {
    unitId: streetId,
    coUnitIds: co ? [co.id] : [],
    subjectClass: SUBJECT_CLASSES[written] ?? written,
    suggestions: byCategory.filter(({ value }) => value !== streetId),
    warnings: [
      warning(
        'class_resolved',
        `“${written}”不是单位，已交属地${street}${co ? `，${co.name}协办` : ''}`,
        `"${written}" is a class, not a unit: given to ${street}${co ? ` with ${co.name} as co-unit` : ''}`,
      ),
    ],
  };
}

function leadOf(
  category: IntakeCategory | null,
  streetId: string | null,
  context: IntakeContext,
  directory: Directory,
): Suggestion[] {
  if (!category) return [];
  const unit = directory.unit(category.lead === STREET_ROLE ? streetId : context.roleUnits[category.lead]);
  if (!unit) return [];
  return [suggestion(unit, `按类别“${category.name}”和属地确定`, `By the category "${category.name}" and the place`)];
}

function alternatives(resolution: Resolution): Suggestion[] {
  switch (resolution.kind) {
    case 'found':
      return [suggestion(resolution.unit, '按别名或路径识别', 'Read as an alias or a path')];
    case 'ambiguous':
      return resolution.units.map((unit) => suggestion(unit, '同名单位', 'Has the same name'));
    case 'unknown':
      return resolution.nearest ? [suggestion(resolution.nearest, '名称相近', 'Has a similar name')] : [];
  }
}

/** The units that `name`, which is not a unit's own name, may mean. */
export const alternativesTo = (name: string, directory: Directory): Suggestion[] =>
  alternatives(directory.resolve(name));

const suggestion = (unit: IntakeUnit, zh: string, en: string): Suggestion => ({
  field: 'unit',
  value: unit.id,
  name: unit.name,
  reason: { zh, en },
});

/** What a person should look at in how `name` was resolved. */
export function doubt(name: string, resolution: Resolution): Warning[] {
  if (resolution.kind === 'found') {
    return resolution.by === 'name' ? [] : [resolvedAs(name, resolution.unit, resolution.by)];
  }
  if (resolution.kind === 'ambiguous') {
    return [
      warning(
        'unit_ambiguous',
        `有几个单位叫“${quoted(name)}”，请选定一个`,
        `Several units are called "${quoted(name)}": choose one`,
      ),
    ];
  }
  return [
    warning(
      'unit_unknown',
      `单位目录里没有“${quoted(name)}”，待派遣`,
      `No unit is called "${quoted(name)}": it waits for dispatch`,
    ),
  ];
}

function resolvedAs(name: string, unit: IntakeUnit, by: 'alias' | 'path'): Warning {
  return by === 'path'
    ? warning('path_split', `“${quoted(name)}”已识别为${unit.name}`, `"${quoted(name)}" was read as ${unit.name}`)
    : warning(
        'alias_resolved',
        `“${quoted(name)}”按别名识别为${unit.name}`,
        `"${quoted(name)}" is an alias of ${unit.name}`,
      );
}

const severalUnits = (names: string[]): Warning =>
  warning(
    'several_units',
    `写了 ${names.length} 个单位，“${quoted(names[0] ?? '')}”牵头，其余协办`,
    `${names.length} units are named: "${quoted(names[0] ?? '')}" leads, the others assist`,
  );
