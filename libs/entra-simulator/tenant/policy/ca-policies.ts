import type { JsonObject } from '#kernel/json.js';
import type { DirectoryObject } from '../directory.js';
import { guidOf } from '../guids.js';
import { buildPolicy, grant, type CaSpec } from './ca-builder.js';
import { leftoverPolicy } from './ca-leftover.js';
import type { Places } from './named-locations.js';

/** What the policies of a tenant refer to. */
export interface CaWorld {
  readonly seed: number;
  readonly licence: 'p1' | 'p2';
  /** Accounts that every policy leaves alone, so that the tenant cannot lock itself out. */
  readonly breakGlass: readonly string[];
  readonly places: Places;
  /** Strengths as policies show them, by id. */
  readonly phishingResistant: DirectoryObject;
  readonly custom: DirectoryObject;
  /** Tenant whose guests the policy for guests leaves alone. */
  readonly trustedPartner: string | undefined;
  /** Service principals that only come from the data centre. */
  readonly workloads: readonly string[];
}

/** Roles of administrators. Source: https://learn.microsoft.com/entra/identity/conditional-access/policy-old-require-mfa-admin */
const ADMIN_ROLES = [
  '62e90394-69f5-4237-9190-012177145e10',
  'e8611ab8-c189-46e8-94e1-60213ab1f814',
  'fe930be7-5e62-47db-91af-98c3a49a38b1',
  'f28a1f50-f6e7-4571-818b-6a12f2af6b6c',
  '29232cdf-9323-42fd-ade2-1d097af3e4de',
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  '158c047a-c907-4556-b7ef-446551a6b5f7',
  'c4e39bd9-1100-46d3-8c65-fb160da0071f',
  'b0f54661-2d74-4c50-afa3-1ec803f12efe',
  'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9',
  '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  '966707d0-3269-4727-9be2-8c3a10f19b9d',
  '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
  '194ae4cb-b126-40b2-bd5b-6091b380977d',
];

const EVERYTHING: JsonObject = { includeApplications: ['All'] };

const GUEST_TYPES =
  'internalGuest,b2bCollaborationGuest,b2bCollaborationMember,b2bDirectConnectUser,otherExternalUser,serviceProvider';

/** Guests of one tenant, which does their multifactor authentication itself. */
function partnerGuests(tenantId: string): JsonObject {
  return {
    guestOrExternalUserTypes: 'b2bCollaborationGuest',
    externalTenants: {
      '@odata.type': '#microsoft.graph.conditionalAccessEnumeratedExternalTenants',
      membershipKind: 'enumerated',
      members: [tenantId],
    },
  };
}

/** Template of Microsoft's own policy for administrators at its portals. */
const MANAGED_TEMPLATE = 'd8c51a9a-e6b1-454d-86af-554e7872e2c1';

/** The policy that every other one leans on; the first of {@link baselinePolicies}. */
export function everyonePolicy(world: CaWorld): DirectoryObject {
  return buildPolicy({
    id: idOf(world, 'mfa for all'),
    displayName: 'CA001: Require multifactor authentication for all users',
    users: { includeUsers: ['All'], excludeUsers: world.breakGlass },
    applications: EVERYTHING,
    grant: grant(['mfa']),
    month: 1,
  });
}

/** The policies of a careful tenant. */
export function baselinePolicies(world: CaWorld): readonly DirectoryObject[] {
  const specs = [
    ...identityPolicies(world),
    ...accessPolicies(world),
    ...sensitivePolicies(world),
    ...triedPolicies(world),
    ...(world.licence === 'p2' ? riskPolicies(world) : []),
  ];
  return [everyonePolicy(world), ...specs.map(buildPolicy), leftoverPolicy(idOf(world, 'leftover'))];
}

function everybody(world: CaWorld): JsonObject {
  return { includeUsers: ['All'], excludeUsers: world.breakGlass };
}

function identityPolicies(world: CaWorld): readonly CaSpec[] {
  const excludeUsers = world.breakGlass;
  return [
    {
      id: idOf(world, 'administrators'),
      displayName: 'CA002: Require phishing-resistant authentication for administrators',
      users: { includeRoles: ADMIN_ROLES, excludeUsers },
      applications: EVERYTHING,
      grant: grant([], 'OR', world.phishingResistant),
      month: 2,
    },
    {
      id: idOf(world, 'legacy'),
      displayName: 'CA003: Block legacy authentication',
      users: everybody(world),
      applications: EVERYTHING,
      conditions: { clientAppTypes: ['exchangeActiveSync', 'other'] },
      grant: grant(['block']),
      month: 3,
    },
    {
      id: idOf(world, 'guests'),
      displayName: 'CA004: Require multifactor authentication for guests',
      users: {
        includeGuestsOrExternalUsers: {
          guestOrExternalUserTypes: GUEST_TYPES,
          externalTenants: {
            '@odata.type': '#microsoft.graph.conditionalAccessAllExternalTenants',
            membershipKind: 'all',
          },
        },
        excludeGuestsOrExternalUsers:
          world.trustedPartner === undefined ? null : partnerGuests(world.trustedPartner),
      },
      applications: EVERYTHING,
      grant: grant(['mfa']),
      month: 4,
    },
  ];
}

function accessPolicies(world: CaWorld): readonly CaSpec[] {
  const users = everybody(world);
  return [
    {
      id: idOf(world, 'devices'),
      displayName: 'CA005: Require a managed device for Office 365',
      state: 'enabledForReportingButNotEnforced',
      users,
      applications: { includeApplications: ['Office365'] },
      grant: grant(['compliantDevice', 'domainJoinedDevice']),
      month: 5,
    },
    {
      id: idOf(world, 'registration'),
      displayName: 'CA006: Register security information at the office or with multifactor authentication',
      users,
      applications: { includeUserActions: ['urn:user:registersecurityinfo'] },
      conditions: { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } },
      grant: grant(['mfa']),
      month: 6,
    },
    {
      id: idOf(world, 'device code'),
      displayName: 'CA007: Block device code flow',
      users,
      applications: EVERYTHING,
      conditions: { authenticationFlows: { transferMethods: 'deviceCodeFlow' } },
      grant: grant(['block']),
      month: 7,
    },
    {
      id: idOf(world, 'countries'),
      displayName: 'CA008: Block countries without an office',
      users,
      applications: EVERYTHING,
      conditions: { locations: { includeLocations: [world.places.countries], excludeLocations: [] } },
      grant: grant(['block']),
      month: 8,
    },
  ];
}

function sensitivePolicies(world: CaWorld): readonly CaSpec[] {
  const users = everybody(world);
  const hourly = { value: 4, type: 'hours', authenticationType: 'primaryAndSecondaryAuthentication' };
  return [
    {
      id: idOf(world, 'session'),
      displayName: 'CA009: Sign in again every four hours at administration portals',
      users: { includeRoles: ADMIN_ROLES, excludeUsers: world.breakGlass },
      applications: { includeApplications: ['MicrosoftAdminPortals'] },
      grant: null,
      session: {
        signInFrequency: { ...hourly, frequencyInterval: 'timeBased', isEnabled: true },
        persistentBrowser: { mode: 'never', isEnabled: true },
      },
      month: 9,
    },
    {
      id: idOf(world, 'contexts'),
      displayName: 'CA010: Strong sign-in for sensitive actions',
      users,
      applications: { includeAuthenticationContextClassReferences: ['c1'] },
      grant: grant([], 'OR', world.custom),
      month: 10,
    },
  ];
}

/** Policies that only report. */
function triedPolicies(world: CaWorld): readonly CaSpec[] {
  return [
    {
      id: idOf(world, 'workloads'),
      displayName: 'CA011: Block workloads outside the data centre',
      state: 'enabledForReportingButNotEnforced',
      users: { includeUsers: ['None'] },
      applications: EVERYTHING,
      conditions: {
        clientApplications: {
          includeServicePrincipals: world.workloads,
          excludeServicePrincipals: [],
          servicePrincipalFilter: null,
        },
        locations: { includeLocations: ['All'], excludeLocations: [world.places.vpn] },
      },
      grant: grant(['block']),
      month: 11,
    },
    {
      id: idOf(world, 'workstations'),
      displayName: 'CA012: Administrators use privileged access workstations',
      state: 'enabledForReportingButNotEnforced',
      users: { includeRoles: ADMIN_ROLES, excludeUsers: world.breakGlass },
      applications: { includeApplications: ['MicrosoftAdminPortals'] },
      conditions: {
        devices: {
          deviceFilter: {
            mode: 'exclude',
            rule: 'device.extensionAttribute1 -eq "PAW" -and device.isCompliant -eq True',
          },
        },
      },
      grant: grant(['block']),
      month: 12,
    },
    {
      id: idOf(world, 'managed'),
      displayName:
        'Microsoft-managed: Multifactor authentication for administrators at Microsoft admin portals',
      state: 'enabledForReportingButNotEnforced',
      templateId: MANAGED_TEMPLATE,
      users: { includeRoles: ADMIN_ROLES },
      applications: { includeApplications: ['MicrosoftAdminPortals'] },
      grant: grant(['mfa']),
      month: 11,
    },
  ];
}

function riskPolicies(world: CaWorld): readonly CaSpec[] {
  const users = everybody(world);
  return [
    {
      id: idOf(world, 'sign-in risk'),
      displayName: 'CA020: Require multifactor authentication for risky sign-ins',
      users,
      applications: EVERYTHING,
      conditions: { signInRiskLevels: ['high', 'medium'] },
      grant: grant(['mfa']),
      month: 5,
    },
    {
      id: idOf(world, 'user risk'),
      displayName: 'CA021: Change the password of users at high risk',
      users,
      applications: EVERYTHING,
      conditions: { userRiskLevels: ['high'] },
      grant: grant(['mfa', 'passwordChange'], 'AND'),
      month: 6,
    },
    {
      id: idOf(world, 'insider risk'),
      displayName: 'CA022: Block insiders at elevated risk',
      state: 'enabledForReportingButNotEnforced',
      users,
      applications: { includeApplications: ['Office365'] },
      conditions: { insiderRiskLevels: 'elevated' },
      grant: grant(['block']),
      month: 7,
    },
  ];
}

function idOf(world: CaWorld, name: string): string {
  return guidOf(`conditional access policy ${name} ${world.seed}`);
}
