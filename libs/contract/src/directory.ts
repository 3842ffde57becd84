import { z } from 'zod';
import { role } from './codes';
import { answeredInstant, civilDate, instant, maybeInstant, reference, text } from './values';

const unitKind = z.enum(['district', 'street', 'township', 'community', 'village', 'department', 'section']);
const relation = z.enum(['commanded', 'vertical', 'external']);
const POSITION = /^[a-z][a-z_]{1,40}$/;
const phone = z.string().regex(/^\+?\d[\d-]{4,19}$/);

const operation = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('open'),
    key: reference,
    name: text(60),
    kind: unitKind,
    parentId: reference,
    relation,
  }),
  z.strictObject({ do: z.literal('rename'), unitId: reference, name: text(60) }),
  z.strictObject({ do: z.literal('close'), unitId: reference, successorId: reference.nullable() }),
]);

/** 机构改革: what is opened, renamed and closed from one day on; parents and successors by id or by the key of what is opened. */
export const unitBatch = z
  .strictObject({ effectiveOn: civilDate, basis: text(200), operations: z.array(operation).min(1).max(100) })
  .meta({ id: 'UnitBatch' });

export const foretoldBatch = z
  .object({
    dryRun: z.boolean(),
    id: z.string(),
    effectiveOn: z.string(),
    basis: z.string(),
    opened: z.array(
      z.object({
        id: z.string(),
        path: z.string(),
        name: z.string(),
        kind: unitKind,
        relation,
        parentId: z.string(),
      }),
    ),
    renamed: z.array(z.object({ unitId: z.string(), before: z.string(), after: z.string() })),
    closed: z.array(
      z.object({
        unitId: z.string(),
        name: z.string(),
        successorId: z.string().nullable(),
        successorName: z.string().nullable(),
      }),
    ),
    following: z.array(
      z.object({
        unitId: z.string(),
        openWork: z.int(),
        findings: z.array(z.object({ id: z.string(), number: z.string() })),
        people: z.array(z.object({ id: z.string(), name: z.string() })),
        supervised: z.int(),
      }),
    ),
    /** How many open cases have gone to a successor already. */
    followed: z.int(),
  })
  .meta({ id: 'ForetoldBatch' });

export const network = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: unitKind,
        relation,
        parentId: z.string().nullable(),
        people: z.array(z.object({ id: z.string(), name: z.string(), positions: z.array(z.string()) })),
        bears: z.array(z.string()),
        leads: z.array(z.object({ categoryCode: z.string(), areaId: z.string().nullable() })),
        suretyFor: z.array(z.string()),
        open: z.int(),
        overdue: z.int(),
      }),
    ),
  })
  .meta({ id: 'Network' });

/** `unitId` null: the rule ends on that day. */
export const setLeadRule = z
  .strictObject({
    categoryCode: reference,
    areaId: reference.nullable(),
    unitId: reference.nullable(),
    from: civilDate,
  })
  .meta({ id: 'SetLeadRule' });

export const leadRules = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        categoryCode: z.string(),
        areaId: z.string().nullable(),
        unitId: z.string(),
        validFrom: z.string(),
        validTo: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'LeadRules' });

export const setSurety = z
  .strictObject({ unitId: reference, areaId: reference, from: civilDate, ends: z.boolean().default(false) })
  .meta({ id: 'SetSurety' });

export const sureties = z
  .object({
    items: z.array(
      z.object({ unitId: z.string(), areaId: z.string(), validFrom: z.string(), validTo: z.string().nullable() }),
    ),
  })
  .meta({ id: 'Sureties' });

export const setAlias = z
  .strictObject({ alias: text(60), unitId: reference.nullable(), note: text(100).nullable().default(null) })
  .meta({ id: 'SetAlias' });

export const aliases = z
  .object({ items: z.array(z.object({ alias: z.string(), unitId: z.string(), note: z.string().nullable() })) })
  .meta({ id: 'Aliases' });

const personFacts = {
  name: text(40),
  unitId: reference,
  roles: z.array(role).min(1).max(10),
  phone: phone.nullable().default(null),
};
export const openPerson = z
  .strictObject({ username: z.string().regex(/^[a-z][a-z0-9._-]{2,39}$/), ...personFacts })
  .meta({ id: 'OpenPerson' });
export const amendPerson = z.strictObject(personFacts).meta({ id: 'AmendPerson' });

export const directoryPeople = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        username: z.string(),
        name: z.string(),
        unitId: z.string(),
        unitName: z.string(),
        roles: z.array(role),
        phone: z.string().nullable(),
        closedAt: maybeInstant,
        oneTimePassword: z.boolean(),
        positions: z.array(
          z.object({
            id: z.string(),
            unitId: z.string(),
            unitName: z.string(),
            code: z.string(),
            validFrom: z.string(),
            validTo: z.string().nullable(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'DirectoryPeople' });

export const peopleQuery = z.strictObject({ unit: reference.optional(), q: text(40).optional() });

/** Shown this once. Null when the same request was answered before. */
export const oneTimePassword = z
  .object({ id: z.string(), password: z.string().nullable() })
  .meta({ id: 'OneTimePassword' });

export const appoint = z
  .strictObject({
    unitId: reference,
    code: z.string().regex(POSITION),
    from: civilDate,
    to: civilDate.nullable().default(null),
  })
  .refine(({ from, to }) => to === null || from < to, { path: ['to'], params: { code: 'ends_before_it_starts' } })
  .meta({ id: 'Appoint' });

export const endPosition = z
  .strictObject({ positionId: reference, validFrom: civilDate, on: civilDate })
  .meta({ id: 'EndPosition' });

export const choosePassword = z
  .strictObject({ current: z.string().min(1).max(200), password: z.string().min(1).max(200) })
  .meta({ id: 'ChoosePassword' });

export const delegate = z
  .strictObject({ to: reference, startsAt: instant, endsAt: instant })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, { path: ['endsAt'], params: { code: 'ends_before_it_starts' } })
  .meta({ id: 'Delegate' });

const named = z.object({ id: z.string(), name: z.string() });
export const delegations = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        from: named,
        to: named,
        startsAt: answeredInstant,
        endsAt: answeredInstant,
        revokedAt: maybeInstant,
      }),
    ),
  })
  .meta({ id: 'Delegations' });

/** Colleagues to whom one may delegate. */
export const colleagues = z
  .object({ items: z.array(named.extend({ unitName: z.string() })) })
  .meta({ id: 'Colleagues' });

export const changesQuery = z.strictObject({
  before: z.coerce.number().int().min(1).optional(),
  subject: reference.optional(),
});
export const directoryChanges = z
  .object({
    items: z.array(
      z.object({
        ordinal: z.int(),
        at: answeredInstant,
        byName: z.string(),
        byFor: z.string().nullable(),
        what: z.string(),
        subject: z.string(),
        subjectName: z.string(),
        before: z.record(z.string(), z.unknown()).nullable(),
        after: z.record(z.string(), z.unknown()).nullable(),
      }),
    ),
  })
  .meta({ id: 'DirectoryChanges' });

/** What a workbook of the organisation brings, or why it is left; the passwords are shown this once. */
export const directoryWorkbook = z
  .object({
    dryRun: z.boolean(),
    entered: z.boolean(),
    units: z.array(z.string()),
    opened: z.array(z.string()),
    amended: z.array(z.string()),
    positions: z.int(),
    refused: z.array(z.object({ sheet: z.string(), row: z.int(), code: z.string(), zh: z.string(), en: z.string() })),
    passwords: z.array(z.object({ username: z.string(), name: z.string(), password: z.string() })),
  })
  .meta({ id: 'DirectoryWorkbook' });
