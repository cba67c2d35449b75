import type { ConnectionId, OrganizationId } from '#kernel/ids.js';
import type { JsonObject, Json } from '#kernel/json.js';
import type {
  DirectoryAccountRecord,
  DirectoryBatch,
  DirectoryGroupRecord,
  DirectoryMembershipRecord,
  DirectorySinkPort,
} from '#plugin-host/host.port.js';
import type { Database } from '../../database/database.port.js';
import { tableOf, type LinkKind, type ObjectKind } from '../../inventory/kinds.js';

const BATCH_MAX = 1_000;

/** A published revision whose changes the host is to hear of. */
export interface FedRevision {
  readonly organizationId: OrganizationId;
  readonly connectionId: ConnectionId;
  readonly revision: number;
}

interface ObjectRow {
  readonly id: string;
  readonly payload: JsonObject;
  readonly open: boolean;
  /** Of accounts only, as far as the reports were read. */
  readonly last_login_at: Date | null;
  readonly mfa_registered: boolean | null;
}

interface LinkRow {
  readonly source: string;
  readonly target: string;
  readonly open: boolean;
}

/** Hands the changes of a revision to a host that keeps directory tables of its own. */
export class DirectoryFeed {
  constructor(
    private readonly database: Database,
    private readonly sink: DirectorySinkPort,
  ) {}

  /** Sends what the revision added, changed and ended, in batches; a repetition changes nothing at the host. */
  async send(revision: FedRevision): Promise<void> {
    const instance = await this.tenantOf(revision.connectionId);
    await this.objects(revision, 'account', (rows) => ({
      accounts: rows.map((row) => accountRecord(instance, row)),
    }));
    await this.objects(revision, 'directory_group', (rows) => ({
      groups: rows.map((row) => groupRecord(instance, row)),
    }));
    await this.links(revision, 'membership', instance, 'MEMBER');
    await this.links(revision, 'ownership', instance, 'OWNER');
  }

  private async tenantOf(connectionId: ConnectionId): Promise<string> {
    const rows = await this.database.query<{ tenant_id: string }>(
      'select tenant_id from entra_id.connection where id = $1',
      [connectionId],
    );
    return rows[0]?.tenant_id ?? '';
  }

  private async objects(
    revision: FedRevision,
    kind: ObjectKind,
    records: (rows: readonly ObjectRow[]) => Partial<DirectoryBatch>,
  ): Promise<void> {
    for (let after = ''; ;) {
      const rows = await this.database.query<ObjectRow>(
        `select distinct on (object_id) object_id::text as id, payload, until_revision > $2 as open,
           ${kind === 'account' ? FACTS : NO_FACTS}
         from ${tableOf(kind)} o where connection_id = $1 and (since_revision = $2 or until_revision = $2)
           and object_id::text > $3 order by object_id, until_revision desc limit ${BATCH_MAX}`,
        [revision.connectionId, revision.revision, after],
      );
      if (rows.length > 0) await this.accept(revision, records(rows));
      const last = rows.at(-1);
      if (last === undefined || rows.length < BATCH_MAX) return;
      after = last.id;
    }
  }

  private async links(
    revision: FedRevision,
    kind: LinkKind,
    instance: string,
    role: DirectoryMembershipRecord['role'],
  ): Promise<void> {
    for (let after = ''; ;) {
      const rows = await this.database.query<LinkRow>(
        `select source_id::text as source, target_id::text as target, bool_or(until_revision > $2) as open
         from ${tableOf(kind)} where connection_id = $1 and target_type = 'user'
           and (since_revision = $2 or until_revision = $2) and source_id::text || target_id::text > $3
         group by 1, 2 order by source_id::text || target_id::text limit ${BATCH_MAX}`,
        [revision.connectionId, revision.revision, after],
      );
      const memberships = rows.map((row) => membershipRecord(instance, row, role));
      if (rows.length > 0) await this.accept(revision, { memberships });
      const last = rows.at(-1);
      if (last === undefined || rows.length < BATCH_MAX) return;
      after = last.source + last.target;
    }
  }

  private accept(revision: FedRevision, part: Partial<DirectoryBatch>): Promise<void> {
    return this.sink.accept({ ...revision, accounts: [], groups: [], memberships: [], ...part });
  }
}

/** What the reports say of an account; they are read beside the revisions. */
const FACTS = `(select s.last_successful_at from entra_id.sign_in_activity s
             where s.connection_id = $1 and s.object_id = o.object_id) as last_login_at,
           (select r.is_mfa_registered from entra_id.registration_detail r
             where r.connection_id = $1 and r.object_id = o.object_id) as mfa_registered`;
const NO_FACTS = 'null::timestamptz as last_login_at, null::boolean as mfa_registered';

/** Registered is enabled; whether it is enforced is for policies to say. */
function mfaStateOf(registered: boolean | null): DirectoryAccountRecord['mfaState'] {
  if (registered === null) return 'UNKNOWN';
  return registered ? 'ENABLED' : 'DISABLED';
}

function accountRecord(directoryInstanceId: string, row: ObjectRow): DirectoryAccountRecord {
  const { payload } = row;
  const enabled = payload['accountEnabled'] !== false;
  return {
    directoryInstanceId,
    externalId: row.id,
    canonicalEmail:
      text(payload['mail'])?.toLowerCase() ?? text(payload['userPrincipalName'])?.toLowerCase() ?? null,
    displayName: text(payload['displayName']),
    givenName: text(payload['givenName']),
    familyName: text(payload['surname']),
    jobTitle: text(payload['jobTitle']),
    department: text(payload['department']),
    accountType: payload['userType'] === 'Guest' ? 'GUEST' : 'USER',
    status: row.open ? (enabled ? 'ACTIVE' : 'SUSPENDED') : 'DELETED',
    mfaState: mfaStateOf(row.mfa_registered),
    lastLoginAt: row.last_login_at?.toISOString() ?? null,
    profile: payload,
  };
}

function groupRecord(directoryInstanceId: string, row: ObjectRow): DirectoryGroupRecord {
  const { payload } = row;
  return {
    directoryInstanceId,
    externalId: row.id,
    email: text(payload['mail']),
    displayName: text(payload['displayName']),
    classification: classify(payload),
    status: row.open ? 'ACTIVE' : 'DELETED',
    profile: payload,
  };
}

function classify(payload: JsonObject): DirectoryGroupRecord['classification'] {
  if (includes(payload['groupTypes'], 'DynamicMembership')) return 'DYNAMIC';
  if (includes(payload['resourceProvisioningOptions'], 'Team') || includes(payload['groupTypes'], 'Unified'))
    return 'TEAM';
  return payload['securityEnabled'] === true ? 'SECURITY' : 'DISTRIBUTION';
}

function membershipRecord(
  directoryInstanceId: string,
  row: LinkRow,
  role: DirectoryMembershipRecord['role'],
): DirectoryMembershipRecord {
  const state = row.open ? 'present' : 'removed';
  return { directoryInstanceId, accountExternalId: row.target, groupExternalId: row.source, role, state };
}

function includes(list: Json | undefined, value: string): boolean {
  return Array.isArray(list) && list.includes(value);
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
