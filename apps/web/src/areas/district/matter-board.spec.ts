import { columnsOf, type Matter } from './matter-board';

const NOW = Date.parse('2026-11-23T09:00:00+08:00');
const at = (days: number) => new Date(NOW + days * 86_400_000).toISOString();

function matter(id: string, facts: Partial<Matter['finding']> = {}, more: Partial<Matter> = {}): Matter {
  const finding = {
    id,
    status: 'rectifying',
    stage: 'supervise',
    terminal: false,
    overdue: false,
    dueAt: at(3),
    ...facts,
  };
  return {
    finding: finding as Matter['finding'],
    matter: null,
    fixedDate: null,
    leader: null,
    officer: null,
    milestones: [],
    instructions: [],
    progress: null,
    progressDueAt: null,
    ...more,
  };
}
const source = (form: 'instruction' | 'meeting', leader: string | null) => ({
  matter: { form, leader, title: '专报', number: null, said: null, dated: null },
});
const wrote = (...leaders: string[]) => ({
  instructions: leaders.map((leader, index) => ({
    id: `I${index}`,
    leader,
    text: '抓紧',
    at: at(-1),
    repliedAt: null,
    replyDueAt: null,
  })),
});
const told = (items: Matter[], looking: object) =>
  columnsOf(items, { by: 'leader', now: NOW, ...looking }).map(({ name, items: inIt }) => [
    Object.values(name)[0],
    inIt.map((one) => one.finding.id),
  ]);

it('stands by leader, with both where two wrote on it, what nobody instructed last', () => {
  const items = [
    matter('nobody', {}, source('meeting', null)),
    matter('one', {}, source('instruction', '区长')),
    matter('both', {}, { ...source('instruction', '区长'), ...wrote('副区长', '副区长') }),
  ];
  expect(told(items, {})).toEqual([
    ['区长', ['one', 'both']],
    ['副区长', ['both']],
    [null, ['nobody']],
  ]);
  expect(told(items, { form: 'meeting' })).toEqual([[null, ['nobody']]]);
});

it('leaves out what is written off, unless it is asked for', () => {
  const items = [matter('open'), matter('off', { status: 'written_off', stage: 'close' })];
  expect(told(items, { by: 'stage' })).toEqual([['supervise', ['open']]]);
  expect(told(items, { by: 'stage', all: true })).toEqual([
    ['supervise', ['open']],
    ['close', ['off']],
  ]);
});

it('stands by deadline, what is late first', () => {
  const items = [
    matter('later', { dueAt: at(40) }),
    matter('undated', { dueAt: null }),
    matter('month', { dueAt: at(20) }),
    matter('week', { dueAt: at(6) }),
    matter('late', { dueAt: at(-2), overdue: true }),
    matter('off', { terminal: true, dueAt: at(-9) }),
  ];
  expect(told(items, { by: 'due', all: true })).toEqual([
    ['overdue', ['late']],
    ['week', ['week']],
    ['month', ['month']],
    ['later', ['later']],
    ['undated', ['undated']],
    ['closed', ['off']],
  ]);
});
