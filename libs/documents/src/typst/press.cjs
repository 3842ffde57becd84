'use strict';
// A process of its own: Typst is native and works synchronously, so that nothing but a kill ends a paper that never ends.
const { NodeCompiler } = require('@myriaddreamin/typst-ts-node-compiler');

/** What is no longer drawn from is forgotten after so many papers. */
const REMEMBERED = 5;
let root;
let compiler;

function start({ template, fontPaths, ...given }) {
  root = given.root;
  compiler = NodeCompiler.create({ workspace: root, fontArgs: [{ fontPaths }] });
  compiler.addSource(`${root}/paper.typ`, template);
}

function typeset({ paper, pictures, at }) {
  for (const { path, bytes } of pictures) compiler.mapShadow(`${root}${path}`, Buffer.from(bytes));
  try {
    const compiled = compiler.compile({ mainFilePath: `${root}/paper.typ`, inputs: { paper } });
    if (compiled.hasError()) {
      const error = compiled.takeError();
      throw new Error(JSON.stringify(error ? compiler.fetchDiagnostics(error) : 'no result'));
    }
    const pages = compiled.result.numOfPages;
    return { pdf: compiler.pdf(compiled.result, { creationTimestamp: Math.floor(at / 1000) }), pages };
  } finally {
    for (const { path } of pictures) compiler.unmapShadow(`${root}${path}`);
    compiler.evictCache(REMEMBERED);
  }
}

process.on('disconnect', () => process.exit());
process.on('message', ({ id, ...job }) => {
  if ('template' in job) return start(job);
  try {
    process.send({ id, ...typeset(job) });
  } catch (error) {
    process.send({ id, fault: String(error && error.message) });
  }
});
