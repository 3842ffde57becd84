import { join } from 'node:path';

import { seedDistrict } from '#persistence';

import { connection } from '../connection';
import { playLivingDistrict } from '../demo/living/living-district';
import { demoPassword } from '../up/demo-password';

/** The demonstration district; with `--story` also what its people did in the last four weeks. */
export async function seedCommand({ story }: { story?: boolean }): Promise<void> {
  const { databaseUrl, stateDir } = connection();
  const progress = (line: string) => void process.stderr.write(`${line}\n`);
  await seedDistrict(databaseUrl, { password: demoPassword(stateDir), progress });
  if (!story) return;
  const cases = await playLivingDistrict({ url: databaseUrl, evidenceDir: join(stateDir, 'evidence'), progress });
  progress(
    cases > 0
      ? `已写入 ${cases} 个问题 / ${cases} cases entered`
      : '库中已有问题，未写入 / the record has findings already: nothing was entered',
  );
}
