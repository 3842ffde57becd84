import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import type { Source } from '#domain';
import { Vault } from '#evidence';
import { type Imported, importFile, IntakeRefusal } from '#intake';
import { openRecord } from '#persistence';

import { connection } from '../connection';
import { printImport } from './print-import';

interface ImportFlags {
  as: string;
  dryRun?: boolean;
  json?: boolean;
  map: Record<string, string>;
  source: Source;
}

/** `duban import FILE`: a list of findings or an issue list, as it comes. */
export async function importCommand(path: string, flags: ImportFlags): Promise<void> {
  const { databaseUrl, stateDir } = connection();
  const record = await openRecord({ url: databaseUrl });
  try {
    const credential = await record.people.credentialOf(flags.as);
    const actor = credential && (await record.people.actorOf(credential.personId));
    if (!actor)
      throw new IntakeFailure(`没有账号“${flags.as}”，请用 --as 指明 / no account "${flags.as}", name one with --as`);
    const imported = await importFile(readFileSync(path), record, new Vault(join(stateDir, 'evidence')), {
      fileName: basename(path),
      actor,
      now: await record.now(),
      source: flags.source,
      dryRun: flags.dryRun ?? false,
      ...(Object.keys(flags.map).length > 0 && { mapping: flags.map }),
      onRow: (done, total) => process.stderr.write(`\r… ${done}/${total}${done === total ? '\n' : ''}`),
    });
    tell(imported, flags);
  } catch (error) {
    if (error instanceof IntakeRefusal) throw new IntakeFailure(`${error.message}`);
    throw error;
  } finally {
    await record.close();
  }
}

/** What the user must mend; told without a stack. */
class IntakeFailure extends Error {}

function tell(imported: Imported, { json, dryRun }: ImportFlags): void {
  if (json) process.stdout.write(`${JSON.stringify(imported, null, 2)}\n`);
  else printImport(imported, dryRun ?? false);
}

/** `--map 他们的表头=我们的项目`, repeatable. */
export function collectMapping(pair: string, before: Record<string, string>): Record<string, string> {
  const cut = pair.lastIndexOf('=');
  if (cut < 1) throw new IntakeFailure(`--map 应写成 表头=项目 / --map wants HEADING=FIELD: ${pair}`);
  return { ...before, [pair.slice(0, cut)]: pair.slice(cut + 1) };
}
