import { DirectoryRefused } from '#persistence';
import { Refusal } from '../http/problems';

/** What the directory refuses, told in both languages. */
export async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DirectoryRefused)) throw error;
    const { unit } = error.facts;
    throw Refusal.of(error.code, {
      facts: error.facts,
      ...(unit !== undefined && { detail: String(unit) }),
    });
  }
}
