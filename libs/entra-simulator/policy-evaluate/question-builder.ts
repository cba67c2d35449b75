import type { Json, JsonObject } from '#kernel/json.js';
import { buildPolicy, grant, type CaSpec } from '../tenant/policy/ca-builder.js';
import { evaluate, type WhatIfResult } from './evaluate.js';
import { parseSignIn } from './sign-in.js';
import type { EvaluationWorld } from './world.js';

/** SharePoint Online, a part of Office 365. */
export const APP = '00000003-0000-0ff1-ce00-000000000000';
/** An application of nobody. */
export const OTHER_APP = '11111111-1111-4111-8111-111111111111';
const TENANT = 'tenant-home';
/** Global Administrator. */
export const ADMIN = '62e90394-69f5-4237-9190-012177145e10';

const USERS: Readonly<Record<string, JsonObject>> = {
  member: { id: 'member', userType: 'Member', userPrincipalName: 'm@contoso.example' },
  guest: {
    id: 'guest',
    userType: 'Guest',
    creationType: 'Invitation',
    userPrincipalName: 'g_x#EXT#@c.example',
  },
  partner: { id: 'partner', userType: 'Member', creationType: 'Invitation' },
  internal: { id: 'internal', userType: 'Guest', userPrincipalName: 'i@contoso.example' },
};

const PLACES: Readonly<Record<string, JsonObject>> = {
  office: {
    id: 'office',
    isTrusted: true,
    ipRanges: [{ cidrAddress: '198.51.100.0/24' }, { cidrAddress: '2001:db8::/32' }],
  },
  vpn: { id: 'vpn', isTrusted: false, ipRanges: [{ cidrAddress: '198.51.100.128/25' }] },
  countries: { id: 'countries', countriesAndRegions: ['KP'] },
};

/** A small tenant: a member with groups and a role, three kinds of guests, three places. */
export const world: EvaluationWorld = {
  tenantId: TENANT,
  user: (id) => USERS[id],
  servicePrincipal: (id) => ({ id, appOwnerOrganizationId: id === 'own' ? TENANT : 'elsewhere' }),
  groupsOf: (id) => new Set(id === 'member' ? ['inner', 'outer'] : []),
  rolesOf: (id) => new Set(id === 'member' ? [ADMIN] : []),
  homeTenantOf: (user) => (user['id'] === 'partner' ? 'home-1' : undefined),
  location: (id) => PLACES[id],
  locations: () => Object.values(PLACES),
};

/** The member signs in. */
export const MEMBER = { '@odata.type': '#microsoft.graph.userSignIn', userId: 'member' };
/** A user signs in. */
export const user = (userId: string): JsonObject => ({ ...MEMBER, userId });
/** A service principal signs in. */
export const workload = (servicePrincipalId: string): JsonObject => ({
  '@odata.type': '#microsoft.graph.servicePrincipalSignIn',
  servicePrincipalId,
});
/** A sign-in to applications. */
export const toApp = (...includeApplications: string[]): JsonObject => ({
  '@odata.type': '#microsoft.graph.applicationContext',
  includeApplications,
});
/** A sign-in for a user action. */
export const doing = (userAction: string): JsonObject => ({
  '@odata.type': '#microsoft.graph.userActionContext',
  userAction,
});
/** A sign-in for an authentication context. */
export const within = (authenticationContextValue: string): JsonObject => ({
  '@odata.type': '#microsoft.graph.authContext',
  authenticationContextValue,
});

/** One policy and one question; what is left out is the member, SharePoint, and no condition. */
export interface Case {
  readonly policy?: Partial<CaSpec>;
  readonly who?: JsonObject;
  readonly what?: JsonObject;
  readonly conditions?: JsonObject;
}

function judge({ policy = {}, who = MEMBER, what = toApp(APP), conditions = {} }: Case): WhatIfResult {
  const built = buildPolicy({
    id: 'policy',
    displayName: 'Policy',
    users: { includeUsers: ['All'] },
    applications: { includeApplications: ['All'] },
    grant: grant(['mfa']),
    month: 1,
    ...policy,
  });
  const body: Json = { signInIdentity: who, signInContext: what, signInConditions: conditions };
  const [result] = evaluate(world, [built], parseSignIn(body));
  if (result === undefined) throw new RangeError('no result');
  return result;
}

/** `notSet` where the policy applies, else why it does not. */
export const reasons = (given: Case): string => {
  const { policyApplies, analysisReasons } = judge(given);
  if (policyApplies !== (analysisReasons === 'notSet')) throw new RangeError('applies, and says why not');
  return analysisReasons;
};
