export { DefaultsError, type DefaultsFault } from './defaults-error';
export { type Defaults, loadDefaults, readDefaults } from './load-defaults';
