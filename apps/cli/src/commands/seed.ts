import { join } from 'node:path';

import { seedDistrict } from '#persistence';
import type { Progress } from '#servers';

import { connection } from '../connection';
import { playLivingDistrict } from '../demo/living/living-district';
import { demoPassword } from '../up/demo-password';
import { demonstrationAccounts } from '../up/welcome';

/** The demonstration district; with `--story` also what its people did in the last four weeks. */
export async function seedCommand({ story }: { story?: boolean }): Promise<void> {
  const { databaseUrl, stateDir } = connection();
  const progress: Progress = (line) => void process.stderr.write(`${line}\n`);
  await seedDistrict(databaseUrl, { password: demoPassword(stateDir), progress });
  if (story) await tellStory(databaseUrl, stateDir, progress);
  process.stdout.write(`${demonstrationAccounts(stateDir).join('\n')}\n`);
}

async function tellStory(url: string, stateDir: string, progress: Progress): Promise<void> {
  const cases = await playLivingDistrict({ url, evidenceDir: join(stateDir, 'evidence'), progress });
  progress(
    cases > 0
      ? `已写入 ${cases} 个问题 / ${cases} cases entered`
      : '库中已有问题，未写入 / the record has findings already: nothing was entered',
  );
}
