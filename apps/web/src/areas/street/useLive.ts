import { liveQuery } from 'dexie';
import { useEffect, useState } from 'react';

/** What a question to the store answers, again whenever the answer changes, in whichever tab; undefined until it is known. */
export function useLive<T>(ask: () => Promise<T>, about: string): T | undefined {
  const [known, setKnown] = useState<{ about: string; answer: T }>();
  useEffect(() => {
    const subscription = liveQuery(ask).subscribe({
      next: (answer) => setKnown({ about, answer }),
      error: () => setKnown(undefined),
    });
    return () => subscription.unsubscribe();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the question is the same as long as what it is about is
  }, [about]);
  return known?.about === about ? known.answer : undefined;
}
