import type { Actor, Command, EvidenceRef, OrgUnit, Role } from '#domain';
import type { DirectoryUnit } from '#persistence';

import { type Step, WORDS } from '../loop';

/** Who acts in the loop, and what they say, on units of the seeded district. */
export interface Cast {
  /** The command of a step and whose it is. */
  play(findingId: string, step: Step): { command: Command; actor: Actor };
}

const CATEGORY = 'HW03';
/** The level that writes off a minor finding of the district's own rounds. */
const APPROVER = 'district_duty_lead';

export function castOf(units: readonly DirectoryUnit[]): Cast {
  const district = one(units, ({ kind }) => kind === 'district');
  const bureau = one(units, ({ kind, relation }) => kind === 'department' && relation === 'commanded');
  const street = one(units, ({ kind }) => kind === 'street');
  const person = (personId: string, unit: OrgUnit, role: Role, positions: string[] = []): Actor => ({
    personId,
    unitId: unit.id,
    unitPath: unit.path,
    ownUnitPath: unit.path,
    scopePath: district.path,
    roles: [role],
    positions,
    onBehalfOf: null,
  });

  const actors: Record<Step, Actor> = {
    file: person('bench-inspector', district, 'inspector'),
    assign: person('bench-dispatcher', district, 'dispatcher'),
    sign: person('bench-handler', bureau, 'handler'),
    submit: person('bench-handler', bureau, 'handler'),
    verify: person('bench-verifier', district, 'verifier'),
    approve: person('bench-approver', district, 'approver', [APPROVER]),
  };
  const commands: Record<Step, (findingId: string) => Command> = {
    file: (id) => ({
      type: 'file',
      id,
      channel: 'round',
      source: 'district',
      categoryCode: CATEGORY,
      description: WORDS.file,
      place: { streetId: street.id, pointName: '皋城路与解放路口绿化带', lng: 116.5081, lat: 31.7473 },
      supervisingUnitId: district.id,
      evidence: [photo(id, 'before')],
    }),
    assign: () => ({ type: 'assign', unitId: bureau.id, task: WORDS.assign }),
    sign: () => ({ type: 'sign' }),
    submit: (id) => ({ type: 'submit', text: WORDS.submit, evidence: [photo(id, 'after')] }),
    verify: () => ({ type: 'verify', outcome: 'passed', mode: 'photo', reason: WORDS.verify }),
    approve: () => ({ type: 'approve' }),
  };
  return { play: (findingId, step) => ({ command: commands[step](findingId), actor: actors[step] }) };
}

function one(units: readonly DirectoryUnit[], is: (unit: DirectoryUnit) => boolean): DirectoryUnit {
  const unit = units.find(is);
  if (!unit) throw new Error('the seeded district lacks a unit that the loop needs');
  return unit;
}

/** As the intake would hand it over; of the bytes only the hash is kept in the record. */
function photo(findingId: string, role: EvidenceRef['role']): EvidenceRef {
  const sha256 = (findingId.replaceAll('-', '') + (role === 'before' ? 'b' : 'a')).padEnd(64, '0');
  return { sha256, role, defect: 1, capturedAt: null, lng: null, lat: null, dhash: null, flags: ['no_exif'] };
}
