import fc from 'fast-check';
import type { CaseRecord, PointVisit } from '#domain';
import { wall } from './scene';

/** A case of July's third quarter as a unit's account has it: assigned and due, nothing handed in yet. */
export const caseRecordOf = (given: Partial<CaseRecord> = {}): CaseRecord => ({
  id: 'F1',
  kind: 'finding',
  status: 'rectifying',
  source: 'district',
  channel: 'round',
  severity: 'minor',
  urgency: 'routine',
  categoryCode: 'SS03',
  spot: 'SS03@SL@路口',
  streetId: 'SL',
  communityId: 'SL1',
  subject: null,
  listId: null,
  legacy: false,
  unitId: 'ZJ',
  supervisingUnitId: 'DC',
  filedAt: wall('2026-09-07 09:00'),
  registeredAt: wall('2026-09-07 09:00'),
  assignedAt: wall('2026-09-07 10:00'),
  dueAt: wall('2026-09-14 18:00'),
  submittedAt: null,
  inTime: null,
  passed: false,
  closedAt: null,
  suspended: false,
  feedbacks: [],
  receipts: [],
  dispatches: [],
  returns: [],
  extensions: [],
  lookBacks: [],
  verifications: [],
  approvals: [],
  netMinutes: null,
  calledBack: null,
  ...given,
});

/** Handed in, passed and written off. */
export const closedCase = (given: Partial<CaseRecord> = {}): CaseRecord =>
  caseRecordOf({
    status: 'written_off',
    submittedAt: wall('2026-09-10 10:00'),
    inTime: true,
    passed: true,
    closedAt: wall('2026-09-11 10:00'),
    feedbacks: [{ at: wall('2026-09-10 10:00'), passed: true }],
    netMinutes: 600,
    ...given,
  });

export const pointVisit = (given: Partial<PointVisit> = {}): PointVisit => ({
  roundId: 'R1',
  pointId: 'P1',
  at: wall('2026-09-07 09:00'),
  level: 'district',
  unitIds: ['ZJ'],
  findings: 0,
  ...given,
});

const UNITS = ['CG', 'SL', 'WM', 'ZJ'];
const instant = fc.integer({ min: wall('2026-06-01 00:00'), max: wall('2026-11-01 00:00') });
const unitId = fc.constantFrom(...UNITS);

export const caseRecords = fc
  .array(
    fc.record({
      unitId,
      filedAt: instant,
      dueAt: fc.option(instant),
      closedAt: fc.option(instant),
      status: fc.constantFrom('rectifying' as const, 'written_off' as const, 'dismissed' as const, 'merged' as const),
      severity: fc.constantFrom('minor' as const, 'major' as const),
      urgency: fc.constantFrom('routine' as const, 'urgent' as const),
      suspended: fc.boolean(),
      passed: fc.boolean(),
      inTime: fc.constantFrom(null, true, false),
      feedbacks: fc.array(fc.record({ at: instant, passed: fc.constantFrom(null, true, false) }), { maxLength: 3 }),
      lookBacks: fc.array(fc.record({ at: instant, passed: fc.boolean() }), { maxLength: 2 }),
      receipts: fc.array(fc.record({ unitId, at: instant, signed: fc.boolean() }), { maxLength: 2 }),
      netMinutes: fc.option(fc.integer({ min: 0, max: 10_000 })),
    }),
    { maxLength: 40 },
  )
  .map((cases) => cases.map((given, n) => caseRecordOf({ ...given, id: `F${n}` })));

export const pointVisits = fc
  .array(fc.record({ at: instant, unitIds: fc.uniqueArray(unitId, { minLength: 1 }), findings: fc.nat(4) }), {
    maxLength: 60,
  })
  .map((visits) => visits.map((given, n) => pointVisit({ ...given, pointId: `P${n}` })));
