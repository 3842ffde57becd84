import type { Policy } from '#domain';
import { POSITION_ZH } from './workbook-words';

/** A position that has a name here, or that the policy in force gives something to decide or lets be told. */
export const isPosition = (code: string, policy: Policy): boolean =>
  Object.hasOwn(POSITION_ZH, code) || namedBy(policy).includes(code);

const namedBy = ({ writeOff, extensions, suspensions, higherStart, ladders }: Policy): string[] => [
  ...writeOff.flatMap(({ levels }) => levels),
  ...[...extensions, ...suspensions].map(({ by }) => by),
  ...(higherStart ? [higherStart.by] : []),
  ...Object.values(ladders).flatMap((rungs) => rungs.flatMap(({ to }) => to)),
];
