import { Served } from './served';

interface Told {
  event: string;
  id: string;
  data: any; // oxlint-disable-line typescript/no-explicit-any -- an answer's form is what the tests are about
}

/** A page that listens. */
class Listener {
  readonly told: Told[] = [];
  ended = false;
  private readonly abort = new AbortController();

  static async open(served: Served, username: string, headers: Record<string, string> = {}): Promise<Listener> {
    const listener = new Listener();
    const cookie = { cookie: `duban_session=${await served.token(username)}` };
    const response = await fetch(`${served.origin}/api/v1/stream`, {
      headers: { ...cookie, ...headers },
      signal: listener.abort.signal,
    });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    const type = response.headers.get('content-type') ?? '';
    if (!type.startsWith('text/event-stream')) throw new Error(`a stream of ${type}`);
    void listener.read(response);
    return listener;
  }

  close(): void {
    this.abort.abort();
  }

  async until(wanted: (told: Told) => boolean): Promise<Told> {
    for (;;) {
      const found = this.told.find(wanted);
      if (found) return found;
      if (this.ended) throw new Error(`the stream ended with ${JSON.stringify(this.told)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  private async read(response: Response): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body!) {
        text += decoder.decode(chunk as Uint8Array, { stream: true });
        const parts = text.split('\n\n');
        text = parts.pop()!;
        for (const part of parts) this.take(part);
      }
    } catch {
      // Closed by the test, or cut by the server.
    }
    this.ended = true;
  }

  private take(part: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1];
    const [event, id, data] = [field('event'), field('id'), field('data')];
    if (event) this.told.push({ event, id: id ?? '', data: JSON.parse(data ?? 'null') });
  }
}

const names =
  (id: string) =>
  ({ event, data }: Told): boolean =>
    event === 'finding' && data.ids.includes(id);

describe('the stream', () => {
  let served: Served;
  beforeAll(async () => (served = await Served.open()));
  afterAll(() => served.close());

  it('says how old its data is, and which findings in sight have changed', async () => {
    await served.file();
    const [dispatcher, other] = await Promise.all([
      Listener.open(served, 'dispatcher'),
      Listener.open(served, 'handler.zj'),
    ]);
    const { data } = await dispatcher.until(({ event }) => event === 'board');
    expect(data.dataAt).toMatch(/\+08:00$/);
    const { id, at } = await movedOn(served);
    await dispatcher.until(names(id));
    await other.until(({ event, data: tick }) => event === 'board' && tick.changedAt === at);
    expect(other.told.some(names(id))).toBe(false);
    dispatcher.close();
    other.close();
  });

  it('tells a page that comes back what it missed', async () => {
    const first = await Listener.open(served, 'dispatcher');
    const { id: last } = await first.until(({ event }) => event === 'board');
    first.close();
    const { id } = await movedOn(served);
    const again = await Listener.open(served, 'dispatcher', { 'last-event-id': last });
    const { data } = await again.until(names(id));
    expect(data.reload).toBe(false);
    again.close();
  });

  it('counts the messages that come to the reader', async () => {
    const handler = await Listener.open(served, 'handler.cg');
    await handler.until(({ event }) => event === 'board');
    const id = await served.file();
    served.district.clock.now += 1_000;
    await served.done('dispatcher', `/findings/${id}/assign`, { unitId: 'cg' });
    await served.district.record.deliveries.deliverDue(500);
    const { data } = await handler.until(({ event }) => event === 'inbox');
    expect(data.arrived).toBeGreaterThan(0);
    handler.close();
  });

  it('is for who has signed in, and bounded for each', async () => {
    expect((await fetch(`${served.origin}/api/v1/stream`)).status).toBe(401);
    const open: Listener[] = [];
    for (let i = 0; i < 8; i++) open.push(await Listener.open(served, 'verifier'));
    await expect(Listener.open(served, 'verifier')).rejects.toThrow('429');
    for (const listener of open) listener.close();
  });

  it('ends within a second of the shutdown', async () => {
    const own = await Served.open();
    const listener = await Listener.open(own, 'dispatcher');
    await listener.until(({ event }) => event === 'board');
    const began = performance.now();
    await own.app.close();
    expect(performance.now() - began).toBeLessThan(1_000);
    while (!listener.ended) await new Promise((resolve) => setTimeout(resolve, 10));
    await own.district.close();
  });
});

/** A finding filed a moment later; answers when. */
async function movedOn(served: Served): Promise<{ id: string; at: string }> {
  const { clock } = served.district;
  clock.now += 1_000;
  const id = await served.file();
  const shanghai = new Date(clock.now + 8 * 3_600_000).toISOString().replace('Z', '+08:00');
  return { id, at: shanghai };
}
