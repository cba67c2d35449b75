import type { ConnectionId, OrganizationId } from '#kernel/ids.js';
import type { Secret } from '#kernel/secret.js';
import { eachInTurn } from '#kernel/each.js';
import type { Clock } from '#kernel/clock.js';
import type { KeyProviderPort } from '#plugin-host/host.port.js';
import type { Database, Sql } from '../database/database.port.js';
import type { CredentialOwner, CredentialPurpose, CredentialVault, SealedFor } from './credentials.port.js';
import { open, rewrap, seal, type Envelope, type SealingContext } from './envelope.js';

interface CredentialRow {
  readonly organization_id: OrganizationId;
  readonly connection_id: ConnectionId;
  readonly purpose: CredentialPurpose;
  readonly key_id: string;
  readonly wrapped_key: Uint8Array;
  readonly box: Uint8Array;
}

/** Sealed secrets in the plugin's database. */
export class SqlCredentialVault implements CredentialVault {
  constructor(
    private readonly database: Database,
    private readonly keys: KeyProviderPort,
    private readonly clock: Clock,
  ) {}

  async seal(secret: Secret, context: SealedFor): Promise<string> {
    const { keyId, wrappedKey, box } = await seal(this.keys, secret, context);
    return [keyId, wrappedKey.toString('base64url'), box.toString('base64url')].join('.');
  }

  async unseal(sealed: string, context: SealedFor): Promise<Secret> {
    const [keyId = '', wrappedKey = '', box = ''] = sealed.split('.');
    const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
    return open(this.keys, { keyId, wrappedKey: bytes(wrappedKey), box: bytes(box) }, context);
  }

  async put(owner: CredentialOwner, purpose: CredentialPurpose, secret: Secret): Promise<void> {
    const { keyId, wrappedKey, box } = await seal(this.keys, secret, contextOf(owner, purpose));
    await this.database.execute(
      `insert into entra_id.credential
         (organization_id, connection_id, purpose, key_id, wrapped_key, box, sealed_at)
       select $1, id, $3, $4, $5::bytea, $6::bytea, $7::timestamptz from entra_id.connection
       where id = $2 and status <> 'disconnected' for share
       on conflict (connection_id, purpose) do update set key_id = excluded.key_id,
         wrapped_key = excluded.wrapped_key, box = excluded.box, sealed_at = excluded.sealed_at`,
      [owner.organizationId, owner.connectionId, purpose, keyId, wrappedKey, box, this.clock.now()],
    );
  }

  async get(owner: CredentialOwner, purpose: CredentialPurpose): Promise<Secret | undefined> {
    const rows = await this.database.query<CredentialRow>(
      'select * from entra_id.credential where connection_id = $1 and purpose = $2',
      [owner.connectionId, purpose],
    );
    const [row] = rows;
    return row === undefined ? undefined : open(this.keys, envelopeOf(row), contextOf(owner, purpose));
  }

  async remove(owner: CredentialOwner, purpose: CredentialPurpose): Promise<void> {
    await this.database.execute('delete from entra_id.credential where connection_id = $1 and purpose = $2', [
      owner.connectionId,
      purpose,
    ]);
  }

  async removeAll(sql: Sql, connectionId: ConnectionId): Promise<void> {
    await sql.execute('delete from entra_id.credential where connection_id = $1', [connectionId]);
  }

  async count(connectionId: ConnectionId): Promise<number> {
    const rows = await this.database.query<{ count: number }>(
      'select count(*)::int as count from entra_id.credential where connection_id = $1',
      [connectionId],
    );
    return rows[0]?.count ?? 0;
  }

  async rotate(limit: number): Promise<number> {
    const rows = await this.database.query<CredentialRow>(
      `select * from entra_id.credential where key_id in (select jsonb_array_elements_text($1::jsonb))
       order by connection_id, purpose limit $2`,
      [JSON.stringify(await this.olderKeys()), limit],
    );
    await eachInTurn(rows, (row) => this.rotateOne(row));
    return rows.length;
  }

  /** Keys before the current one that this server still has; what an unknown key sealed stays as it is. */
  private async olderKeys(): Promise<readonly string[]> {
    const { id } = await this.keys.current();
    const rows = await this.database.query<{ key_id: string }>(
      'select distinct key_id from entra_id.credential where key_id <> $1',
      [id],
    );
    const known = await Promise.all(rows.map(({ key_id: keyId }) => this.keys.byId(keyId)));
    return known.flatMap((key) => (key === undefined ? [] : [key.id]));
  }

  /** Only if nobody has sealed it anew meanwhile. */
  private async rotateOne(row: CredentialRow): Promise<void> {
    const owner = { organizationId: row.organization_id, connectionId: row.connection_id };
    const next = await rewrap(this.keys, envelopeOf(row), contextOf(owner, row.purpose));
    await this.database.execute(
      `update entra_id.credential set key_id = $4, wrapped_key = $5
       where connection_id = $1 and purpose = $2 and wrapped_key = $3`,
      [row.connection_id, row.purpose, Buffer.from(row.wrapped_key), next.keyId, next.wrappedKey],
    );
  }
}

function envelopeOf(row: CredentialRow): Envelope {
  return { keyId: row.key_id, wrappedKey: Buffer.from(row.wrapped_key), box: Buffer.from(row.box) };
}

function contextOf(owner: CredentialOwner, purpose: string): SealingContext {
  return { organizationId: owner.organizationId, record: owner.connectionId, purpose };
}
