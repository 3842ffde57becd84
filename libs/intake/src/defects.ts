const SENTENCE_MARK = /[;；\n]|(?:^|(?<=[。\s;；]))(?:\d{1,2}[、.．)）](?!\d)|[①-⑳]|[(（]\d{1,2}[)）])/;
const SHORTEST_CLAUSE = 4;

/** The defects that one description seems to list, by semicolon, ordinal or 顿号; a single one stays whole. */
export function defectsIn(description: string): string[] {
  if (description.startsWith('=')) return [description];
  const sentences = parts(description, SENTENCE_MARK);
  if (sentences.length > 1) return sentences;
  const clauses = parts(description, /、/);
  return clauses.length > 1 && clauses.every((clause) => clause.length >= SHORTEST_CLAUSE) ? clauses : [description];
}

const parts = (text: string, mark: RegExp): string[] =>
  text
    .split(mark)
    .map((part) => part.trim().replace(/。$/, ''))
    .filter((part) => part !== '');
