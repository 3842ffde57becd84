import type { CivilDate } from '#calendar';
import { byText } from './points';

/** What a finding teaches the others (举一反三). */
export interface Lesson {
  findingId: string;
  categoryCode: string;
  categoryName: string;
  /** The unit that it was found at. */
  unitId: string;
  due: CivilDate;
}

export interface Sibling {
  unitId: string;
  class: string;
  commanded: boolean;
}

/** 自查任务: look for the same at home. It names the kind of problem, never where or by whom it was found. */
export interface SelfCheckTask {
  /** One for each finding and unit: derived twice, it is the same task. */
  key: string;
  unitId: string;
  categoryCode: string;
  task: string;
  due: CivilDate;
}

/** For each unit of the same class that we command, but the one where it was found and those that have such a task open. */
export function selfChecks(lesson: Lesson, units: readonly Sibling[], open: readonly SelfCheckTask[]): SelfCheckTask[] {
  const own = units.find(({ unitId }) => unitId === lesson.unitId);
  const busy = new Set(
    open.filter(({ categoryCode }) => categoryCode === lesson.categoryCode).map((one) => one.unitId),
  );
  return units
    .filter((unit) => unit.commanded && unit.class === own?.class && unit.unitId !== lesson.unitId)
    .filter(({ unitId }) => !busy.has(unitId))
    .sort((a, b) => byText(a.unitId, b.unitId))
    .map(({ unitId }) => ({
      key: `self-check:${lesson.findingId}:${unitId}`,
      unitId,
      categoryCode: lesson.categoryCode,
      task: `举一反三：对照“${lesson.categoryName}”开展自查，自查发现并自行整改的不扣分`,
      due: lesson.due,
    }));
}
