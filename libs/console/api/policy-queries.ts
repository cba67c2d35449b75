import { queryOptions } from '@tanstack/react-query';
import { BASE, call, withQuery } from './http.js';
import type {
  Check,
  CheckVersion,
  Evaluation,
  Exemption,
  GraphObject,
  PolicyVersion,
  Posture,
  Standard,
} from './policy-types.js';
import type { ListPage } from './types.js';

const ORACLE_REFRESH_MS = 5_000;

const at = (id: string, rest: string): string => `${BASE}/connections/${id}/${rest}`;

/** The last evaluation in numbers; looked at again while Microsoft's own What If is still being asked. */
export const postureQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id, 'posture'],
    queryFn: () => call<Posture>('GET', at(id, 'posture')),
    refetchInterval: ({ state }) => (state.data?.evaluation.oracle === null ? ORACLE_REFRESH_MS : false),
  });

/** Past evaluations in numbers, newest first. */
export const postureTrendQuery = (id: string, limit: number) =>
  queryOptions({
    queryKey: ['connections', id, 'posture', 'trend', limit],
    queryFn: async () =>
      (
        await call<{ readonly items: readonly Evaluation[] }>(
          'GET',
          withQuery(at(id, 'posture/trend'), { limit }),
        )
      ).items,
  });

/** Checks with their verdicts; `all` shows those outside of the standard too. */
export const checksQuery = (id: string, all: boolean) =>
  queryOptions({
    queryKey: ['connections', id, 'checks', all],
    queryFn: () => call<ListPage<Check>>('GET', withQuery(at(id, 'checks'), { all: all ? true : undefined })),
  });

/** One check with every version of its verdict. */
export const checkQuery = (id: string, checkId: string) =>
  queryOptions({
    queryKey: ['connections', id, 'check', checkId],
    queryFn: () =>
      call<{ readonly check: Check | null; readonly versions: readonly CheckVersion[] }>(
        'GET',
        at(id, `checks/${encodeURIComponent(checkId)}`),
      ),
  });

/** Conditional Access policies of the published revision. */
export const policiesQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id, 'policies'],
    queryFn: () => call<ListPage<GraphObject>>('GET', at(id, 'policies')),
  });

/** Every kept version of a policy, newest first. */
export const policyQuery = (id: string, policyId: string) =>
  queryOptions({
    queryKey: ['connections', id, 'policies', policyId],
    queryFn: async () =>
      (
        await call<{ readonly versions: readonly PolicyVersion[] }>(
          'GET',
          at(id, `policies/${encodeURIComponent(policyId)}`),
        )
      ).versions,
  });

/** What the tenant is measured against. */
export const standardQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id, 'standard'],
    queryFn: () => call<Standard>('GET', at(id, 'standard')),
  });

/** Exemptions that were ever declared, newest first. */
export const exemptionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id, 'exemptions'],
    queryFn: async () =>
      (await call<{ readonly items: readonly Exemption[] }>('GET', at(id, 'exemptions'))).items,
  });
