/** Brings the schema up to date; safe when several processes start at once. */
export async function migrate(_url: string, _progress?: (line: string) => void): Promise<void> {
  throw new Error('the record is not written yet');
}
