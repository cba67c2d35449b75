import { queryOptions } from '@tanstack/react-query';
import type { AccountAccess, Figures, PrincipalFound, RegistrationFound } from './access-types.js';
import { BASE, call, withQuery } from './http.js';
import { listPage } from './queries.js';
import type { AccountCoverage, GraphObject } from './policy-types.js';
import type { Provenance } from './types.js';

const NAMES_STALE_MS = 300_000;

const at = (id: string, rest: string): string => `${BASE}/connections/${id}/${rest}`;

/** What an account can reach, and what is known of its sign-ins, at a moment. */
export const accountAccessQuery = (id: string, objectId: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['connections', id, 'accounts', objectId, 'access', asOf],
    queryFn: () => call<AccountAccess>('GET', withQuery(at(id, `accounts/${objectId}/access`), { asOf })),
  });

/** Whether MFA holds for one account; undefined where it was not evaluated. */
export const accountCoverageQuery = (id: string, accountId: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['connections', id, 'accounts', accountId, 'coverage', asOf],
    queryFn: async () =>
      (await listPage<AccountCoverage>(withQuery(at(id, 'coverage'), { accountId, asOf }))).items[0] ?? null,
  });

/** An app registration by its object id. */
export const registrationQuery = (id: string, objectId: string) =>
  queryOptions({
    queryKey: ['connections', id, 'applications', objectId],
    queryFn: () => call<RegistrationFound>('GET', at(id, `applications/${objectId}`)),
  });

/** A service principal by its object id. */
export const principalQuery = (id: string, objectId: string) =>
  queryOptions({
    queryKey: ['connections', id, 'service-principals', objectId],
    queryFn: () => call<PrincipalFound>('GET', at(id, `service-principals/${objectId}`)),
  });

/** Inactive accounts, MFA registration and privileged people, counted. */
export const figuresQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id, 'figures'],
    queryFn: () => call<Figures>('GET', at(id, 'figures')),
  });

/** Places that policies know by name. */
export const namedLocationsQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id, 'named-locations'],
    queryFn: () => listPage<GraphObject>(at(id, 'named-locations?limit=1000')),
    staleTime: NAMES_STALE_MS,
    retry: false,
  });

/** A licence of the tenant. */
interface SubscribedSku {
  readonly skuId?: string;
  readonly skuPartNumber?: string;
}

/** Names of the licences of a tenant by their ids, at a moment. */
export const licencesQuery = (id: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['connections', id, 'tenant', asOf],
    queryFn: () =>
      call<{ readonly subscribedSkus: readonly SubscribedSku[] } & Provenance>(
        'GET',
        withQuery(at(id, 'tenant'), { asOf }),
      ),
    staleTime: NAMES_STALE_MS,
  });
