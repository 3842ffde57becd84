import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { importQuery } from '#contract';
import type { Source } from '#domain';
import { Vault } from '#evidence';
import { type Imported, importFile, IntakeRefusal } from '#intake';
import { openRecord } from '#persistence';
import { SetupError } from '#servers';

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
      throw new SetupError(
        'SETTING_INVALID',
        `没有账号“${flags.as}”，请用 --as 指明。`,
        `There is no account "${flags.as}": name one with --as.`,
      );
    const imported = await importFile(bytesOf(path), record, new Vault(join(stateDir, 'evidence')), {
      fileName: basename(path),
      actor,
      now: await record.now(),
      source: flags.source,
      dryRun: flags.dryRun ?? false,
      ...(Object.keys(flags.map).length > 0 && { mapping: flags.map }),
      onRow: (done, total) => process.stderr.write(`\r… ${done}/${total}${done === total ? '\n' : ''}`),
    }).catch(showFields);
    tell(imported, flags);
    if (imported.entered.some(({ problem }) => problem)) process.exitCode = 1;
  } finally {
    await record.close();
  }
}

/** At a terminal there is no page to choose from. */
function showFields(error: unknown): never {
  if (error instanceof IntakeRefusal && error.mapping) {
    const fields = error.mapping.fields.map(({ heading }) => heading).join('、');
    process.stderr.write(`--map 表头=项目 / HEADING=FIELD: ${fields}\n`);
  }
  throw error;
}

/** The error of a folder does not say which. */
function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw Object.assign(error as Error, { path });
  }
}

function tell(imported: Imported, { json, dryRun }: ImportFlags): void {
  if (json) process.stdout.write(`${JSON.stringify(imported, null, 2)}\n`);
  else printImport(imported, dryRun ?? false);
}

/** `--map 他们的表头=我们的项目`, repeatable. */
export function collectMapping(pair: string, before: Record<string, string>): Record<string, string> {
  const cut = pair.lastIndexOf('=');
  if (cut < 1)
    throw new SetupError(
      'SETTING_INVALID',
      `--map ${pair} 应写成 表头=项目。`,
      `--map ${pair} is no mapping: write HEADING=FIELD.`,
    );
  return { ...before, [pair.slice(0, cut)]: pair.slice(cut + 1) };
}

/** 问题来源, as the record knows them. */
export function readSource(level: string): Source {
  const source = importQuery.shape.source.unwrap();
  const known = source.safeParse(level);
  if (known.success) return known.data;
  const levels = source.options.join(', ');
  throw new SetupError(
    'SETTING_INVALID',
    `--source ${level} 不是问题来源，应为以下之一：${levels}。`,
    `--source ${level} is no source level: give one of ${levels}.`,
  );
}
