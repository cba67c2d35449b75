import { useSuspenseQuery, type QueryClient } from '@tanstack/react-query';
import { ApiError, call } from '../api/http.js';
import { meQuery } from '../api/queries.js';
import type { Capability, Me } from '../api/types.js';

/** The signed-in person, or undefined. @throws ApiError when the platform does not answer */
export async function currentPerson(queries: QueryClient): Promise<Me | undefined> {
  try {
    return await queries.query({ ...meQuery, staleTime: 'static' });
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return undefined;
    throw error;
  }
}

/** Signs in; what was known of an earlier session is forgotten. @throws ApiError */
export async function signIn(queries: QueryClient, email: string, password: string): Promise<void> {
  await call('POST', '/api/auth/sign-in/email', { email, password });
  queries.clear();
}

/** Signs out and leaves nothing of the session in memory. @throws ApiError */
export async function signOut(): Promise<void> {
  await call('POST', '/api/auth/sign-out', {});
  location.assign('/sign-in');
}

/** The signed-in person, below the routes that need one. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** Why the signed-in person may not do something; undefined when they may. */
export function useRefusal(need: Capability): string | undefined {
  const { capabilities, role } = useMe();
  if (capabilities.includes(need)) return undefined;
  if (need === 'own') return 'Only an owner of your organisation can do this.';
  return `Your role (${role}) can look at everything and change nothing. Ask an administrator or owner.`;
}
