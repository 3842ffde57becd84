import { type Actor, type ActorRef, type Directory, type Finding, isWithin, samePerson } from '#domain';
import { scopeOf } from '#persistence';

/** What the inspected unit sees in the place of a person of the other side (ruling 12). */
export const INSPECTION_TEAM = '督查组';

/** Which people of a finding a viewer may know. */
export interface Sight {
  /** False for the inspected side: it gets no finder, no hashes, no originals. */
  whole: boolean;
  mayKnow(person: ActorRef): boolean;
}

const WHOLE: Sight = { whole: true, mayKnow: () => true };

/**
 * The inspected side is everybody who does not supervise the finding, and, even when they do, whoever belongs to a unit
 * that has or had a line on it, also while acting for somebody of the other side. It knows its own people and the
 * leaders who instruct it (批示), never who found it.
 */
export function sightOf(finding: Finding, viewer: Actor, units: Directory): Sight {
  const finders = [finding.filedBy, finding.enteredBy];
  const lent = viewer.onBehalfOf !== null && isInspected(finding, viewer.ownUnitPath, units);
  const found = finders.some((finder) => samePerson(viewer, finder));
  const oversees = supervises(finding, viewer) && !isInspected(finding, viewer.unitPath, units);
  if (!lent && (found || oversees)) return WHOLE;
  const home = lent ? viewer.ownUnitPath : viewer.unitPath;
  const leaders = finding.instructions.map(({ by }) => by);
  return {
    whole: false,
    mayKnow: (person) =>
      !finders.some((finder) => samePerson(finder, person)) &&
      (leaders.some((leader) => samePerson(leader, person)) || isWithin(units.unit(person.unitId)?.path ?? '', home)),
  };
}

function supervises(finding: Finding, viewer: Actor): boolean {
  const { supervisedPath } = scopeOf(viewer);
  return supervisedPath !== null && isWithin(finding.supervisingPath, supervisedPath);
}

const isInspected = (finding: Finding, unitPath: string, units: Directory): boolean =>
  finding.lines.some((line) => {
    const path = units.unit(line.unitId)?.path;
    return path !== undefined && isWithin(unitPath, path);
  });
