import { findings } from '../areas/findings/routes';
import { signIn } from '../areas/sign-in/routes';

/** Every area of the pages: one line each. */
export const AREAS = [signIn, findings] as const;
