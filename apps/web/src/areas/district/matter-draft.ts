import type { Dayjs } from 'dayjs';

import type { Assignment, Filing } from './matter-entry';
import type { MatterForm } from './matter-search';
import type { Milestone } from './MatterMilestones';

/** Who is above the district. */
export const LEVELS = ['city', 'province'] as const;

/** A matter as far as it has been written down. */
interface MatterDraft {
  form: MatterForm;
  level: (typeof LEVELS)[number];
  title: string;
  number: string;
  leader: string;
  said: string;
  dated: Dayjs | null;
  scans: string[];
  description: string;
  unitId: string | null;
  coUnitIds: string[];
  unitLeader: string;
  officer: string;
  due: Dayjs | null;
  milestones: Milestone[];
}

export interface MatterPartProps {
  draft: MatterDraft;
  onChange: (changed: Partial<MatterDraft>) => void;
}

export const BLANK: MatterDraft = {
  form: 'instruction',
  level: 'city',
  title: '',
  number: '',
  leader: '',
  said: '',
  dated: null,
  scans: [],
  description: '',
  unitId: null,
  coUnitIds: [],
  unitLeader: '',
  officer: '',
  due: null,
  milestones: [],
};

const given = (text: string): string | null => text.trim() || null;
const day = (date: Dayjs | null): string | null => date?.format('YYYY-MM-DD') ?? null;

export const isWhole = ({ title, description }: MatterDraft): boolean =>
  given(title) !== null && given(description) !== null;

/** 录入. */
export const filingOf = (draft: MatterDraft): Filing => ({
  kind: 'matter',
  channel: 'verbal',
  source: draft.form === 'instruction' ? 'leader' : draft.form === 'superior' ? draft.level : 'district',
  description: draft.description.trim(),
  fixedDate: day(draft.due),
  proposal: { unitId: draft.unitId, coUnitIds: draft.coUnitIds },
  matter: {
    form: draft.form,
    title: draft.title.trim(),
    number: given(draft.number),
    leader: given(draft.leader),
    said: given(draft.said),
    dated: day(draft.dated),
  },
  evidence: draft.scans.map((sha256) => ({ sha256, role: 'material', defect: 1, capture: 'scan' })),
});

/** 交办; null while no unit is chosen. */
export function assignmentOf(draft: MatterDraft): Assignment | null {
  if (draft.unitId === null) return null;
  return {
    unitId: draft.unitId,
    coUnitIds: draft.coUnitIds,
    leader: given(draft.unitLeader),
    officer: given(draft.officer),
    task: draft.description.trim(),
    milestones: draft.milestones.flatMap(({ name, date }) => {
      const [named, on] = [given(name), day(date)];
      return named && on ? [{ name: named, date: on }] : [];
    }),
    fixedDate: day(draft.due),
  };
}
