/** Past the minute in which it was due (ruling 14). */
export const overdueSql = (now: string): string =>
  `(f.overdue_after IS NOT NULL AND date_trunc('minute', ${now}) > f.overdue_after)`;
