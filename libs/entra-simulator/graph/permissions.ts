import type { GraphCaller } from '../model.js';
import { denied, GraphFault } from './errors.js';
import { ACCESS_PERMISSIONS, APPS, type PathPermissions } from './permissions-access.js';

const DIRECTORY = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const USERS = ['User.Read.All', 'User.ReadWrite.All', ...DIRECTORY];
const GROUPS = [
  'Group.ReadBasic.All',
  'GroupMember.Read.All',
  'Group.Read.All',
  'Group.ReadWrite.All',
  ...DIRECTORY,
];
const MEMBERS = [
  'GroupMember.ReadBasic.All',
  'GroupMember.Read.All',
  'GroupMember.ReadWrite.All',
  'Group.ReadBasic.All',
  'Group.Read.All',
  'Group.ReadWrite.All',
  ...DIRECTORY,
];
const OWNERS = [
  'GroupMember.Read.All',
  'Group.ReadWrite.All',
  'GroupMember.ReadWrite.All',
  'Group.Read.All',
  ...DIRECTORY,
];

/**
 * Permissions that are accepted per path pattern, the first pattern that fits.
 * Source: https://github.com/microsoftgraph/microsoft-graph-devx-content permissions.json
 */
const ACCEPTED: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\/organization/, ['Organization.Read.All', 'Organization.ReadWrite.All', 'User.Read.All', ...DIRECTORY]],
  [/^\/domains/, ['Domain.Read.All', 'Domain.ReadWrite.All', ...DIRECTORY]],
  [
    /^\/subscribedSkus/,
    ['LicenseAssignment.Read.All', 'Organization.Read.All', 'Organization.ReadWrite.All', ...DIRECTORY],
  ],
  [
    /^\/users\/[^/]+\/(memberOf|transitiveMemberOf)/,
    ['Directory.Read.All', 'Directory.ReadWrite.All', 'GroupMember.Read.All', 'Group.Read.All'],
  ],
  [/^\/users\/delta/, USERS],
  [/^\/users/, ['User.ReadBasic.All', ...USERS]],
  [/^\/groups\/[^/]+\/owners/, OWNERS],
  [/^\/groups\/[^/]+\/(members|transitiveMembers)/, MEMBERS],
  [/^\/groups/, GROUPS],
  [/^\/contacts/, ['OrgContact.Read.All', ...DIRECTORY]],
  [/^\/directoryObjects/, DIRECTORY],
];

/** Delegated permission of the signed-in user on themselves. */
const OWN = new Set(['User.Read', 'User.ReadBasic.All', ...USERS]);

/** Answers 403 unless the caller's token allows the path. @throws GraphFault */
export function authorize(path: string, caller: GraphCaller): void {
  if (/^\/me(\/|$)/.test(path)) {
    const allowed =
      caller.kind === 'delegated' && [...caller.permissions].some((permission) => OWN.has(permission));
    if (!allowed) throw caller.kind === 'delegated' ? denied() : delegatedOnly();
    return;
  }
  const rule = ACCESS_PERMISSIONS.find(({ path: pattern }) => pattern.test(path)) ?? coreRule(path);
  if (rule === undefined) return;
  if (!rule.accepted.some((permission) => caller.permissions.has(permission)))
    throw rule.refusal(rule.accepted);
}

function coreRule(path: string): PathPermissions | undefined {
  const found = ACCEPTED.find(([pattern]) => pattern.test(path));
  return found === undefined ? undefined : { path: found[0], accepted: found[1], refusal: denied };
}

function delegatedOnly(): GraphFault {
  return new GraphFault({
    status: 400,
    code: 'BadRequest',
    message: '/me request is only valid with delegated authentication flow.',
  });
}

/** Whether the caller may see more of an object of a type than that it exists. */
export function seesType(type: string, caller: GraphCaller): boolean {
  const needed: Readonly<Record<string, readonly string[]>> = {
    user: ['User.ReadBasic.All', ...USERS],
    group: GROUPS,
    device: ['Device.Read.All', ...DIRECTORY],
    servicePrincipal: APPS,
    orgContact: ['OrgContact.Read.All', ...DIRECTORY],
    application: APPS,
    administrativeUnit: ['AdministrativeUnit.Read.All', 'AdministrativeUnit.ReadWrite.All', ...DIRECTORY],
  };
  return (needed[type] ?? DIRECTORY).some((permission) => caller.permissions.has(permission));
}

/** Whether the caller sees the members of groups with hidden membership. */
export function seesHiddenMembers(caller: GraphCaller): boolean {
  return caller.permissions.has('Member.Read.Hidden');
}
