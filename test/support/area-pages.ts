import type { Page } from 'playwright-core';
import { callFrom } from './console-steps.js';

interface List {
  readonly items: readonly { readonly id: string; readonly status?: string }[];
}

/** Addresses of the pages about the authentication policy, privileges and applications of a tenant, by name. */
export async function areaPagesOf(
  page: Page,
  connectionId: string,
): Promise<Readonly<Record<string, string>>> {
  const base = `/connections/${connectionId}`;
  const [checks, policies, principals] = await Promise.all([
    callFrom<List>(page, 'GET', `${base}/checks`),
    callFrom<List>(page, 'GET', `${base}/policies`),
    callFrom<List>(page, 'GET', `${base}/service-principals?limit=1`),
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
    application: `/applications/${connectionId}/${principals.items[0]?.id ?? ''}`,
  };
}
