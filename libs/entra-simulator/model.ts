import type { Clock } from '#kernel/clock.js';
import type { JsonObject } from '#kernel/json.js';
import type { PolicyDocument } from './tenant/policy/policy-document.js';
import type { AccessDocument } from './model-access.js';

/** One HTTP request as the simulator sees it, whatever carried it (a socket or a test's transport). */
export interface SimulatedRequest {
  readonly method: string;
  /** Absolute URL with the host and scheme that the client used: answers carry absolute links of the same origin. */
  readonly url: URL;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One HTTP answer. `transport` damages the delivery: the connection is reset, or the body is cut in the middle. */
export interface SimulatedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly transport?: 'reset' | 'truncate' | 'slow';
  /** Milliseconds that the answer takes beyond the latency of the options, because Graph is under load. */
  readonly delayMs?: number;
}

/** Licence level of a simulated tenant. */
export type LicenceLevel = 'free' | 'p1' | 'p2';

/** A failure of every request to a path, in a form that the simulator would not give by itself: an empty code, 501, 509. */
export interface PathFault {
  /** Regular expression over the path below the version. */
  readonly path: string;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly retryAfter?: string;
  /** How often it happens; without it always. */
  readonly times?: number;
}

/** Faults of a simulator; shape of the faults file in the documented command. Rates are shares in [0, 1] of Graph requests. */
export interface FaultPlan {
  readonly seed: number;
  /** Whether faults hit the token endpoint too. */
  readonly identity: boolean;
  readonly rate: Readonly<Partial<Record<'429' | '503' | '504' | 'reset' | 'truncate' | 'slow', number>>>;
  readonly retryAfter: 'seconds' | 'fraction' | 'absent';
  /** Fails exactly the n-th Graph request (counted from 1). */
  readonly failNth: readonly { readonly n: number; readonly status: number }[];
  /** Whether lists begin with an empty page that has a nextLink. */
  readonly emptyPages?: boolean;
  /** Failures by path, of requests and of batch items. */
  readonly failPaths?: readonly PathFault[];
  readonly expireDeltaTokens: boolean;
  /** Share of delta entries that are repeated. */
  readonly duplicateRate: number;
  readonly reorder: boolean;
  /** Share of requests for sign-in activity that a licensed tenant refuses as if it were not. */
  readonly signInActivityRefusals?: number;
  /** Most people in a page with sign-in activity: 500, and 120 in the past. */
  readonly signInActivityPageMax?: number;
}

/** How throttling behaves, above all where documentation and recorded traffic disagree. */
export interface ThrottleOptions {
  /** Whether `x-ms-throttle-limit-percentage` is shown: documented, but never seen in practice. */
  readonly limitPercentage: boolean;
  /** Latency near the limit as a multiple of the latency of the options; 1 never slows down. */
  readonly loadFactorMax: number;
  /** Whether `$select` makes lists of users cheaper: documented, but not recorded. */
  readonly selectDiscount: 'documented' | 'recorded';
  /** Whether failed requests cost a unit. */
  readonly failedRequests: 'charged' | 'free';
  /** Form of `Retry-After` on a 429; a fault plan has its own. */
  readonly retryAfter: 'seconds' | 'fraction' | 'absent';
}

/** Everything a simulated tenant is a pure function of. */
export interface SimulatorOptions {
  readonly users: number;
  readonly groups: number;
  readonly membersPerGroup: number;
  readonly seed: number;
  /** Delay of each HTTP request in milliseconds; a `$batch` waits once. */
  readonly latencyMs: number;
  /** Whether resource units and the other request budgets are enforced. */
  readonly throttle: boolean;
  /** What a tenant without a premium licence answers to reads of Conditional Access, which is documented nowhere; `empty` by default. */
  readonly unlicensedPolicyReads?: 'empty' | 'refused';
  /** How throttling behaves; what is left out is as documented. */
  readonly throttling?: Partial<ThrottleOptions>;
  readonly faults: FaultPlan | undefined;
  readonly licence: LicenceLevel;
  /** Upper bound of `$top` and of pages, 999 unless a test wants small pages. */
  readonly pageSizeMax: number;
  /** Application permissions consented for the printed client, by name (`User.Read.All`). */
  readonly grants: readonly string[];
  /** A tenant to serve instead of a generated one, in the form of the truth document. */
  readonly tenant: TenantDocument | undefined;
}

/** A link target as Graph shows it in member lists. */
export interface DirectoryLink {
  readonly '@odata.type': string;
  readonly id: string;
}

/**
 * Every object and link of a tenant in Graph shape: what `GET /__control/truth` prints and `--tenant FILE` reads.
 * Links are keyed by the id of the object that owns them. Further collections are added under their Graph names; a file
 * may leave those of `AccessDocument` out. Dates of a generated tenant count back from one day, so that a tenant is the
 * same whenever it is made: what it calls current is of that day, and what a mutation makes is of the moment.
 */
export interface TenantDocument extends AccessDocument, Partial<PolicyDocument> {
  readonly organization: JsonObject;
  readonly domains: readonly JsonObject[];
  readonly subscribedSkus: readonly JsonObject[];
  readonly users: readonly JsonObject[];
  readonly groups: readonly JsonObject[];
  readonly devices: readonly JsonObject[];
  readonly orgContacts: readonly JsonObject[];
  readonly servicePrincipals: readonly JsonObject[];
  readonly applications: readonly JsonObject[];
  readonly deletedUsers: readonly JsonObject[];
  readonly deletedGroups: readonly JsonObject[];
  /** Direct members by group id. */
  readonly members: Readonly<Record<string, readonly DirectoryLink[]>>;
  /** Owners by group id. */
  readonly owners: Readonly<Record<string, readonly DirectoryLink[]>>;
  /** Manager's user id by user id. */
  readonly managers: Readonly<Record<string, string>>;
  /** Active directory roles (`directoryRole` shape) and their members by role id. */
  readonly directoryRoles: readonly JsonObject[];
  readonly directoryRoleMembers: Readonly<Record<string, readonly DirectoryLink[]>>;
  readonly roleDefinitions: readonly JsonObject[];
  readonly roleAssignments: readonly JsonObject[];
}

/** What the identity platform knows of whoever calls Graph, read from a token that it verified. */
export interface GraphCaller {
  readonly kind: 'application' | 'delegated';
  readonly appId: string;
  readonly tenantId: string;
  /** `roles` of an application token, `scp` of a delegated one. */
  readonly permissions: ReadonlySet<string>;
  /** The signed-in user (`oid`) of a delegated token. */
  readonly userId: string | undefined;
}

/** What simulated parts share: time is a parameter, so a test may own it. */
export interface SimulatorContext {
  readonly options: SimulatorOptions;
  readonly clock: Clock;
}
