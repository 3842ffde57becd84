import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');

it('types the api as its document says (npm run openapi)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'duban-schema-'));
  const made = join(folder, 'schema.d.ts');
  try {
    const program = join(ROOT, 'node_modules/openapi-typescript/bin/cli.js');
    execFileSync(process.execPath, [program, 'apps/api/openapi.json', '--output', made], {
      cwd: ROOT,
      stdio: 'ignore',
    });
    const committed = readFileSync(join(ROOT, 'apps/web/src/api/schema.d.ts'), 'utf8');
    expect(readFileSync(made, 'utf8') === committed).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
