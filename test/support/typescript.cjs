const { transformSync } = require('@swc/core');
const { readFileSync } = require('node:fs');

/** Lets a process of its own run our sources as they are: a test must be able to kill it. */
require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    module: { type: 'commonjs' },
    sourceMaps: false,
  });
  module._compile(code, filename);
};
