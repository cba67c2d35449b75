import type { Page } from 'playwright-core';
import { callFrom } from './console-steps.js';

interface List {
  readonly items: readonly { readonly id: string; readonly status?: string }[];
}

interface Grants {
  readonly items: readonly { readonly principalId: string }[];
}

/** Addresses of the pages about the authentication policy, privileges and applications of a tenant, by name. */
export async function areaPagesOf(
  page: Page,
  connectionId: string,
): Promise<Readonly<Record<string, string>>> {
  const base = `/connections/${connectionId}`;
  const [checks, policies, grants, registrations] = await Promise.all([
    callFrom<List>(page, 'GET', `${base}/checks`),
    callFrom<List>(page, 'GET', `${base}/policies`),
    callFrom<Grants>(page, 'GET', `${base}/app-role-assignments?principalType=ServicePrincipal&limit=1`),
    callFrom<List>(page, 'GET', `${base}/applications?limit=1`),
  ]);
  const failed = checks.items.find(({ status }) => status === 'fail')?.id ?? '';
  const policy = `/policy/${connectionId}`;
  return {
    'policy-overview': policy,
    'policy-accounts': `${policy}/accounts?verdict=partial`,
    checks: `${policy}/checks`,
    check: `${policy}/checks/${failed}`,
    policies: `${policy}/policies`,
    policy: `${policy}/policies/${policies.items[0]?.id ?? ''}`,
    'what-if': `${policy}/what-if`,
    standard: `${policy}/standard`,
    privileged: `/privileged/${connectionId}`,
    applications: `/applications/${connectionId}`,
    registrations: `/applications/${connectionId}?list=registrations`,
    consent: `/applications/${connectionId}?list=consent`,
    application: `/applications/${connectionId}/${grants.items[0]?.principalId ?? ''}`,
    registration: `/applications/${connectionId}/registrations/${registrations.items[0]?.id ?? ''}`,
    'sign-ins': `/directory/${connectionId}/sign-ins`,
  };
}
