import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IntakeContext, IntakeUnit, UnitKind } from '#intake';
import { loadDefaults } from '#policy';

const STREETS: Record<string, string[]> = {
  东市街道: ['云路社区', '东城社区', '皋陶社区'],
  中市街道: ['人民路社区', '紫竹林社区'],
  三里桥街道: ['三里桥社区', '梅山社区'],
  清水河街道: ['河滨社区', '清水河社区'],
  望城街道: ['望城社区', '城北社区'],
  三十铺镇人民政府: ['三十铺社区', '刁岗村'],
};
const DEPARTMENTS =
  '区城管局 区住建局 区市场监管局 区消防救援大队 公安交警大队 区文明办 区农业农村局 区水利局 区委组织部 区教育局 区卫健委 区医保局 区民政局 区人社局 区财政局 区生态环境分局 区委宣传部';
const ROLE_UNITS: Record<string, string> = {
  CG: '区城管局',
  ZJ: '区住建局',
  SC: '区市场监管局',
  XF: '区消防救援大队',
  JJ: '公安交警大队',
  WM: '区文明办',
  NY: '区农业农村局',
  SL: '区水利局',
  WY: '区城管局',
};

/** A unit's id in this context is its name behind a mark, so that specs read. */
export const unitId = (name: string): string => `unit:${name}`;

function unit(name: string, kind: UnitKind, parent: string | null): IntakeUnit {
  return { id: unitId(name), name, aliases: [], kind, parentId: parent && unitId(parent), relation: 'commanded' };
}

function units(): IntakeUnit[] {
  const places = Object.entries(STREETS).flatMap(([street, communities]) => [
    unit(street, street.endsWith('人民政府') ? 'township' : 'street', '金安区'),
    ...communities.map((name) => unit(name, name.endsWith('村') ? 'village' : 'community', street)),
  ]);
  const departments = DEPARTMENTS.split(' ').map((name) => unit(name, 'department', '金安区'));
  return [unit('金安区', 'district', null), ...places, ...departments];
}

/** 金安区 with the default policy, as an import of 25 September 2026 finds it. */
export function jinanContext(changes: Partial<IntakeContext> = {}): IntakeContext {
  const { policy, importRules, gradeMap, calendar } = loadDefaults();
  return {
    units: units(),
    categories: Object.values(policy.categories),
    roleUnits: Object.fromEntries(Object.entries(ROLE_UNITS).map(([role, name]) => [role, unitId(name)])),
    headerAlias: importRules.headerAlias,
    unitAlias: importRules.unitAlias,
    unitClass: importRules.unitClass,
    legacyStatus: importRules.statusWords,
    gradeMap,
    known: {},
    today: '2026-09-25',
    publishedUntil: calendar.publishedUntil,
    ...changes,
  };
}

/** A workbook or list of the project's own copies. */
export const sampleFile = (name: string): Buffer => readFileSync(join(__dirname, '../data', name));
