export { ConfigError } from './config-error';
export { type Config, readConfig, type SsoConfig, type WebConfig } from './read-config';
export { type VariableName, variables } from './variables';
