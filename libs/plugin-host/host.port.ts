import type { OrganizationId } from '#kernel/ids.js';
import type { JsonObject } from '#kernel/json.js';

/** Version of this contract; a manifest names the range it works with. */
export const HOST_API_VERSION = '1.0.0';

/** What a caller may do: see, change connections and settings, or erase evidence. */
export type Capability = 'read' | 'manage' | 'own';

/** Whoever makes a request, as the host knows them. */
export interface Caller {
  readonly organizationId: string;
  readonly userId: string;
  /** The browser session; a connection attempt is bound to the session that began it. */
  readonly sessionId: string;
  readonly capabilities: readonly Capability[];
}

/** Tells who makes an HTTP request. `undefined` means nobody is signed in. */
export interface CallerPort {
  resolve(request: unknown): Promise<Caller | undefined> | Caller | undefined;
}

/** Whether the catalog entry is announced only, or may be connected. */
export type Availability = 'coming_soon' | 'available';

/** Lets a host override the availability flag of the manifest, per deployment or per organisation. */
export interface AvailabilityPort {
  /** `undefined` leaves the decision to the manifest. */
  availability(pluginId: string, organizationId: OrganizationId): Promise<Availability | undefined>;
}

/** A key that seals data keys. `id` is stored beside what it sealed, so that old records open after a rotation. */
export interface SealingKey {
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Uint8Array;
}

/** Where the keys that seal data keys come from. */
export interface KeyProviderPort {
  /** The key that seals from now on. */
  current(): Promise<SealingKey>;
  /** A key by its id, to open what an earlier key sealed; `undefined` when it is not known any more. */
  byId(id: string): Promise<SealingKey | undefined>;
}

/** Account, group and membership in the vocabulary of a compliance platform's own directory tables. */
export interface DirectoryAccountRecord {
  /** The tenant's id: correlates several integrations on one directory. */
  readonly directoryInstanceId: string;
  /** The provider's stable object id. */
  readonly externalId: string;
  readonly canonicalEmail: string | null;
  readonly displayName: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly jobTitle: string | null;
  readonly department: string | null;
  readonly accountType: 'USER' | 'SERVICE' | 'SHARED' | 'GUEST';
  readonly status: 'ACTIVE' | 'INACTIVE' | 'SUSPENDED' | 'DELETED';
  readonly mfaState: 'UNKNOWN' | 'DISABLED' | 'ENABLED' | 'ENFORCED';
  readonly lastLoginAt: string | null;
  readonly profile: JsonObject;
}

/** A group as a compliance platform keeps it. */
export interface DirectoryGroupRecord {
  readonly directoryInstanceId: string;
  readonly externalId: string;
  readonly email: string | null;
  readonly displayName: string | null;
  readonly classification: 'SECURITY' | 'DISTRIBUTION' | 'TEAM' | 'DYNAMIC';
  readonly status: 'ACTIVE' | 'DELETED';
  readonly profile: JsonObject;
}

/** One account's direct membership of one group. */
export interface DirectoryMembershipRecord {
  readonly directoryInstanceId: string;
  readonly accountExternalId: string;
  readonly groupExternalId: string;
  readonly role: 'MEMBER' | 'OWNER';
  /** `removed` ends an episode; the host keeps the history. */
  readonly state: 'present' | 'removed';
}

/** One batch of what a published revision holds or changed, at most 1,000 records of each kind. */
export interface DirectoryBatch {
  readonly organizationId: string;
  readonly connectionId: string;
  readonly revision: number;
  readonly accounts: readonly DirectoryAccountRecord[];
  readonly groups: readonly DirectoryGroupRecord[];
  readonly memberships: readonly DirectoryMembershipRecord[];
}

/** Receives the directory for hosts that keep tables of their own; batches may repeat, records are upserts by id. */
export interface DirectorySinkPort {
  accept(batch: DirectoryBatch): Promise<void>;
}

/** The result of one check of a tenant's configuration, for hosts that keep check results. */
export interface HostCheckResult {
  readonly checkId: string;
  /** What is exempted counts as PASS, what does not apply as UNKNOWN; `verdict` tells them apart. */
  readonly status: 'PASS' | 'FAIL' | 'UNKNOWN';
  readonly verdict: string;
  readonly title: string;
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
  readonly details: string;
  readonly remedy: string;
  readonly controls: readonly { readonly framework: string; readonly controls: readonly string[] }[];
  /** When the tenant was read; RFC 3339 UTC. */
  readonly observedAt: string;
}

/** The results of every check of a tenant's standard for one published revision. */
export interface CheckResultBatch {
  readonly organizationId: string;
  readonly connectionId: string;
  readonly revision: number;
  readonly results: readonly HostCheckResult[];
}

/** Receives check results; batches may repeat, results are upserts by connection and check. */
export interface CheckResultSinkPort {
  accept(batch: CheckResultBatch): Promise<void>;
}

/** One thing that changed with a published revision: somebody joined, moved or left. */
export interface DirectoryChange {
  readonly revision: number;
  /** When the reading that showed it ended; the change itself came at some time since the reading before. */
  readonly at: string;
  readonly phase: 'joiner' | 'mover' | 'leaver';
  readonly kind:
    | 'account-appeared'
    | 'account-enabled'
    | 'account-disabled'
    | 'account-removed'
    | 'department-changed'
    | 'title-changed'
    | 'manager-changed'
    | 'membership-added'
    | 'membership-removed';
  readonly accountId: string;
  readonly displayName: string | null;
  /** The group of a membership; null otherwise. */
  readonly groupId: string | null;
  /** Value of the property before and after; for a manager the account's id. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What the plugin tells its host. */
export type PluginEvent =
  | {
      /** Joiners, movers and leavers of a published revision, at most 1,000 an event; an event may repeat. */
      readonly kind: 'directory-changed';
      readonly organizationId: string;
      readonly connectionId: string;
      readonly revision: number;
      readonly changes: readonly DirectoryChange[];
      readonly at: string;
    }
  | {
      readonly kind: 'verdicts-changed';
      readonly organizationId: string;
      readonly connectionId: string;
      readonly revision: number;
      /** Checks of the tenant's standard whose status changed. */
      readonly verdicts: readonly {
        readonly checkId: string;
        readonly before: string;
        readonly after: string;
      }[];
      readonly at: string;
    }
  | {
      readonly kind: 'health-changed';
      readonly organizationId: string;
      readonly connectionId: string;
      readonly status: 'healthy' | 'needs_attention';
      readonly at: string;
      readonly reason: string | null;
    }
  | {
      readonly kind: 'run-finished';
      readonly organizationId: string;
      readonly connectionId: string;
      readonly runId: string;
      readonly status: string;
      readonly revision: number | null;
      readonly at: string;
    }
  | {
      readonly kind: 'mass-change-held';
      readonly organizationId: string;
      readonly connectionId: string;
      readonly runId: string;
      readonly revision: number;
      readonly at: string;
    }
  | {
      readonly kind: 'connection-changed';
      readonly organizationId: string;
      readonly connectionId: string;
      readonly status: 'connected' | 'disconnected' | 'erased';
      readonly at: string;
    };

/** Receives the plugin's events. A sink that throws is logged and does not disturb the plugin. */
export interface EventSinkPort {
  emit(event: PluginEvent): Promise<void>;
}
