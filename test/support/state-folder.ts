import { newState } from '../../libs/servers/src';

/** What start-servers.ts clears away behind a run that was killed. */
export const PREFIX = 'duban-test-';

/** A new folder for servers of this process. */
export const stateFolder = () => newState(PREFIX);
