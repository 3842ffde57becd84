import ts from 'typescript';

/** Where a source reads the machine's or the database's clock by itself. */
export interface TimeRead {
  line: number;
  text: string;
}

const SQL_CLOCKS =
  /\b(?:now|timeofday|clock_timestamp|statement_timestamp|transaction_timestamp)\s*\(\s*\)|\b(?:current_timestamp|current_date|current_time|localtimestamp)\b|'now'::/i;

/** `Date.now()`, `Date()`, `new Date()` and, in any text of the program, SQL's own clocks; comments may name them. */
export function readsOfTime(fileName: string, source: string): TimeRead[] {
  if (fileName.endsWith('.sql')) return sqlReads(source);
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  const reads: TimeRead[] = [];
  const visit = (node: ts.Node): void => {
    if (readsMachineClock(node) || isSqlClock(node))
      reads.push({
        line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1,
        text: node.getText().slice(0, 80),
      });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return reads;
}

function readsMachineClock(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return isDate(node.expression) && !node.arguments?.length;
  if (ts.isCallExpression(node)) return isDate(node.expression);
  return ts.isPropertyAccessExpression(node) && isDate(node.expression) && node.name.text === 'now';
}

const isDate = (node: ts.Node): boolean => ts.isIdentifier(node) && node.text === 'Date';

function isSqlClock(node: ts.Node): boolean {
  const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
  return isText && SQL_CLOCKS.test(node.text);
}

function sqlReads(source: string): TimeRead[] {
  return source.split('\n').flatMap((text, index) => {
    const statement = text.replace(/--.*$/, '');
    return SQL_CLOCKS.test(statement) ? [{ line: index + 1, text: statement.trim() }] : [];
  });
}
