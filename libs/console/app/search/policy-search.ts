import { VERDICTS, STATUSES, type CheckStatus, type CoverageVerdict } from '../../api/policy-types.js';
import { compact, textOf, wordOf, type RawSearch } from './page-search.js';

/** Filters of the accounts that escape, or do not. */
export interface CoverageSearch {
  readonly verdict?: CoverageVerdict;
  readonly columns?: string;
}

/** Filters of the checks. */
export interface ChecksSearch {
  readonly status?: CheckStatus;
  readonly framework?: string;
  readonly q?: string;
  readonly all?: 'true';
}

/** Filters of the effective privileges. */
export interface PrivilegesSearch {
  readonly roleId?: string;
  readonly level?: (typeof LEVELS)[number];
  readonly state?: (typeof STATES)[number];
  readonly route?: (typeof ROUTES)[number];
  readonly term?: (typeof TERMS)[number];
  readonly columns?: string;
}

/** Which list of applications is shown, its filters and its columns. */
export interface ApplicationsSearch {
  readonly list?: 'registrations' | 'consent';
  readonly appId?: string;
  readonly servicePrincipalType?: string;
  readonly appOwnerOrganizationId?: string;
  readonly signInAudience?: string;
  readonly consentType?: string;
  readonly name?: string;
  readonly enabled?: 'true' | 'false';
  readonly verified?: 'true' | 'false';
  readonly hasHighRiskPermissions?: 'true' | 'false';
  readonly credentialExpiresWithinDays?: string;
  readonly credentialExpired?: 'true' | 'false';
  readonly columns?: string;
}

const LEVELS = ['highly-privileged', 'privileged', 'standard', 'unknown'] as const;
const STATES = ['active', 'eligible'] as const;
const ROUTES = ['direct', 'group', 'pim-for-groups'] as const;
const FLAGS = ['true', 'false'] as const;
const TERMS = ['permanent', 'time-bound'] as const;

/** Reads the address of the coverage table. */
export function readCoverageSearch(search: RawSearch): CoverageSearch {
  return compact({ verdict: wordOf(search, 'verdict', VERDICTS), columns: textOf(search, 'columns') });
}

/** Reads the address of the checks. */
export function readChecksSearch(search: RawSearch): ChecksSearch {
  return compact({
    status: wordOf(search, 'status', STATUSES),
    framework: textOf(search, 'framework'),
    q: textOf(search, 'q'),
    all: wordOf(search, 'all', ['true']),
  });
}

/** Reads the account that a What If asks about. */
export function readWhatIfSearch(search: RawSearch): { readonly user?: string } {
  return compact({ user: textOf(search, 'user') });
}

/** Reads the address of the privileges table. */
export function readPrivilegesSearch(search: RawSearch): PrivilegesSearch {
  return compact({
    roleId: textOf(search, 'roleId'),
    level: wordOf(search, 'level', LEVELS),
    state: wordOf(search, 'state', STATES),
    route: wordOf(search, 'route', ROUTES),
    term: wordOf(search, 'term', TERMS),
    columns: textOf(search, 'columns'),
  });
}

/** Reads the address of the applications. */
export function readApplicationsSearch(search: RawSearch): ApplicationsSearch {
  return compact({
    list: wordOf(search, 'list', ['registrations', 'consent']),
    appId: textOf(search, 'appId'),
    servicePrincipalType: textOf(search, 'servicePrincipalType'),
    appOwnerOrganizationId: textOf(search, 'appOwnerOrganizationId'),
    signInAudience: textOf(search, 'signInAudience'),
    consentType: textOf(search, 'consentType'),
    name: textOf(search, 'name'),
    enabled: wordOf(search, 'enabled', FLAGS),
    verified: wordOf(search, 'verified', FLAGS),
    hasHighRiskPermissions: wordOf(search, 'hasHighRiskPermissions', FLAGS),
    credentialExpiresWithinDays: textOf(search, 'credentialExpiresWithinDays'),
    credentialExpired: wordOf(search, 'credentialExpired', FLAGS),
    columns: textOf(search, 'columns'),
  });
}
