import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { type BundleOptions, bundleWorkflowCode, DefaultLogger, type WorkflowBundleOption } from '@temporalio/worker';

/** The repository, or dist/, which mirrors it. */
const ROOT = join(__dirname, '../../..');
const BUILT = join(ROOT, 'workflows.bundle.js');

type Webpack = NonNullable<BundleOptions['webpackConfigHook']>;

/** Run from source, the bundler too must resolve `#contract/temporal` to TypeScript; run from dist, to its neighbour in dist. */
const asWeAreRun: Webpack = (config) => {
  if (!__filename.endsWith('.ts')) return config;
  const conditionNames = ['duban-source', 'webpack', 'require', 'module', 'default'];
  return { ...config, resolve: { ...config.resolve, conditionNames } };
};

/** Bundles the workflows' code, some 2 s of work: once per process or build, and never per worker. */
export async function bundleWorkflows(workflowsPath = join(ROOT, 'workflows/src')): Promise<{ code: string }> {
  const logger = new DefaultLogger('WARN');
  const { code } = await bundleWorkflowCode({ workflowsPath, logger, webpackConfigHook: asWeAreRun });
  return { code };
}

/** The bundle that the build left, else a fresh one. */
export async function workflowBundle(): Promise<WorkflowBundleOption> {
  return existsSync(BUILT) ? { codePath: BUILT } : bundleWorkflows();
}
