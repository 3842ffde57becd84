/** How far this machine's clock is behind the server's; answers carry their second, so a small difference is none. */
let ahead = 0;
const NOTICEABLE_MS = 2_000;

const machineNow = (): number => performance.timeOrigin + performance.now();

/** @param date the `Date` header of an answer that has just come */
export function hearServerTime(date: string | null): void {
  const told = Date.parse(date ?? '');
  if (Number.isNaN(told)) return;
  const difference = told - machineNow();
  ahead = Math.abs(difference) > NOTICEABLE_MS ? difference : 0;
}

/** The instant by the server's clock: a phone whose clock is wrong must not show a wrong countdown. */
export const serverNow = (): number => machineNow() + ahead;
