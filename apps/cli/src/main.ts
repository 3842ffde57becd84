import { Command } from 'commander';

import { SetupError } from '#servers';

import { up } from './up/up';

const duban = new Command('duban').description('督办 / drives every inspection finding through one closed loop');

duban
  .command('up')
  .description('在本机运行全部服务，直到 Ctrl-C / run everything on this machine until Ctrl-C')
  .action(up);

duban.parseAsync().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof SetupError ? `${error.zh}\n${error.en}` : error);
    process.exit(1);
  },
);
