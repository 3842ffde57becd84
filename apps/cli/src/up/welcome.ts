import { FIRST_ADMINISTRATOR } from '#persistence';

import { demoPassword } from './demo-password';
import type { Servers } from './servers';
import type { Settings } from './settings';
import { signInTable } from './sign-in';

/** Where to look and how to sign in. */
export function welcome(
  { stateDir, host, apiPort }: Settings,
  { temporal, demo, firstPassword }: Omit<Servers, 'postgres'>,
): string {
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
    ...(demo ? demonstrationAccounts(stateDir) : ownAccounts(firstPassword)),
    '',
    '按 Ctrl-C 停止 / Ctrl-C stops everything',
    '',
  ];
  return `${lines.join('\n')}\n`;
}

export const demonstrationAccounts = (stateDir: string): string[] => [
  `口令 / password: ${demoPassword(stateDir)}`,
  '',
  ...signInTable().map((line) => `  ${line}`),
];

/** The record of an office: who is in it signs in as themselves. */
export const ownAccounts = (firstPassword: string | null): string[] =>
  firstPassword === null
    ? ['用各自的账号登录 / with an account of your own']
    : [
        `第一个管理员 / the first administrator: ${FIRST_ADMINISTRATOR}`,
        `一次性密码 / one-time password: ${firstPassword}`,
        '登录后先设自己的密码，再在“责任网络”建机构与人员 / choose a password of your own, then enter units and people under 责任网络',
      ];
