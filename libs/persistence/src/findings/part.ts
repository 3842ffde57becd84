export type Row = Record<string, unknown>;

/** One part of the statement. `$rows` in its SQL stands for its own JSON parameter; what it writes hangs on `guarded`. */
export interface Part {
  name: string;
  sql: string;
  rows?: readonly Row[];
}
