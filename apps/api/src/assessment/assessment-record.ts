/** Token of the record's assessment part. */
export const ASSESSMENT = Symbol('assessment');
