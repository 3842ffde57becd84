export type CalendarDataFault =
  | 'bad_date'
  | 'bad_hours'
  | 'conflict'
  | 'end_before_start'
  | 'missing_basis'
  | 'not_a_weekend'
  | 'office_missing'
  | 'season_gap'
  | 'season_overlap'
  | 'unknown_service'
  | 'wrong_year'
  | 'year_missing';

/** Calendar data that cannot be compiled or asked: `zh` and `en` name the entry and the way to mend it. */
export class CalendarDataError extends Error {
  override readonly name = 'CalendarDataError';

  constructor(
    readonly code: CalendarDataFault,
    readonly zh: string,
    readonly en: string,
  ) {
    super(`${zh} ${en}`);
  }
}

/** A civil date or wall time that does not exist, or a reckoning that would leave the next hundred years. */
export class CivilDateError extends RangeError {
  override readonly name = 'CivilDateError';

  constructor(
    readonly zh: string,
    readonly en: string,
  ) {
    super(`${zh} ${en}`);
  }
}
