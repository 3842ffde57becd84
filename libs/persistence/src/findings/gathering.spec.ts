import { Gathering, type Settled } from './gathering';

interface Ask {
  id: string;
  n: number;
}

const answered = <T>(value: T): Settled<T> => ({ status: 'fulfilled', value });
const ask = (n: number, id = String(n)): Ask => ({ id, n });

/** Groups as they were asked; each is answered when told to. */
function gathered(most = 10, lanes = 1) {
  const groups: { asks: Ask[]; answer: () => void; fail: (error: Error) => void }[] = [];
  const gathering = new Gathering<Ask, number>({
    lanes,
    most,
    answer: (asks) =>
      new Promise((resolve, reject) =>
        groups.push({ asks, answer: () => resolve(asks.map(({ n }) => answered(n * 10))), fail: reject }),
      ),
  });
  return { gathering, groups, sizes: () => groups.map(({ asks }) => asks.length) };
}

const turn = () => new Promise(setImmediate);

describe('a gathering', () => {
  it('asks at once what comes in one turn, and what comes meanwhile with the next group', async () => {
    const { gathering, groups, sizes } = gathered();
    const first = [1, 2, 3].map((n) => gathering.ask(ask(n)));
    await turn();
    const second = [4, 5].map((n) => gathering.ask(ask(n)));
    await turn();
    expect(sizes()).toEqual([3]);
    groups[0]!.answer();
    expect(await Promise.all(first)).toEqual([10, 20, 30]);
    await turn();
    expect(sizes()).toEqual([3, 2]);
    groups[1]!.answer();
    expect(await Promise.all(second)).toEqual([40, 50]);
  });

  it('asks of a finding once in a group, and no more than it may', async () => {
    const { gathering, groups, sizes } = gathered(2);
    const all = [ask(1, 'a'), ask(2, 'a'), ask(3, 'b'), ask(4, 'c')].map((each) => gathering.ask(each));
    for (let group = 0; group < 3; group++) {
      await turn();
      groups[group]?.answer();
      await turn();
    }
    expect(await Promise.all(all)).toEqual([10, 20, 30, 40]);
    expect(sizes()).toEqual([2, 2]);
    expect(groups.map(({ asks }) => asks.map(({ n }) => n))).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  it('fails a group as a whole, one of it alone, and goes on', async () => {
    const { gathering, groups } = gathered();
    const lost = gathering.ask(ask(1));
    await turn();
    groups[0]!.fail(new Error('gone'));
    await expect(lost).rejects.toThrow('gone');

    const choosy = new Gathering<Ask, number>({
      lanes: 1,
      most: 10,
      answer: async (asks) =>
        asks.map(({ n }) => (n === 2 ? { status: 'rejected', reason: new Error('not this one') } : answered(n))),
    });
    const [one, two] = [choosy.ask(ask(1)), choosy.ask(ask(2))];
    await expect(two).rejects.toThrow('not this one');
    expect(await one).toBe(1);
  });

  it('has no more groups under way than lanes', async () => {
    const { gathering, groups, sizes } = gathered(1, 2);
    const all = [1, 2, 3].map((n) => gathering.ask(ask(n)));
    await turn();
    expect(sizes()).toEqual([1, 1]);
    groups[1]!.answer();
    await all[1];
    await turn();
    expect(sizes()).toEqual([1, 1, 1]);
    groups[0]!.answer();
    groups[2]!.answer();
    expect(await Promise.all(all)).toEqual([10, 20, 30]);
  });
});
