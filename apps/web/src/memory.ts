/**
 * What a page keeps on this machine. A browser may forbid it (a frame in another platform's page, a private window) or be full:
 * then it is kept for as long as the page is open, and nothing fails.
 */
const ofThisVisit = new Map<string, string>();

export function recalled(name: string): string | null {
  const here = ofThisVisit.get(name);
  if (here !== undefined) return here;
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function keep(name: string, words: string): void {
  try {
    localStorage.setItem(name, words);
    ofThisVisit.delete(name);
  } catch {
    ofThisVisit.set(name, words);
  }
}

export function drop(name: string): void {
  ofThisVisit.delete(name);
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing was kept there.
  }
}

export function keptNames(): string[] {
  const here = [...ofThisVisit.keys()];
  try {
    return [...new Set([...Object.keys(localStorage), ...here])];
  } catch {
    return here;
  }
}

/** True the first time that it is asked in this tab. */
export function isFirst(name: string): boolean {
  try {
    const first = sessionStorage.getItem(name) === null;
    sessionStorage.setItem(name, 'asked');
    return first;
  } catch {
    const first = !ofThisVisit.has(name);
    ofThisVisit.set(name, 'asked');
    return first;
  }
}
