// The first command on a fresh clone: nothing but Node's own modules may be imported here.
import { readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

/** Whether a version such as 20.19.1 is in a range such as `^20.19 || >=24.11`. */
function supports(range, version) {
  const [major, minor] = version.split('.').map(Number);
  return range.split('||').some((part) => {
    const [, operator, atMajor, atMinor] = /(\^|>=)\s*(\d+)\.(\d+)/.exec(part);
    if (major === Number(atMajor)) return minor >= Number(atMinor);
    return operator === '>=' && major > Number(atMajor);
  });
}

const { engines } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
if (!supports(engines.node, process.versions.node)) {
  console.error(`需要 Node.js ${engines.node}，当前为 ${process.versions.node}，请升级后重试。`);
  console.error(`Node.js ${engines.node} is needed and this is ${process.versions.node}. Upgrade it and try again.`);
  process.exit(1);
}

// Only now: what follows may be written for the Node that we ask for.
const { run } = await import('./bootstrap/run.mjs');
process.exitCode = await run(process.argv[2], process.argv.slice(3));
