import { desk } from '../areas/desk/routes';
import { executor } from '../areas/executor/routes';
import { finding } from '../areas/finding/routes';
import { leader } from '../areas/leader/routes';
import { responsibility } from '../areas/network/routes';
import { rules } from '../areas/rules/routes';
import { signIn } from '../areas/sign-in/routes';
import { street } from '../areas/street/routes';

/** Every area of the pages: one line each. */
export const AREAS = [signIn, desk, finding, street, executor, leader, responsibility, rules] as const;
