import type { Payload } from '../../api/command';
import { answered, api } from '../../api/client';
import { Problem } from '../../api/problem';
import type { Schemas } from '../../api/queries';

export type Filing = Schemas['FileFinding'];
export type Assignment = Payload<'assign'>;

interface Entry {
  filing: Filing;
  /** Null: it waits to be handed over. */
  assignment: Assignment | null;
  /** One for each request: as long as nobody knows what became of one, it is the same again. */
  keys: readonly [string, string, string];
}

interface Entered {
  id: string;
  number: string;
  /** Why it stands in the record and is not handed over. */
  problem: Problem | null;
}

/** 录入, 立项, 交办. */
export async function enterMatter({ filing, assignment, keys: [file, register, assign] }: Entry): Promise<Entered> {
  const { id, number } = await answered(
    api.POST('/api/v1/findings', { body: filing, headers: { 'Idempotency-Key': file } }),
  );
  if (!assignment) return { id, number, problem: null };
  const params = { path: { id } };
  try {
    await answered(
      api.POST('/api/v1/findings/{id}/register', { params, body: {}, headers: { 'Idempotency-Key': register } }),
    );
    await answered(
      api.POST('/api/v1/findings/{id}/assign', { params, body: assignment, headers: { 'Idempotency-Key': assign } }),
    );
    return { id, number, problem: null };
  } catch (error) {
    if (error instanceof Problem && !error.unknownOutcome) return { id, number, problem: error };
    throw error;
  }
}
