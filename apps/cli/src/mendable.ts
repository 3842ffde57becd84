import { isGrpcServiceError } from '@temporalio/client';

import { saysDiskFull } from '#servers';

const FILE: Record<string, [zh: string, en: string]> = {
  ENOENT: ['没有这个文件', 'No such file'],
  EISDIR: ['这是文件夹，不是文件', 'This is a folder and not a file'],
  EACCES: ['没有读取权限', 'Not allowed to read it'],
};
const AWAY: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH']);

/** PostgreSQL's; also what a server of somebody else's says that took the port of ours, which has stopped. */
const WRONG_PASSWORD = '28P01';
const NOT_OURS =
  '数据库不认此账号密码：请先运行 npm start，或检查 DATABASE_URL。\nThe database does not take this user and password: run npm start first, or check DATABASE_URL.';

const DISK_FULL =
  '磁盘空间不足，请清理后重试；已保存的不受影响。\nThe disk is full: free some space and try again. What was saved stays as it was.';

/** Of errors of ours, which speak both languages, and of the system's. */
type Known = Record<'zh' | 'en' | 'code' | 'path' | 'address', string> & { port: number };

/** What a user can mend, in a line of each language; null for an error that nobody foresaw, which is shown whole. */
export function mendable(error: unknown): string | null {
  const { zh, en, code = '', path, address, port } = error as Partial<Known>;
  if (zh && en) return `${zh}\n${en}`;
  if (saysDiskFull(error)) return DISK_FULL;
  const file = FILE[code];
  if (file && path) return `${file[0]}：${path}。\n${file[1]}: ${path}`;
  if (AWAY.has(code)) {
    const where = address ? `（${address}:${port}）` : '';
    return `连不上数据库${where}，请先启动它或检查 DATABASE_URL。\nThe database does not answer${where}: start it, or check DATABASE_URL.`;
  }
  if (code === WRONG_PASSWORD) return NOT_OURS;
  if (isGrpcServiceError((error as Error).cause))
    return '连不上 Temporal，请先启动它或检查 TEMPORAL_ADDRESS。\nTemporal does not answer: start it, or check TEMPORAL_ADDRESS.';
  return null;
}
