import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CLI = join(__dirname, '..');

/** Too old, as far as the first file can tell. */
const OLD_NODE = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } });`;

/** A clone with nothing installed, started under an npm and a Node of the test's own. */
describe('the first command on a fresh clone', () => {
  let clone: string;
  beforeEach(async () => {
    clone = await mkdtemp(join(tmpdir(), 'duban-clone-'));
    await cp(join(CLI, 'bootstrap.mjs'), join(clone, 'apps/cli/bootstrap.mjs'));
    await cp(join(CLI, 'bootstrap'), join(clone, 'apps/cli/bootstrap'), { recursive: true });
    await cp(join(CLI, '../../package.json'), join(clone, 'package.json'));
    await cp(join(CLI, '../../package-lock.json'), join(clone, 'package-lock.json'));
    await mkdir(join(clone, 'bin'));
  });
  afterEach(() => rm(clone, { recursive: true, force: true }));

  const npm = async (lines: string) => {
    await writeFile(join(clone, 'bin/npm'), `#!/bin/sh\n${lines}\n`);
    await chmod(join(clone, 'bin/npm'), 0o755);
  };
  const start = (flags: string[] = []) => {
    const { npm_execpath: _, ...rest } = process.env;
    const env = { ...rest, PATH: `${join(clone, 'bin')}:/usr/bin:/bin` };
    return new Promise<{ code: unknown; said: string }>((resolve) => {
      execFile(
        process.execPath,
        [...flags, 'apps/cli/bootstrap.mjs', 'start'],
        { cwd: clone, env },
        (error, out, err) => resolve({ code: error?.code ?? 0, said: out + err }),
      );
    });
  };

  it('with a dead network says so at once, in both languages, and installs nothing', async () => {
    await npm(
      `[ "$1" = view ] || touch asked\necho "npm error network request to the registry failed, ETIMEDOUT"; exit 1`,
    );
    const { code, said } = await start();
    expect(code).toBe(1);
    expect(said).toContain(
      '安装依赖失败，请检查网络后重试（npm error network request to the registry failed, ETIMEDOUT）',
    );
    expect(said).toContain('check the network and try again');
    expect(said).not.toMatch(/^\s+at /m);
    expect(await readdir(clone)).not.toContain('asked');
  });

  it.each([
    ['breaks off', 'npm error code ECONNRESET', '安装依赖失败，请检查网络后重试（npm error code ECONNRESET）'],
    ['is not what it should be', 'npm error code EINTEGRITY', 'does not have its expected hash; nothing was kept'],
    ['fills the disk', 'npm error ENOSPC: no space left on device', '磁盘空间不足'],
  ])('with a download that %s keeps nothing half-made', async (_what, line, told) => {
    await npm(`[ "$1" = view ] && exit 0\nmkdir -p node_modules/half && touch asked\necho "${line}"; exit 1`);
    const { code, said } = await start();
    expect(code).toBe(1);
    expect(said).toContain(told);
    expect(said).not.toMatch(/^\s+at /m);
    const left = await readdir(clone);
    expect(left).toContain('asked');
    expect(left).not.toContain('node_modules');
  });

  it('under a Node that is too old names the one it needs and touches nothing', async () => {
    await npm('touch asked');
    await writeFile(join(clone, 'old-node.cjs'), OLD_NODE);
    const { code, said } = await start(['-r', './old-node.cjs']);
    expect(code).toBe(1);
    expect(said).toMatch(/需要 Node\.js .*当前为 18\.20\.4，请升级后重试/);
    expect(said).toContain('is needed and this is 18.20.4. Upgrade it and try again.');
    expect(await readdir(clone)).not.toContain('asked');
  });
});
