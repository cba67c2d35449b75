import type { Json } from '#kernel/json.js';
import type { Random } from '#kernel/random.js';
import type { DirectoryObject } from '../directory.js';
import { guidFrom } from '../guids.js';

/** Policies of which permissions may be consented to. Source: https://learn.microsoft.com/graph/api/permissiongrantpolicy-list */
export function permissionGrantPolicies(random: Random): readonly DirectoryObject[] {
  const low = { permissionClassification: 'low', clientApplicationsFromVerifiedPublisherOnly: true };
  return [
    policy('microsoft-user-default-legacy', 'Default user legacy consent policy', [condition(random, {})]),
    policy('microsoft-user-default-low', 'Default user low risk policy', [condition(random, low)]),
    policy('microsoft-user-default-recommended', 'Microsoft user default recommended policy', [
      condition(random, low),
    ]),
    policy('microsoft-company-admin', 'Company Admin Policy', [
      condition(random, { permissionType: 'application' }),
      condition(random, {}),
    ]),
  ];
}

function policy(id: string, displayName: string, includes: readonly Json[]): DirectoryObject {
  return { id, displayName, description: `${displayName} of Microsoft.`, includes, excludes: [] };
}

function condition(random: Random, own: Readonly<Record<string, Json>>): Json {
  return {
    id: guidFrom(random),
    permissionClassification: 'all',
    permissionType: 'delegated',
    resourceApplication: 'any',
    permissions: ['all'],
    clientApplicationIds: ['all'],
    clientApplicationTenantIds: ['all'],
    clientApplicationPublisherIds: ['all'],
    clientApplicationsFromVerifiedPublisherOnly: false,
    ...own,
  };
}

/** Idle sessions of the portals end. Source: https://learn.microsoft.com/graph/api/resources/activitybasedtimeoutpolicy */
export function timeoutPolicy(random: Random): DirectoryObject {
  const applications = [{ ApplicationId: 'default', WebSessionIdleTimeout: '01:00:00' }];
  const definition = { ActivityBasedTimeoutPolicy: { Version: 1, ApplicationPolicies: applications } };
  return {
    id: guidFrom(random),
    deletedDateTime: null,
    definition: [JSON.stringify(definition)],
    displayName: 'Idle sessions end after an hour',
    isOrganizationDefault: true,
  };
}
