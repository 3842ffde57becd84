import { Refusal } from '../http/problems';

/** `N1.pdf` as its two parts, where the ending is one of those that are made here. */
export function partsOf<Format extends string>(
  file: string,
  formats: readonly Format[],
): [name: string, format: Format] {
  const dot = file.lastIndexOf('.');
  const format = formats.find((known) => known === file.slice(dot + 1));
  if (dot < 1 || !format) throw Refusal.of('not_found');
  return [file.slice(0, dot), format];
}
