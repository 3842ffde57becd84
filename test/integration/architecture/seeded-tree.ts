import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '../../..');

const CONFIGURATION = ['.dependency-cruiser.cjs', '.oxlintrc.json', 'package.json', 'tsconfig.json'];

/** A project under our own configuration and with our packages, made of nothing but the given sources. */
export class SeededTree {
  readonly path = mkdtempSync(join(tmpdir(), 'duban-architecture-'));

  constructor(sources: Record<string, string>) {
    for (const name of CONFIGURATION) copyFileSync(join(ROOT, name), join(this.path, name));
    symlinkSync(join(ROOT, 'node_modules'), join(this.path, 'node_modules'));
    for (const [name, text] of Object.entries(sources)) {
      mkdirSync(dirname(join(this.path, name)), { recursive: true });
      writeFileSync(join(this.path, name), `${text}\n`);
    }
  }

  /** What a check of ours prints about the tree, as JSON. */
  report(program: string, ...args: string[]): unknown {
    const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'node_modules', program), ...args], {
      cwd: this.path,
      encoding: 'utf8',
    });
    if (!stdout.startsWith('{')) throw new Error(stdout + stderr);
    return JSON.parse(stdout);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
