export type SetupErrorCode =
  | 'ALREADY_RUNNING'
  | 'DISK_FULL'
  | 'DOWNLOAD_CORRUPT'
  | 'DOWNLOAD_FAILED'
  | 'EXECUTABLE_MISSING'
  | 'INTERRUPTED'
  | 'PORT_TAKEN'
  | 'PYTHON_MISSING'
  | 'SERVER_FAILED'
  | 'SERVER_UNREACHABLE'
  | 'SETTING_INVALID';

/** Something on this machine keeps a server from running; the message is one line and says what to do next. */
export class SetupError extends Error {
  override readonly name = 'SetupError';

  constructor(
    readonly code: SetupErrorCode,
    readonly zh: string,
    readonly en: string,
    options?: ErrorOptions,
  ) {
    super(`${zh} / ${en}`, options);
  }
}

export function diskFull(folder: string, cause?: unknown): SetupError {
  return new SetupError(
    'DISK_FULL',
    `磁盘空间不足：${folder}。请清理后重试，未留下半成品。`,
    `The disk holding ${folder} is full. Free some space and try again; nothing half-made was left.`,
    { cause },
  );
}

/** A full disk shows as ENOSPC from our own calls and as text from programs that we run. */
export function saysDiskFull(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || /no space left on device|ENOSPC|disk full/i.test(message ?? String(error));
}
