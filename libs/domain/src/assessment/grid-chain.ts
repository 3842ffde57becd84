/** 四级联动: 村民小组发现 → 村核实上报 → 乡核查审定 → 区跟踪监测. */
export const GRID_LEVELS = ['group', 'village', 'township', 'district'] as const;
export type GridLevel = (typeof GRID_LEVELS)[number];

/** Where a report from the grid stands; the level that has it now works on it under a clock of its own. */
export interface GridReportState {
  level: GridLevel;
  status: 'waiting' | 'settled' | 'refused' | 'registered';
  reportedBy: string;
  /** Those who passed it on, lowest first: none of them rules on it again at another level. */
  hands: string[];
  sentBack: { from: GridLevel; reason: string } | null;
}

export type GridAct =
  | { type: 'pass-on' }
  | { type: 'send-back'; reason: string }
  /** 就地解决: mended where it was found; `evidence` counts the after-photos. */
  | { type: 'settle'; evidence: number }
  | { type: 'refuse'; reason: string };

export const GRID_REFUSALS = {
  not_waiting: ['此件已办结, 无需再办', 'It waits for nobody any more'],
  not_your_level: ['此件不在您这一级', 'It is not with your level'],
  same_person: ['上报人与核实人须为两人', 'Who reported it may not rule on it'],
  lowest_level: ['已在最初一级, 不能再退回', 'It cannot be sent back further'],
  reason_missing: ['请写明理由', 'State the reason'],
  evidence_missing: ['就地解决须附整改后照片', 'Settling it on the spot needs an after-photo'],
} as const satisfies Record<string, readonly [zh: string, en: string]>;
export type GridRefusal = keyof typeof GRID_REFUSALS;

export interface GridActor {
  personId: string;
  level: GridLevel;
}

/** A report enters at the level above who found it. */
export const reported = (by: GridActor): GridReportState => ({
  level: above(by.level),
  status: by.level === 'district' ? 'registered' : 'waiting',
  reportedBy: by.personId,
  hands: [by.personId],
  sentBack: null,
});

/** One level's ruling: pass on, send back, settle on the spot or refuse. The district registers what reaches it. */
export function ruleReport(state: GridReportState, act: GridAct, by: GridActor): GridReportState | GridRefusal {
  const no = refusalOf(state, act, by);
  if (no) return no;
  const hands = [...state.hands, by.personId];
  switch (act.type) {
    case 'pass-on':
      return by.level === 'district' || above(by.level) === 'district'
        ? { ...state, level: 'district', status: 'registered', hands, sentBack: null }
        : { ...state, level: above(by.level), hands, sentBack: null };
    case 'send-back':
      return { ...state, level: below(by.level), hands: state.hands, sentBack: { from: by.level, reason: act.reason } };
    case 'settle':
      return { ...state, status: 'settled', hands };
    case 'refuse':
      return { ...state, status: 'refused', hands };
  }
}

function refusalOf(state: GridReportState, act: GridAct, by: GridActor): GridRefusal | null {
  if (state.status !== 'waiting') return 'not_waiting';
  if (state.level !== by.level) return 'not_your_level';
  // Sent back to where it was found, its reporter completes it and passes it on again.
  if (by.personId === state.reportedBy && by.level !== 'group') return 'same_person';
  if (act.type === 'send-back' && by.level === 'group') return 'lowest_level';
  if ((act.type === 'send-back' || act.type === 'refuse') && !act.reason.trim()) return 'reason_missing';
  return act.type === 'settle' && act.evidence < 1 ? 'evidence_missing' : null;
}

const above = (level: GridLevel): GridLevel => GRID_LEVELS[GRID_LEVELS.indexOf(level) + 1] ?? 'district';
const below = (level: GridLevel): GridLevel => GRID_LEVELS[GRID_LEVELS.indexOf(level) - 1] ?? 'group';
