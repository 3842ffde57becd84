import { demoPassword } from './demo-password';
import type { Servers } from './servers';
import type { Settings } from './settings';
import { signInTable } from './sign-in';

/** Where to look and how to sign in. */
export function welcome({ stateDir, host, apiPort }: Settings, { temporal }: Servers): string {
  const api = `http://${host}:${apiPort}`;
  const lines = [
    '',
    '督办已启动 / Duban is up',
    '',
    `  网页 pages       ${api}/`,
    `  接口 API         ${api}/api/v1`,
    `  接口说明 OpenAPI ${api}/api/openapi.json`,
    `  就绪 readiness   ${api}/readyz`,
    ...(temporal.ui ? [`  工作流 Temporal  ${temporal.ui}`] : []),
    `  数据与日志 state ${stateDir}`,
    '',
    `登录 / sign in on the pages, or POST ${api}/api/v1/sessions {"username", "password"}`,
    `口令 / password: ${demoPassword(stateDir)}`,
    '',
    ...signInTable().map((line) => `  ${line}`),
    '',
    '按 Ctrl-C 停止 / Ctrl-C stops everything',
    '',
  ];
  return `${lines.join('\n')}\n`;
}
