import { connection } from '../connection';
import { found } from '../up/servers';
import { readSettings } from '../up/settings';
import { ownAccounts } from '../up/welcome';

/** `duban found`: a district of one's own in an empty record, with a first administrator. */
export async function foundCommand(): Promise<void> {
  const firstPassword = await found(connection().databaseUrl, readSettings());
  for (const line of ownAccounts(firstPassword)) process.stdout.write(`${line}\n`);
}
