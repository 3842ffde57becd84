import { FINDING_FIELDS } from './finding-fields';
import { findHeadings } from './headings';
import { MEASURE_FIELDS } from './issue-list-fields';
import type { Table } from './table';

/** What a table holds, judged by its headings; 'unknown' asks for a column mapping. */
export function detectKind(table: Table): 'findings' | 'issue_list' | 'unknown' {
  const measures = findHeadings(table, MEASURE_FIELDS)?.columns;
  if (measures?.measure && (measures.leadUnit ?? measures.problem)) return 'issue_list';
  return findHeadings(table, FINDING_FIELDS)?.columns.description ? 'findings' : 'unknown';
}
