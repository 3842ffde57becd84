import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type CalendarData, CalendarDataError, checkYearLists, compileCalendar } from '#calendar';
import type { AssessmentPolicy, Policy, Screen } from '#domain';
import { YAMLParseError, parse } from 'yaml';
import { contradictions } from './contradictions';
import { DefaultsError, type DefaultsFault } from './defaults-error';
import { faultsOf } from './faults';
import { calendarData } from './schema/calendars';
import { CHANNELS } from './schema/codes';
import { type Document, document } from './schema/document';
import { scoringRules } from './schema/scoring';
import { sourceOf } from './sources';

/** The default policy: what the engine runs by, what other parts read, and where each value comes from. */
export interface Defaults {
  policy: Policy;
  calendar: CalendarData;
  /** Role code → what the role is (CG: 区城管局); which unit plays it where is a dated rule of the district. */
  roles: Document['roles'];
  sourceLevels: Document['source_levels'];
  gradeMap: Document['grades']['import_map'];
  importRules: Document['import'];
  scoreAppeal: Document['clocks']['scoreAppeal'];
  documentNumbers: Document['documents']['numbers'];
  delivery: Document['delivery'];
  terms: Document['terms'];
  evidence: Document['evidence'];
  /** What scores, lists and sheets are reckoned by (考核). */
  assessment: AssessmentPolicy;
  /** Source key → what it is and how far it was read. */
  sources: Document['sources'];
  /** Source keys behind the value at a path of the file: `categories.SS01`, `ladders.STD.R2`, `clocks.receipt`. */
  sourceOf(path: string): string[];
}

/**
 * The project's own copy of the default policy.
 * @throws DefaultsError listing every fault, by path, with the way to mend it.
 */
export function loadDefaults(): Defaults {
  return readDefaults(readFileSync(ownCopy(), 'utf8'));
}

/** @throws DefaultsError as `loadDefaults` does, for any text in the same form. */
export function readDefaults(yaml: string): Defaults {
  const file = parsed(yaml);
  const { success, data, error } = document.safeParse(file);
  if (!success) throw new DefaultsError(faultsOf(error.issues, file));
  const calendar = calendarData(data.calendars, data.meta.version, data.meta.calendar_published_until);
  const faults = [...contradictions(data, file), ...calendarFaults(calendar)];
  if (faults.length > 0) throw new DefaultsError(faults);

  return {
    policy: policyOf(data),
    calendar,
    roles: data.roles,
    sourceLevels: data.source_levels,
    gradeMap: data.grades.import_map,
    importRules: data.import,
    scoreAppeal: data.clocks.scoreAppeal,
    documentNumbers: data.documents.numbers,
    delivery: data.delivery,
    terms: data.terms,
    evidence: data.evidence,
    assessment: assessmentOf(data),
    sources: data.sources,
    sourceOf: (path) => sourceOf(file, path),
  };
}

/** The data stay beside the source: the compiled code runs from dist/libs/policy/src. */
function ownCopy(): string {
  const candidates = ['..', '../../../../libs/policy'].map((root) => resolve(__dirname, root, 'data/defaults.yaml'));
  return candidates.find(existsSync) ?? candidates[0]!;
}

function parsed(yaml: string): unknown {
  try {
    return parse(yaml);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const at = error.linePos?.[0];
    throw new DefaultsError([
      {
        path: at ? `${at.line}:${at.col}` : 'defaults.yaml',
        zh: '不是有效的 YAML，请改正此处。',
        en: `not valid YAML, correct this place: ${error.code}.`,
      },
    ]);
  }
}

function calendarFaults(calendar: CalendarData): DefaultsFault[] {
  try {
    checkYearLists(calendar);
    compileCalendar(calendar);
    return [];
  } catch (error) {
    if (!(error instanceof CalendarDataError)) throw error;
    return [{ path: 'calendars', zh: error.zh, en: error.en }];
  }
}

function policyOf(data: Document): Policy {
  const { scoreAppeal: _ofAssessments, ...clocks } = data.clocks;
  return {
    version: data.meta.version,
    categories: data.categories,
    fallback: data.fallback,
    ...clocks,
    ladders: data.ladders,
    screens: screensOf(data.channels),
    ...data.approvals,
    lookBack: data.look_back,
    unitTriggers: data.ladder_rules.unitTriggers,
    caseTriggers: data.ladder_rules.caseTriggers,
    higherStart: data.ladder_rules.higherStart,
    ...(data.evidence.camera && { camera: data.evidence.camera }),
    standingReminder: data.ladder_rules.standingReminder,
  };
}

function assessmentOf(data: Document): AssessmentPolicy {
  const { version } = data.meta;
  return {
    version,
    scoring: scoringRules(version, data.scoring, data.source_levels),
    indicators: data.indicators,
    composites: data.composites,
    assessments: { ...data.assessments, units: data.red_black_units },
    property: data.property,
    overlays: data.overlays,
    roundsPerMonth: data.compliance.frequency.same_unit_rounds_per_month_warn,
  };
}

function screensOf(channels: Document['channels']): Policy['screens'] {
  const screens = new Map(channels.map(({ code, screen }) => [code, screen]));
  return Object.fromEntries(CHANNELS.map((code) => [code, screens.get(code) ?? 'office'])) as Record<
    (typeof CHANNELS)[number],
    Screen
  >;
}
