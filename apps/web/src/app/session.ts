import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';

import { answered, api } from '../api/client';
import { meQuery, type Schemas } from '../api/queries';
import type { Role } from './area';
import { forget } from './remembered';

/** Who has signed in; only below a shell, which asks for it. */
export const useMe = (): Schemas['Me'] => useSuspenseQuery(meQuery).data;

/** Whether the person bears one of the roles; the api judges again. */
export const bears = ({ roles }: Pick<Schemas['Me'], 'roles'>, wanted: readonly Role[] | undefined): boolean =>
  wanted === undefined || wanted.some((role) => roles.includes(role));

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['SignIn']) => answered(api.POST('/api/v1/sessions', { body })),
    onSuccess: ({ me }) => {
      queries.clear();
      queries.setQueryData(meQuery.queryKey, me);
    },
  });
}

/** 修改密码; by it who signed in by a one-time password begins. */
export function useChoosePassword() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['ChoosePassword']) => answered(api.POST('/api/v1/people/me/password', { body })),
    onSuccess: () => queries.fetchQuery({ ...meQuery, staleTime: 0 }),
  });
}

/** Leaves nothing of the person behind on a machine that others use. */
export function useSignOut() {
  return useMutation({
    mutationFn: () => answered(api.DELETE('/api/v1/sessions/current')),
    onSettled: () => {
      forget();
      window.location.assign('/sign-in');
    },
  });
}
