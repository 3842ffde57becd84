export { isPortFree, assertPortFree, freePort } from './ports';
export { startOwn, stopOwn, type OwnProcess, type OwnProcessOptions } from './own-process';
export { startPostgres, providePostgres, type Postgres, type PostgresOptions } from './postgres';
export type { Progress } from './progress';
export { saysDiskFull, SetupError, type SetupErrorCode } from './setup-error';
export { claimState, isAbandoned, newState } from './state-owner';
export { startTemporal, provideTemporal, type Temporal, type TemporalOptions } from './temporal';
export { provideTestServer } from './test-server';
export { untilServing, type Awaited } from './readiness';
