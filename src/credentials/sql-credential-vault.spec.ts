import { randomBytes } from 'node:crypto';
import { systemClock } from '#kernel/clock.js';
import type { ConnectionId, OrganizationId } from '#kernel/ids.js';
import { Secret } from '#kernel/secret.js';
import { connectionsMigration } from '../connections/connections.migration.js';
import { SqlConnectionStore } from '../connections/sql-connection-store.js';
import { openDatabase, type OpenDatabase } from '../database/database.mikro-orm.js';
import { staticKeyProvider } from '../options/key-providers.js';
import { credentialsMigration } from './credentials.migration.js';
import { SqlCredentialVault } from './sql-credential-vault.js';

const ACME = 'acme' as OrganizationId;
const newKey = (): string => randomBytes(32).toString('base64');

describe('given secrets under an older key', () => {
  const [first, lost, next] = [newKey(), newKey(), newKey()];
  let database: OpenDatabase;
  let owners: readonly { readonly organizationId: OrganizationId; readonly connectionId: ConnectionId }[];

  const vaultOf = (...keys: readonly string[]): SqlCredentialVault =>
    new SqlCredentialVault(database.sql, staticKeyProvider(keys), systemClock);

  beforeAll(async () => {
    const migrations = [connectionsMigration, credentialsMigration];
    database = await openDatabase({ kind: 'memory' }, { entities: [], migrations });
    const connections = new SqlConnectionStore(database.sql);
    const made = await Promise.all([1, 2, 3].map(() => connections.create(ACME, new Date())));
    owners = made
      .map(({ id }) => ({ organizationId: ACME, connectionId: id }))
      .sort((a, b) => a.connectionId.localeCompare(b.connectionId));
  });
  afterAll(() => database.close());

  it('puts each under the new key that it can open, past those that it cannot', async () => {
    const [unknown, damaged, good] = owners;
    if (unknown === undefined || damaged === undefined || good === undefined) throw new Error('no owners');
    await vaultOf(lost).put(unknown, 'app-secret', new Secret('gone'));
    await vaultOf(first).put(damaged, 'app-secret', new Secret('torn'));
    await vaultOf(first).put(good, 'app-secret', new Secret('hush'));
    await database.sql.execute(
      `update entra_id.credential set wrapped_key = set_byte(wrapped_key, 20, get_byte(wrapped_key, 20) # 1)
       where connection_id = $1`,
      [damaged.connectionId],
    );
    const vault = vaultOf(next, first);
    await expect(vault.rotate(2)).rejects.toThrow('credential-damaged');
    expect((await vaultOf(next).get(good, 'app-secret'))?.reveal()).toBe('hush');
    await expect(vault.get(unknown, 'app-secret')).rejects.toThrow('encryption-key-unknown');
    expect((await vaultOf(lost).get(unknown, 'app-secret'))?.reveal()).toBe('gone');
  });
});
