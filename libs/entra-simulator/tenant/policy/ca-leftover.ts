import type { DirectoryObject } from '../directory.js';

/** An old policy, disabled, in the sparse shape that Graph's documentation shows: members are absent, not null. */
export function leftoverPolicy(id: string): DirectoryObject {
  return {
    id,
    displayName: 'Pilot (do not use)',
    createdDateTime: null,
    modifiedDateTime: null,
    state: 'disabled',
    sessionControls: null,
    conditions: {
      signInRiskLevels: [],
      clientAppTypes: ['all'],
      platforms: null,
      locations: null,
      applications: { includeApplications: ['None'], excludeApplications: [], includeUserActions: [] },
      users: {
        includeUsers: ['None'],
        excludeUsers: [],
        includeGroups: [],
        excludeGroups: [],
        includeRoles: [],
        excludeRoles: [],
      },
    },
    grantControls: {
      operator: 'OR',
      builtInControls: ['mfa'],
      customAuthenticationFactors: [],
      termsOfUse: [],
    },
  };
}
