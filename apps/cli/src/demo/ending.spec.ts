import { Ending } from './ending';

it('ends what has begun, the last first, when it is told to stop, whatever becomes of one of them', async () => {
  const ended: string[] = [];
  const ending = new Ending();
  ending.add(async () => void ended.push('servers'));
  ending.add(async () => {
    ended.push('worker');
    throw new Error('already away');
  });
  const after = ending.after(() => new Promise(() => {}));
  process.emit('SIGTERM');
  await expect(after).rejects.toMatchObject({ code: 'INTERRUPTED' });
  expect(ended).toEqual(['worker', 'servers']);
});

it('ends it too when the work is done, and hands back what came of it', async () => {
  const ending = new Ending();
  const end = jest.fn().mockResolvedValue(undefined);
  ending.add(end);
  expect(await ending.after(async () => 57)).toBe(57);
  expect(end).toHaveBeenCalledTimes(1);
});
