import type { Servers } from './servers';
import type { Settings } from './settings';

/** Where to look and how to sign in. */
export function welcome({ stateDir, apiPort }: Settings, { temporal }: Servers): string {
  const api = `http://127.0.0.1:${apiPort}`;
  const lines = [
    '',
    '督办已启动 / Duban is up',
    '',
    `  接口 API        ${api}/api/v1`,
    `  接口说明 docs   ${api}/api/openapi.json`,
    `  就绪 ready      ${api}/readyz`,
    ...(temporal.ui ? [`  工作流 Temporal ${temporal.ui}`] : []),
    `  数据与日志      ${stateDir}`,
    '',
    '按 Ctrl-C 停止 / Ctrl-C stops everything',
    '',
  ];
  return `${lines.join('\n')}\n`;
}
