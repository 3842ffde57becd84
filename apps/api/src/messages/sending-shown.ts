import type { Sending } from '#persistence';
import { written, writtenOrNull } from '../http/written';

export const sendingShown = <S extends Sending>({ at, sentAt, ...sending }: S) => ({
  ...sending,
  at: written(at),
  sentAt: writtenOrNull(sentAt),
});
