type Entry = Record<string, unknown>;

/** What tells an entry from its neighbours: kept by the record, never shown. */
const IDENTITIES = ['code', 'reason'] as const;
/** Lists whose entries are programs of the record: they are set, never added to. */
const FIXED_LISTS: ReadonlySet<string> = new Set(['unitTriggers', 'caseTriggers']);
const MOST = 20;

const identityOf = (entry: Entry): string | undefined => IDENTITIES.find((key) => typeof entry[key] === 'string');

export const mayGrow = (list: string, entries: readonly Entry[]): boolean =>
  entries.length > 0 && entries.length < MOST && !FIXED_LISTS.has(list);

/** Cases refer to what is in force by its identity; what has none, or was only just added, may go again. */
export function mayGo(list: string, entry: Entry, saved: readonly Entry[]): boolean {
  const identity = identityOf(entry);
  return list === 'ladders' || identity === undefined || saved.every((one) => one[identity] !== entry[identity]);
}

/** Like the last one, with an identity and a name of its own. */
export function anotherOf(entries: readonly Entry[], name: string): Entry {
  const last = structuredClone(entries.at(-1) ?? {});
  const identity = identityOf(last);
  const taken = new Set(entries.map((one) => (identity === undefined ? '' : one[identity])));
  return {
    ...last,
    ...(identity !== undefined && { [identity]: freshCode(String(last[identity]), taken) }),
    ...('zh' in last && { zh: name }),
    ...(typeof last['nth'] === 'number' && { nth: last['nth'] + 1 }),
  };
}

/** `HW07` → `HW08`, `season` → `season2`, whichever is free. */
export function freshCode(like: string, taken: ReadonlySet<unknown>): string {
  const [, stem = like, digits = ''] = /^(.*?)(\d*)$/.exec(like) ?? [];
  for (let number = Number(digits || 1) + 1; ; number++) {
    const code = stem + String(number).padStart(digits.length, '0');
    if (!taken.has(code)) return code;
  }
}
