import { z } from 'zod';
import { recognitionGround } from './recognitions';
import { answeredInstant, civilDate, maybeInstant, NARRATIVE, REASON, reference, text } from './values';

const periodKind = z.enum(['month', 'quarter', 'year']).meta({ id: 'PeriodKind' });
const subject = z.enum(['units', 'property']).meta({ id: 'AssessmentSubject' });
const housing = z.enum(['commercial', 'old', 'resettlement']).meta({ id: 'Housing' });
const level = z.enum(['street', 'district']);

export const assessmentQuery = z.strictObject({
  kind: periodKind.optional(),
  subject: subject.optional(),
  start: civilDate.optional(),
});
export type AssessmentQuery = z.output<typeof assessmentQuery>;

/** 版次 of a period: draft → appeals → published; a correction is a new edition that cites the old. */
const edition = z
  .object({
    id: z.string(),
    subject,
    kind: periodKind,
    start: z.string(),
    edition: z.int(),
    status: z.enum(['draft', 'appealable', 'published', 'superseded']),
    corrects: z.string().nullable(),
    supersededBy: z.string().nullable(),
    computedAt: answeredInstant,
    appealsUntil: maybeInstant,
    publishedAt: maybeInstant,
    policyVersion: z.int(),
    calendarVersion: z.string(),
    /** Of the published text. */
    sha256: z.string(),
  })
  .meta({ id: 'AssessmentEdition' });
export type EditionShown = z.output<typeof edition>;
export const editions = z.object({ items: z.array(edition) }).meta({ id: 'AssessmentEditions' });
export type EditionsShown = z.output<typeof editions>;

/** An indicator with its 口径; null stands for “—”. */
const assessedFigure = z
  .object({
    code: z.string(),
    zh: z.string(),
    en: z.string(),
    formulaZh: z.string(),
    formulaEn: z.string(),
    numerator: z.number(),
    denominator: z.number().nullable(),
    value: z.number().nullable(),
  })
  .meta({ id: 'AssessedFigure' });

const placed = z
  .object({
    unitId: z.string(),
    name: z.string(),
    score: z.number().nullable(),
    /** Null: not ranked, and why. */
    rank: z.int().nullable(),
    tied: z.boolean(),
    why: z.enum(['small_sample', 'no_score']).nullable(),
    pointsInspected: z.int(),
    findings: z.int(),
    deductions: z.number(),
    bonuses: z.number(),
    list: z.enum(['red', 'black']).nullable(),
    figures: z.array(assessedFigure),
  })
  .meta({ id: 'AssessedUnit' });

/** 退出: the company goes, or stays. */
const exitOutcome = z.enum(['dismissed', 'kept']).meta({ id: 'ExitOutcome' });

const proposal = z
  .object({
    id: z.string(),
    measure: z.enum(['reward', 'commend', 'criticise', 'remind_deputy', 'talk', 'exit']),
    subjectId: z.string(),
    subjectName: z.string(),
    /** Ten-thousandths of the class's pool. */
    share: z.int().nullable(),
    /** Who may decide an exit. */
    deciders: z.string().nullable(),
    basis: z.string(),
    decision: z.enum(['approved', 'refused']).nullable(),
    reason: z.string().nullable(),
    decidedAt: maybeInstant,
    /** Of an exit: what those decided who may. */
    owners: z
      .object({ outcome: exitOutcome, decidedOn: z.string(), decider: z.string(), document: z.string() })
      .nullable(),
  })
  .meta({ id: 'AssessmentProposal' });

const appeal = z
  .object({
    id: z.string(),
    unitId: z.string(),
    unitName: z.string(),
    entryId: z.string(),
    text: z.string(),
    askedAt: answeredInstant,
    /** Null: waits for its ruling. */
    upheld: z.boolean().nullable(),
  })
  .meta({ id: 'ScoreAppeal' });

/** An edition of units: each class compared within itself. */
export const assessment = z
  .object({
    edition,
    /** Of the ranking: too small a sample is not ranked. */
    floor: z.object({ points: z.int(), findings: z.int() }),
    /** How the score is reckoned. */
    formulaZh: z.string(),
    formulaEn: z.string(),
    classes: z.array(
      z.object({
        class: z.string(),
        units: z.array(placed),
        /** 平均主义: the rewards lie too close together. */
        levelled: z.boolean(),
        /** Fewer are ranked than rewards need, and none is proposed; null where it is not so. */
        tooFewFor: z.int().nullable(),
      }),
    ),
    proposals: z.array(proposal),
    appeals: z.array(appeal),
    mayCorrect: z.boolean(),
    mayRule: z.boolean(),
    mayDecide: z.boolean(),
    /** Whether the caller may draft the 通报 of it. */
    mayDraft: z.boolean(),
  })
  .meta({ id: 'Assessment' });
export type AssessmentShown = z.output<typeof assessment>;

const scoreEntry = z
  .object({
    id: z.string(),
    rule: z.string(),
    ruleZh: z.string(),
    ruleVersion: z.int(),
    role: z.enum(['lead', 'territory', 'baobao', 'co']),
    points: z.number(),
    occurredAt: answeredInstant,
    /** 冲销: the entry that this one undoes. */
    reverses: z.string().nullable(),
    /** `finding#seq`, `point:…`, `recognition:…` or `appeal:…`. */
    cites: z.string(),
    mayAppeal: z.boolean(),
  })
  .meta({ id: 'ScoreEntry' });

/** 得分台账 of one unit in one edition. */
export const unitSheet = z
  .object({
    edition,
    class: z.string(),
    unit: placed,
    normaliser: z.number(),
    formulaZh: z.string(),
    formulaEn: z.string(),
    floor: z.object({ points: z.int(), findings: z.int() }),
    entries: z.array(scoreEntry),
    appeals: z.array(appeal),
    /** 走势: published periods of the kind up to this one, oldest first. */
    trend: z.array(
      z.object({
        start: z.string(),
        score: z.number().nullable(),
        rank: z.int().nullable(),
        of: z.int(),
        deductions: z.number(),
        bonuses: z.number(),
      }),
    ),
    /** 包保 at the period's end: areas it stands surety for, and units that stand surety for it. */
    suretyFor: z.array(z.string()),
    suretyBy: z.array(z.string()),
  })
  .meta({ id: 'UnitScoreSheet' });
export type UnitSheetShown = z.output<typeof unitSheet>;

export const entryQuery = z.strictObject({ entry: z.string().min(1).max(300) });

/** What a line rests on: the event or the recognition that it cites. Who acted is not told. */
export const entryGround = z
  .object({
    entry: scoreEntry,
    event: z
      .object({
        findingId: z.uuid(),
        number: z.string(),
        description: z.string(),
        pointName: z.string().nullable(),
        seq: z.int(),
        type: z.string(),
        at: answeredInstant,
        recordedAt: answeredInstant,
      })
      .nullable(),
    /** 加分登记 that it cites in place of an event. */
    recognition: recognitionGround.nullable(),
  })
  .meta({ id: 'ScoreGround' });
export type EntryGround = z.output<typeof entryGround>;

export const fileAppeal = z
  .strictObject({ entryId: z.string().min(1).max(300), text: text(NARRATIVE) })
  .meta({ id: 'FileScoreAppeal' });
export type FileAppeal = z.output<typeof fileAppeal>;

export const ruleAppeal = z.strictObject({ upheld: z.boolean(), reason: text(REASON) }).meta({ id: 'RuleScoreAppeal' });
export type RuleAppeal = z.output<typeof ruleAppeal>;

export const decideProposal = z
  .strictObject({ decision: z.enum(['approved', 'refused']), reason: text(REASON) })
  .meta({ id: 'DecideProposal' });
export type DecideProposal = z.output<typeof decideProposal>;

export const editionVerified = z
  .object({
    id: z.string(),
    /** Byte for byte what its snapshot gives under its version of the rules. */
    same: z.boolean(),
    published: z.string(),
    recomputed: z.string(),
    /** What is not the same, and where. */
    differs: z.array(
      z.union([
        z.object({ what: z.enum(['snapshot', 'text', 'rules']) }),
        z.object({ what: z.literal('result'), path: z.string(), published: z.string(), recomputed: z.string() }),
      ]),
    ),
  })
  .meta({ id: 'EditionVerified' });

const gridItem = z.object({
  code: z.string(),
  zh: z.string(),
  numerator: z.int(),
  denominator: z.int(),
  value: z.number().nullable(),
});
/** 网格员考核表: the reader's own, and those of the reader's community. */
export const gridSheets = z
  .object({
    items: z.array(
      z.object({
        start: z.string(),
        workerName: z.string(),
        communityName: z.string(),
        items: z.array(gridItem),
        score: z.number().nullable(),
      }),
    ),
  })
  .meta({ id: 'GridSheets' });
export type GridSheetsShown = z.output<typeof gridSheets>;

// ── 物业服务 ──

/** 检查表: 39 items of a hundred points. */
export const propertySheet = z
  .object({
    items: z.array(
      z.object({
        item: z.int(),
        group: z.string(),
        zh: z.string(),
        points: z.number(),
        perTime: z.number(),
        severe: z.boolean(),
        notFor: z.array(housing),
        fromFindings: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'PropertySheet' });

const project = z
  .object({
    id: z.string(),
    name: z.string(),
    companyId: z.string(),
    companyName: z.string(),
    streetId: z.string(),
    streetName: z.string(),
    housing,
    /** The first day on which it is no longer assessed. */
    closedOn: z.string().nullable(),
    visits: z.int(),
    lastVisitOn: z.string().nullable(),
    /** Of the last published quarter. */
    score: z.number().nullable(),
    list: z.enum(['red', 'black']).nullable(),
  })
  .meta({ id: 'PropertyProject' });
export const projects = z
  .object({
    items: z.array(project),
    /** Whether the caller keeps projects and companies. */
    mayKeep: z.boolean(),
  })
  .meta({ id: 'PropertyProjects' });
export type ProjectsShown = z.output<typeof projects>;

const visit = z
  .object({
    id: z.string(),
    level,
    on: z.string(),
    score: z.number().nullable(),
    severe: z.array(z.int()),
    lines: z.array(z.object({ item: z.int(), points: z.number(), deducted: z.number() })),
    notApplicable: z.array(z.object({ item: z.int(), reason: z.string() })),
    replaced: z.boolean(),
  })
  .meta({ id: 'PropertyVisit' });

const creditEntry = z
  .object({
    id: z.string(),
    companyId: z.string(),
    companyName: z.string(),
    projectId: z.string(),
    projectName: z.string(),
    status: z.enum(['noticed', 'stated', 'decided', 'dropped', 'published', 'objected', 'repairing', 'removed']),
    points: z.number(),
    fact: z.string(),
    basis: z.string(),
    noticedAt: answeredInstant,
    statementUntil: answeredInstant,
    statement: z.string().nullable(),
    objection: z.string().nullable(),
    repairEvidence: z.string().nullable(),
    effectiveFrom: z.string().nullable(),
    expiresOn: z.string().nullable(),
    inForce: z.boolean(),
    /** The edition whose list it follows. */
    editionId: z.string().nullable(),
    events: z.array(
      z.object({
        type: z.enum([
          'noticed',
          'stated',
          'decided',
          'dropped',
          'published',
          'objected',
          'objection_refused',
          'repair_asked',
          'repair_refused',
          'removed',
        ]),
        at: answeredInstant,
        reason: z.string().nullable(),
      }),
    ),
    /** What the caller may do with it now. */
    allowedSteps: z.array(
      z.enum(['state', 'decide', 'publish', 'object', 'rule-objection', 'apply-repair', 'rule-repair']),
    ),
  })
  .meta({ id: 'CreditEntry' });

export const projectPage = z
  .object({
    project,
    visits: z.array(visit),
    quarters: z.array(
      z.object({ start: z.string(), score: z.number().nullable(), list: z.enum(['red', 'black']).nullable() }),
    ),
    credit: z.array(creditEntry),
    /** The level at which the caller may record a visit; null: none. */
    mayVisit: level.nullable(),
    mayKeep: z.boolean(),
  })
  .meta({ id: 'PropertyProjectPage' });
export type ProjectPage = z.output<typeof projectPage>;

const item = z.int().min(1).max(99);
export const recordVisit = z
  .strictObject({
    on: civilDate,
    /** How often each item was found wanting; what is not named is in order. */
    times: z.record(z.string().regex(/^[1-9]\d?$/), z.int().min(0).max(999)),
    notApplicable: z
      .array(z.strictObject({ item, reason: text(REASON) }))
      .max(39)
      .default([]),
    /** The sheet that this one corrects. */
    replaces: reference.optional(),
  })
  .meta({ id: 'RecordPropertyVisit' });
export type RecordVisit = z.output<typeof recordVisit>;

export const propertyEdition = z
  .object({
    edition,
    scheme: z.string(),
    projects: z.array(
      z.object({
        projectId: z.string(),
        name: z.string(),
        companyName: z.string(),
        streetName: z.string(),
        housing,
        score: z.number().nullable(),
        inspections: z.int(),
        /** Means of the street's and of the district's visits. */
        street: z.number().nullable(),
        district: z.number().nullable(),
        list: z.enum(['red', 'black']).nullable(),
        credit: z.number(),
      }),
    ),
    companies: z.array(z.object({ companyId: z.string(), name: z.string(), score: z.number(), level: z.string() })),
    proposals: z.array(proposal),
    /** How the score is reckoned. */
    formulaZh: z.string(),
    formulaEn: z.string(),
    mayDecide: z.boolean(),
    mayCorrect: z.boolean(),
    mayDraft: z.boolean(),
  })
  .meta({ id: 'PropertyEdition' });
export type PropertyEditionShown = z.output<typeof propertyEdition>;

export const drawProjects = z
  .strictObject({
    start: civilDate,
    /** Lower-case hexadecimal, at least 16 bytes: named before the population is fixed. */
    seed: z.string().regex(/^(?:[0-9a-f]{2}){16,64}$/),
    perStreet: z.int().min(1).max(50),
  })
  .meta({ id: 'DrawProjects' });
export type DrawProjects = z.output<typeof drawProjects>;

export const propertyDraw = z
  .object({
    start: z.string(),
    algorithm: z.string(),
    seed: z.string(),
    candidates: z.array(z.object({ id: z.string(), weight: z.int(), stratum: z.string() })),
    drawn: z.array(z.object({ id: z.string(), stratum: z.string(), ticket: z.string() })),
    drawnAt: answeredInstant,
    /** Drawn again now, it comes out the same. */
    same: z.boolean(),
  })
  .meta({ id: 'PropertyDraw' });
export type PropertyDrawShown = z.output<typeof propertyDraw>;

export const creditFile = z
  .object({
    items: z.array(creditEntry),
    /** 信用分 in force by company. */
    companies: z.array(
      z.object({
        companyId: z.string(),
        name: z.string(),
        points: z.number(),
        projects: z.int(),
        /** Of the last published quarter. */
        score: z.number().nullable(),
        level: z.string().nullable(),
      }),
    ),
    /** 退出与解聘: what was proposed, and what owners or client decided; open proposals are the office’s. */
    exits: z.array(
      z.object({
        projectId: z.string(),
        projectName: z.string(),
        companyId: z.string(),
        companyName: z.string(),
        editionId: z.string(),
        /** First day of the quarter that it follows from. */
        start: z.string(),
        proposal,
        /** Whether the caller may record what was decided. */
        mayRecord: z.boolean(),
      }),
    ),
    mayNotice: z.boolean(),
    mayKeep: z.boolean(),
  })
  .meta({ id: 'CreditFile' });
export type CreditFile = z.output<typeof creditFile>;

export const recordExit = z
  .strictObject({
    outcome: exitOutcome,
    decidedOn: civilDate,
    /** Who decided: the owners’ assembly, the client. */
    decider: text(100),
    /** Title and number of the resolution or letter. */
    document: text(200),
  })
  .meta({ id: 'RecordExit' });
export type RecordExit = z.output<typeof recordExit>;

export const giveNotice = z
  .strictObject({
    projectId: reference,
    points: z.number().min(-100).max(100),
    fact: text(REASON),
    basis: text(REASON),
    /** The edition whose list it follows. */
    editionId: reference.optional(),
  })
  .meta({ id: 'GiveCreditNotice' });
export type GiveNotice = z.output<typeof giveNotice>;

/** One step of an entry's life. */
export const creditStep = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('state'), text: text(NARRATIVE) }),
    z.strictObject({ type: z.literal('decide'), list: z.boolean(), reason: text(REASON) }),
    z.strictObject({ type: z.literal('publish') }),
    z.strictObject({ type: z.literal('object'), text: text(NARRATIVE) }),
    z.strictObject({ type: z.literal('rule-objection'), upheld: z.boolean(), reason: text(REASON) }),
    z.strictObject({ type: z.literal('apply-repair'), evidence: text(NARRATIVE) }),
    z.strictObject({ type: z.literal('rule-repair'), granted: z.boolean(), reason: text(REASON) }),
  ])
  .meta({ id: 'CreditStep' });
export type CreditStep = z.output<typeof creditStep>;
export { creditEntry, edition, proposal, scoreEntry };
export type CreditEntryShown = z.output<typeof creditEntry>;

export const keepCompany = z.strictObject({ name: text(100) }).meta({ id: 'KeepPropertyCompany' });
export type KeepCompany = z.output<typeof keepCompany>;

export const keepProject = z
  .strictObject({
    name: text(100),
    companyId: reference,
    streetId: reference,
    housing,
    closedOn: civilDate.nullable().default(null),
  })
  .meta({ id: 'KeepPropertyProject' });
export type KeepProject = z.output<typeof keepProject>;

const year = z.coerce.number().int().min(2000).max(2099);
export const yearMarksQuery = z.strictObject({ year, subject });
export type YearMarksQuery = z.output<typeof yearMarksQuery>;
const mark = z.number().min(0).max(100).nullable();

/** 年终实地 and 满意度, of a hundred; null: not done, and its weight is left to the rest. */
export const yearMarks = z
  .object({
    year: z.int(),
    subject,
    items: z.array(
      z.object({
        subjectId: z.string(),
        name: z.string(),
        /** Class of the unit, or type of housing. */
        group: z.string(),
        onSite: mark,
        satisfaction: mark,
      }),
    ),
    mayMark: z.boolean(),
  })
  .meta({ id: 'YearMarks' });
export type YearMarksShown = z.output<typeof yearMarks>;

export const giveYearMark = z
  .strictObject({ year: z.int().min(2000).max(2099), subject, subjectId: reference, onSite: mark, satisfaction: mark })
  .meta({ id: 'GiveYearMark' });
export type GiveYearMark = z.output<typeof giveYearMark>;

export const assessedUnits = z
  .object({
    items: z.array(
      z.object({
        unitId: z.string(),
        name: z.string(),
        class: z.string(),
        /** 督查机构: by a supervisor's indicators. */
        supervising: z.boolean(),
        validFrom: z.string(),
        validTo: z.string().nullable(),
      }),
    ),
    /** Classes that the rules name. */
    classes: z.array(z.string()),
    maySet: z.boolean(),
  })
  .meta({ id: 'AssessedUnits' });
export type AssessedUnitsShown = z.output<typeof assessedUnits>;

export const setAssessedUnit = z
  .strictObject({
    unitId: reference,
    /** Null: compared with nobody from then on. */
    class: text(40).nullable(),
    supervising: z.boolean().default(false),
    from: civilDate,
  })
  .meta({ id: 'SetAssessedUnit' });
export type SetAssessedUnit = z.output<typeof setAssessedUnit>;

export const draftBulletin = z
  .strictObject({
    /** 批准依据: only with it the title 先进 is used; otherwise 通报表扬. */
    honourBasis: text(100).optional(),
  })
  .meta({ id: 'DraftAssessmentBulletin' });
export type DraftBulletin = z.output<typeof draftBulletin>;
