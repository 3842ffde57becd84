import { type VariableName, WANTED } from './variables';

/** Lists every bad variable at once, so that one restart mends them all. Values are never repeated: they may be secrets. */
export class ConfigError extends Error {
  constructor(readonly names: readonly VariableName[]) {
    super(
      [
        '环境变量有误，请改正后重新启动 / Mend these environment variables and start again:',
        ...names.map((name) => `  ${name}: ${WANTED[name][0]} / ${WANTED[name][1]}`),
      ].join('\n'),
    );
    this.name = 'ConfigError';
  }
}
