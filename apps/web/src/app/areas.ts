import { assessment } from '../areas/assessment/routes';
import { desk } from '../areas/desk/routes';
import { district, districtPhone } from '../areas/district/routes';
import { executor } from '../areas/executor/routes';
import { finding } from '../areas/finding/routes';
import { leader } from '../areas/leader/routes';
import { messages } from '../areas/messages/routes';
import { responsibility } from '../areas/network/routes';
import { papers } from '../areas/papers/routes';
import { rules } from '../areas/rules/routes';
import { signIn } from '../areas/sign-in/routes';
import { street } from '../areas/street/routes';

/** Every area of the pages: one line each. */
export const AREAS = [
  signIn,
  desk,
  district,
  finding,
  street,
  districtPhone,
  executor,
  papers,
  messages,
  leader,
  responsibility,
  rules,
  assessment,
] as const;
