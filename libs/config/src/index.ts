export { ConfigError } from './config-error';
export { type Config, readConfig } from './read-config';
export { type VariableName, variables } from './variables';
