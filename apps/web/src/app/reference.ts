/** Whether somebody else's text may be the id of something: what is asked for by it is bounded, and may not be there. */
export const isReference = (given: unknown): given is string =>
  typeof given === 'string' && /^[\w.:/-]{1,80}$/.test(given);
