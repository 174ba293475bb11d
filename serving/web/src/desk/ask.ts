import { ask as askServing, Refused, type Said } from '../kit/ask';
import { look } from './session';

export { at, NoAnswer, NotTaken, Refused } from '../kit/ask';

/** Asking serving from a desk: a session that has ended shows its sign-in, but not over what is being written. */
export async function ask<T>(path: string, said?: Said): Promise<T> {
  try {
    return await askServing<T>(path, said);
  } catch (error) {
    const isDeed = said?.method !== undefined && said.method !== 'GET';
    if (error instanceof Refused && error.status === 401 && !isDeed) {
      void look();
    }
    throw error;
  }
}
