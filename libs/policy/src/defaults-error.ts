/** One fault of a policy file: where it is and how to mend it, in both languages. */
export interface DefaultsFault {
  /** `categories[SR04].steps[0].unit`: list entries by their code where they have one. */
  path: string;
  zh: string;
  en: string;
}

/** A policy file that cannot be used; `faults` lists every contradiction found, not only the first. */
export class DefaultsError extends Error {
  override readonly name = 'DefaultsError';

  constructor(readonly faults: DefaultsFault[]) {
    super(faults.map(({ path, zh, en }) => `${path}：${zh} ${en}`).join('\n'));
  }
}
