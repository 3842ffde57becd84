import type { Command, CommandType, FilePayload, Finding } from '#domain';

import type { Plot } from '../plots';
import type { Scene } from '../pictures/scenes';
import { WORKING_DAY } from './work-hours';

/** Something that is done to a case beside its plot. */
export interface Act {
  /** Office hours before the present. */
  hoursAgo: number;
  /** A username, the handler of the unit that leads the case, or the grid's next level: village, township. */
  by: string;
  command: (facts: { finding: Finding; idOf: (key: string) => string; dateIn: (days: number) => string }) => Command;
}

/** One case of the district at work: when it was found, how it goes, and where it stands today. */
export interface Case {
  scene: Scene;
  /** Office hours before the present. */
  hoursAgo: number;
  /** Minutes before the present instead, whatever the hour. */
  minutesAgo?: number;
  plot: Plot;
  lastAct?: CommandType;
  facts: Partial<FilePayload>;
  by?: string;
  /** By which other cases name it. */
  key?: string;
  acts: Act[];
}

const DAY = WORKING_DAY;

const found = (scene: Scene, hoursAgo: number, rest: Partial<Omit<Case, 'scene' | 'hoursAgo'>> = {}): Case => ({
  scene,
  hoursAgo,
  plot: 'prompt',
  facts: {},
  acts: [],
  ...rest,
});

const upTo = (lastAct: CommandType, cases: [Scene, number][], rest: Partial<Case> = {}): Case[] =>
  cases.map(([scene, hoursAgo]) => found(scene, hoursAgo, { lastAct, ...rest }));

/** Closed long since, well and less well. */
const HISTORY: Case[] = [
  found('notices', 19.5 * DAY),
  found('posters', 19.2 * DAY, { plot: 'late' }),
  found('bins', 18.4 * DAY),
  found('stairwell', 17.6 * DAY, { plot: 'sham' }),
  found('charging', 17.1 * DAY),
  found('pavement', 16.8 * DAY, { plot: 'extended' }),
  found('stalls', 14.7 * DAY, { plot: 'wrong_unit' }),
  found('manhole', 13.9 * DAY),
  found('parking', 13.2 * DAY, { plot: 'late' }),
  found('stairwell', 11.4 * DAY, { plot: 'not_mine' }),
  found('bins', 10.6 * DAY),
  found('posters', 9.1 * DAY),
];

/** Written off and kept in sight, before the public, found broken again, sent elsewhere. */
const WATCHED: Case[] = [
  found('charging', 36 * DAY, { plot: 'bounces', facts: { severity: 'major' } }),
  found('stairwell', 15.1 * DAY, { facts: { severity: 'major' } }),
  found('fireLane', 12.1 * DAY, { facts: { severity: 'major' } }),
  found('sewage', 9.7 * DAY, { facts: { severity: 'major' } }),
  found('litter', 5.2 * DAY, { facts: { source: 'province' } }),
  found('bins', 4.6 * DAY, { facts: { source: 'central' } }),
  found('parking', 3.4 * DAY, {
    lastAct: 'assign',
    acts: [
      { hoursAgo: 3.1 * DAY, by: 'dispatcher', command: () => ({ type: 'void', reason: '与热线工单重复登记' }) },
      { hoursAgo: 2.9 * DAY, by: 'office.head', command: () => ({ type: 'void', reason: '情况属实，同意作废' }) },
    ],
  }),
];

/** 核查: a wall of pairs. */
const TO_VERIFY: Case[] = [
  ...upTo('submit', [
    ['bins', 6.2],
    ['stalls', 6.6],
    ['posters', 9.4],
    ['litter', 5.8],
    ['parking', 6.9],
    ['stairwell', 12.5],
    ['stalls', 5.5],
    ['litter', 7.8],
    ['bins', 7.4],
    ['posters', 10.2],
    ['stairwell', 13.6],
    ['pavement', 26],
  ]),
  ...upTo('submit', [['charging', 2.6]], { facts: { covert: true } }),
  ...upTo('submit', [['manhole', 5.9]]),
];

/** 销号: a batch that waits for one signature each. */
const TO_APPROVE: Case[] = upTo('verify', [
  ['bins', 11.8],
  ['litter', 10.9],
  ['stalls', 12.4],
  ['parking', 11.2],
  ['posters', 16.1],
  ['stairwell', 21.7],
  ['notices', 24.3],
  ['charging', 9.3],
  ['fireLane', 8.7],
  ['manhole', 10.4],
]);

/** With the units: in time, soon due, late with every colour. */
const WITH_UNITS: Case[] = [
  ...upTo('sign', [
    ['pavement', 1.4 * DAY],
    ['pavement', 2.3 * DAY],
    ['notices', 0.9 * DAY],
    ['sewage', 2.8 * DAY],
    ['stairwell', 0.6 * DAY],
    ['posters', 2.2],
  ]),
  ...upTo('sign', [
    ['pavement', 4.6 * DAY],
    ['pavement', 4.4 * DAY],
    ['notices', 2.6 * DAY],
    ['stairwell', 1.7 * DAY],
  ]),
  ...upTo('sign', [
    ['posters', 2.6 * DAY],
    ['stairwell', 3.5 * DAY],
    ['pavement', 6.6 * DAY],
    ['stalls', 2.1 * DAY],
  ]),
  ...upTo('sign', [
    ['notices', 9.2 * DAY],
    ['stairwell', 6.3 * DAY],
    ['posters', 5.4 * DAY],
  ]),
  found('pavement', 21.5 * DAY, {
    lastAct: 'sign',
    acts: [
      { hoursAgo: 6 * DAY, by: 'dispatcher', command: () => ({ type: 'urge', text: '请说明逾期原因并报送完成时限' }) },
      {
        hoursAgo: 1.2 * DAY,
        by: 'mayor',
        command: () => ({ type: 'instruct', text: '群众出行无小事，请立即整改到位，结果报我。', replyWithinDays: 3 }),
      },
    ],
  }),
  found('sewage', 11.3 * DAY, {
    lastAct: 'sign',
    facts: { severity: 'serious' },
    acts: [
      {
        hoursAgo: 3.1 * DAY,
        by: 'handler',
        command: () => ({ type: 'report-progress', text: '已完成管道检测，换管材料本周进场' }),
      },
      {
        hoursAgo: 0.7 * DAY,
        by: 'deputy.mayor',
        command: () => ({ type: 'instruct', text: '雨季前务必完成，请水利局配合。', replyWithinDays: 5 }),
      },
    ],
  }),
  found('bins', 3, { plot: 'prompt', lastAct: 'sign' }),
  found('fireLane', 1, { minutesAgo: 34, lastAct: 'sign' }),
];

/** What has been asked and waits for an answer, and what was answered. */
const ASKED: Case[] = [
  ...upTo(
    'request-extension',
    [
      ['pavement', 3.1 * DAY],
      ['pavement', 2.7 * DAY],
    ],
    { plot: 'extended' },
  ),
  ...upTo(
    'request-return',
    [
      ['stalls', 1.6],
      ['posters', 2.4],
    ],
    { plot: 'wrong_unit' },
  ),
  found('pavement', 8.2 * DAY, {
    lastAct: 'sign',
    acts: [
      {
        hoursAgo: 6.9 * DAY,
        by: 'handler',
        command: ({ dateIn }) => ({
          type: 'request-suspension',
          reason: 'project',
          until: dateIn(40),
          basis: '管网改造已列入年度计划，现场先行围挡',
        }),
      },
      { hoursAgo: 6.1 * DAY, by: 'deputy.mayor', command: () => ({ type: 'decide-suspension', granted: true }) },
    ],
  }),
  found('pavement', 5.6 * DAY, {
    lastAct: 'sign',
    acts: [
      {
        hoursAgo: 4.4 * DAY,
        by: 'handler',
        command: ({ dateIn }) => ({
          type: 'request-suspension',
          reason: 'project',
          until: dateIn(55),
          basis: '需与片区雨污分流工程同步实施，已架设临时导流',
        }),
      },
      { hoursAgo: 3.7 * DAY, by: 'deputy.mayor', command: () => ({ type: 'decide-suspension', granted: true }) },
    ],
  }),
  found('pavement', 1.8 * DAY, {
    lastAct: 'sign',
    acts: [
      {
        hoursAgo: 0.5 * DAY,
        by: 'handler',
        command: ({ dateIn }) => ({
          type: 'request-suspension',
          reason: 'season',
          until: dateIn(45),
          basis: '气温不宜铺装，已设临时便道',
        }),
      },
    ],
  }),
];

/** This morning's: nobody has signed, nobody has been given them, or they have only just come in. */
const FRESH: Case[] = [
  ...upTo('assign', [
    ['bins', 2.2],
    ['stalls', 1.9],
    ['parking', 2.6],
    ['notices', 2.9],
    ['litter', 1.7],
  ]),
  ...upTo('file', [
    ['posters', 3.3],
    ['bins', 1.2],
    ['stalls', 0.9],
    ['parking', 0.6],
    ['pavement', 2.1],
    ['stairwell', 0.3],
  ]),
  found('litter', 0.8, { lastAct: 'file', facts: { channel: 'grid', source: 'street' }, by: 'grid' }),
  found('stairwell', 0.5, { lastAct: 'file', facts: { channel: 'grid', source: 'street' }, by: 'grid' }),
  found('bins', 6.4, {
    lastAct: 'file',
    facts: { channel: 'grid', source: 'street' },
    by: 'grid',
    acts: [{ hoursAgo: 1.5, by: 'village', command: () => ({ type: 'pass-on' }) }],
  }),
  found('posters', 5.1, {
    lastAct: 'file',
    facts: { channel: 'grid', source: 'street' },
    by: 'grid',
    acts: [{ hoursAgo: 1.2, by: 'village', command: () => ({ type: 'pass-back', reason: '请补充门牌号和近照' }) }],
  }),
  found('bins', 0.7, { lastAct: 'file', facts: { channel: 'hotline', source: 'hotline' }, by: 'dispatcher' }),
  found('pavement', 1.4, {
    lastAct: 'file',
    facts: { channel: 'hotline', source: 'hotline' },
    by: 'dispatcher',
    key: 'same-place',
  }),
  found('pavement', 1.1, {
    lastAct: 'file',
    facts: { channel: 'hotline', source: 'hotline' },
    by: 'dispatcher',
    acts: [
      {
        hoursAgo: 0.4,
        by: 'dispatcher',
        command: ({ idOf }) => ({ type: 'merge', into: idOf('same-place'), reason: '同一处人行道破损' }),
      },
    ],
  }),
  found('posters', 4.8, {
    lastAct: 'file',
    facts: { channel: 'hotline', source: 'hotline' },
    by: 'dispatcher',
    acts: [
      { hoursAgo: 4.1, by: 'dispatcher', command: () => ({ type: 'dismiss', reason: '现场核实为依法设置的招贴栏' }) },
    ],
  }),
];

export const CASES: readonly Case[] = [
  ...HISTORY,
  ...WATCHED,
  ...TO_VERIFY,
  ...TO_APPROVE,
  ...WITH_UNITS,
  ...ASKED,
  ...FRESH,
];
