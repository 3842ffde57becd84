/** Characters that make a spreadsheet read a cell as a formula, half-width and full-width (OWASP: CSV injection). */
const LIVE = /^[\s\u200B-\u200F\u2060\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

/** `text` as a cell that no spreadsheet executes: a leading apostrophe where it would start a formula. */
export function neutraliseFormula(text: string): string {
  return LIVE.test(text) ? `'${text}` : text;
}
