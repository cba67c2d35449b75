import type { JsonObject } from '#kernel/json.js';
import { ADMIN14, APPS, PHISHING_RESISTANT, SCUBA8, STRENGTHS } from '#access-policy/model/well-known.js';
import { grant, mfaPolicy, strength } from './policy-builder.js';

const RESISTANT = strength(STRENGTHS.phishingResistant, PHISHING_RESISTANT);
const NEVER = { isEnabled: true, mode: 'never' };
const HOURLY = { isEnabled: true, type: 'hours', value: 4, frequencyInterval: 'timeBased' };
const EVERY_TIME = { isEnabled: true, frequencyInterval: 'everyTime' };

/** The policies of a tenant that does everything right, by id. */
export const POLICIES: Readonly<Record<string, JsonObject>> = {
  everybody: mfaPolicy({ id: 'everybody', grantControls: RESISTANT }),
  admins: mfaPolicy({
    id: 'admins',
    users: { includeUsers: [], includeRoles: [...new Set([...ADMIN14, ...SCUBA8])] },
    grantControls: RESISTANT,
    sessionControls: { signInFrequency: HOURLY, persistentBrowser: NEVER },
  }),
  legacy: mfaPolicy({
    id: 'legacy',
    conditions: { clientAppTypes: ['exchangeActiveSync', 'other'] },
    grantControls: grant('block'),
  }),
  userRisk: mfaPolicy({
    id: 'userRisk',
    conditions: { userRiskLevels: ['high'] },
    grantControls: grant('block'),
  }),
  signInRisk: mfaPolicy({
    id: 'signInRisk',
    conditions: { signInRiskLevels: ['high'] },
    grantControls: grant('block'),
  }),
  managed: mfaPolicy({ id: 'managed', grantControls: grant(['compliantDevice', 'domainJoinedDevice']) }),
  registration: mfaPolicy({
    id: 'registration',
    applications: { includeApplications: [], includeUserActions: ['urn:user:registersecurityinfo'] },
    grantControls: grant(['compliantDevice', 'domainJoinedDevice']),
  }),
  devices: mfaPolicy({
    id: 'devices',
    applications: { includeApplications: [], includeUserActions: ['urn:user:registerdevice'] },
  }),
  deviceCode: mfaPolicy({
    id: 'deviceCode',
    conditions: { authenticationFlows: { transferMethods: 'deviceCodeFlow' } },
    grantControls: grant('block'),
  }),
  transfer: mfaPolicy({
    id: 'transfer',
    conditions: { authenticationFlows: { transferMethods: 'authenticationTransfer' } },
    grantControls: grant('block'),
  }),
  sessions: {
    ...mfaPolicy({
      id: 'sessions',
      conditions: { devices: { deviceFilter: { mode: 'include', rule: 'device.isCompliant -ne True' } } },
      sessionControls: { signInFrequency: HOURLY, persistentBrowser: NEVER },
    }),
    grantControls: null,
  },
  intune: mfaPolicy({
    id: 'intune',
    applications: { includeApplications: [APPS.intuneEnrolment] },
    sessionControls: { signInFrequency: EVERY_TIME },
  }),
  platforms: mfaPolicy({
    id: 'platforms',
    conditions: {
      platforms: {
        includePlatforms: ['all'],
        excludePlatforms: ['android', 'iOS', 'windows', 'macOS', 'linux'],
      },
    },
    grantControls: grant('block'),
  }),
  countries: mfaPolicy({
    id: 'countries',
    conditions: { locations: { includeLocations: ['far'] } },
    grantControls: grant('block'),
  }),
  restricted: {
    ...mfaPolicy({
      id: 'restricted',
      applications: { includeApplications: ['Office365'] },
      sessionControls: { applicationEnforcedRestrictions: { isEnabled: true } },
    }),
    grantControls: null,
  },
  tokens: {
    ...mfaPolicy({
      id: 'tokens',
      applications: { includeApplications: ['Office365'] },
      conditions: {
        platforms: { includePlatforms: ['windows'] },
        clientAppTypes: ['mobileAppsAndDesktopClients'],
      },
      sessionControls: { secureSignInSession: { isEnabled: true } },
    }),
    grantControls: null,
  },
  agents: mfaPolicy({
    id: 'agents',
    users: { includeUsers: ['None'] },
    conditions: {
      agentIdRiskLevels: 'high',
      clientApplications: { includeAgentIdServicePrincipals: ['All'] },
    },
    grantControls: grant('block'),
  }),
};
