import { text, type Json, type JsonObject } from '#kernel/json.js';
import { hash32 } from '#kernel/random.js';
import { guidOf } from '../guids.js';
import type { TenantStore } from '../tenant-store.js';
import { ROLE } from './builtin-roles.js';
import { rulesOf, type RoleSettings } from './role-rules.js';

/** What PIM's settings are about: roles of the directory, or one group that it manages. */
export type PolicyScope = 'Directory' | 'DirectoryRole' | 'Group';

const DEFAULTS: RoleSettings = {
  activationRequires: ['MultiFactorAuthentication', 'Justification'],
  activationMax: 'PT8H',
  approvers: [],
  permanentEligible: true,
  permanentActive: true,
  authenticationContext: undefined,
};

/** Settings with each of their policies and its rules, for every role and every managed group. */
export function policyAssignments(store: TenantStore): readonly JsonObject[] {
  if (store.access.loadedPolicies !== undefined) return store.access.loadedPolicies;
  if (store.options.licence !== 'p2') return [];
  return [...directoryPolicies(store, 'DirectoryRole'), ...groupPolicies(store)];
}

/** The settings of roles, under either of the two names that the documentation gives their scope. */
export function directoryPolicies(
  store: TenantStore,
  scopeType: 'Directory' | 'DirectoryRole',
): readonly JsonObject[] {
  const loaded = store.access.loadedPolicies;
  if (loaded !== undefined) return loaded.filter((item) => item['scopeType'] === scopeType);
  return [...store.roleDefinitions.keys()].map((roleId) =>
    assignmentOf(store, { scopeType, scopeId: '/', roleId, settings: settingsOf(store, roleId) }),
  );
}

/** The settings of the groups that PIM manages. */
function groupPolicies(store: TenantStore): readonly JsonObject[] {
  return [...store.access.pimGroups]
    .filter((groupId) => store.groups.has(groupId))
    .flatMap((scopeId) =>
      ['member', 'owner'].map((roleId) =>
        assignmentOf(store, { scopeType: 'Group', scopeId, roleId, settings: DEFAULTS }),
      ),
    );
}

/** A third of the roles is set up carelessly; the highest one needs an approval, by a group or by nobody in particular. */
function settingsOf(store: TenantStore, roleId: string): RoleSettings {
  const draw = hash32(`${store.options.seed} ${roleId}`) % 6;
  if (roleId === ROLE.globalAdministrator) return { ...DEFAULTS, approvers: approversOf(store), ...STRICT };
  if (draw === 0) return { ...DEFAULTS, activationRequires: [], activationMax: 'P1D' };
  if (draw === 1) return { ...DEFAULTS, activationRequires: ['Justification'] };
  if (draw === 2) return { ...DEFAULTS, ...STRICT, authenticationContext: 'c1' };
  return DEFAULTS;
}

const STRICT = {
  activationMax: 'PT4H',
  permanentEligible: false,
  permanentActive: false,
} as const;

function approversOf(store: TenantStore): readonly JsonObject[] {
  const [groupId] = store.access.pimGroups;
  const group = store.groups.get(groupId ?? '');
  if (group === undefined) return [];
  return [
    {
      '@odata.type': '#microsoft.graph.groupMembers',
      isBackup: false,
      id: text(group['id']),
      description: text(group['displayName']),
    },
  ];
}

function assignmentOf(
  store: TenantStore,
  at: {
    readonly scopeType: PolicyScope;
    readonly scopeId: string;
    readonly roleId: string;
    readonly settings: RoleSettings;
  },
): JsonObject {
  const { scopeType, scopeId, roleId } = at;
  const owner = scopeId === '/' ? store.tenantId : scopeId;
  const policyId = `${scopeType}_${owner}_${guidOf(`policy ${owner} ${roleId}`)}`;
  return {
    id: `${policyId}_${roleId}`,
    policyId,
    scopeId,
    scopeType,
    roleDefinitionId: roleId,
    policy: {
      id: policyId,
      displayName: scopeType,
      description: scopeType,
      isOrganizationDefault: false,
      scopeId,
      scopeType,
      lastModifiedDateTime: null,
      lastModifiedBy: { displayName: null, id: null },
      rules: rulesOf(at.settings) as Json,
    },
  };
}
