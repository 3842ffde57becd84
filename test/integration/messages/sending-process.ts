import { Messages } from '../../../apps/worker/src/messages';
import { Seal, Wire } from '#notification';
import { openRecord } from '#persistence';

/** Sends what is due until it is killed. */
async function main(): Promise<void> {
  const [url = '', key = ''] = process.argv.slice(2);
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const messages = new Messages({
    record: await openRecord({ url }),
    wire: new Wire({ privateTargets: ['127.0.0.1'], timeoutMs: 60_000 }),
    seal: Seal.of(key, '/nowhere'),
    publicUrl: 'https://duban.example.gov.cn',
    log,
  });
  for (;;) {
    const rest = await messages.turn();
    await new Promise((resolve) => setTimeout(resolve, rest));
  }
}

void main();
