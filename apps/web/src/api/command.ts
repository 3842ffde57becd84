import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';

import { answered, api, ifRevision } from './client';
import { freshKey } from './fresh-key';
import { Problem } from './problem';
import { FINDINGS, type Schemas } from './queries';
import type { paths } from './schema';

type Base = '/api/v1/findings/{id}/';
/** Among what is posted to a finding, commands alone have a name of one word and answer 200. */
export type CommandName = {
  [P in keyof paths]: P extends `${Base}${infer Name}`
    ? Name extends `${string}/${string}`
      ? never
      : paths[P] extends { post: { responses: { 200: object } } }
        ? Name
        : never
    : never;
}[keyof paths];
export type Payload<Name extends CommandName> = paths[`${Base}${Name}`] extends {
  post: { requestBody?: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

export interface Order<Name extends CommandName> {
  id: string;
  body: Payload<Name>;
  /** What the person was looking at: a case that has moved since is not decided blindly. */
  revision?: number;
}

/**
 * Gives a command. As long as nobody knows what became of it (no network, no answer), giving the same order again is the same
 * request, so a second press never does it twice.
 */
export function useCommand<Name extends CommandName>(name: Name) {
  const queries = useQueryClient();
  const pending = useRef<{ text: string; key: string } | null>(null);
  return useMutation<Schemas['CommandDone'], Error, Order<Name>>({
    mutationFn: async (order) => {
      const text = JSON.stringify(order);
      if (pending.current?.text !== text) pending.current = { text, key: freshKey() };
      try {
        const done = await give(name, order, pending.current.key);
        pending.current = null;
        return done;
      } catch (error) {
        if (error instanceof Problem && !error.unknownOutcome) pending.current = null;
        throw error;
      }
    },
    // Not awaited: what gave the command may be gone from the page once the lists are read again, and would never hear its answer.
    onSettled: () => void queries.invalidateQueries({ queryKey: FINDINGS }),
  });
}

function give<Name extends CommandName>(name: Name, { id, body, revision }: Order<Name>, key: string) {
  // The addresses of all commands differ in their last word only; the caller's types have judged the body.
  const address = `/api/v1/findings/{id}/${name}` as '/api/v1/findings/{id}/comment';
  return answered(
    api.POST(address, {
      params: { path: { id } },
      headers: { 'Idempotency-Key': key, ...ifRevision(revision) },
      body: body as never,
    }),
  );
}
