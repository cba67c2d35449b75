import { PGlite } from '@electric-sql/pglite';
import { openDatabase, type OpenDatabase } from '../database/database.mikro-orm.js';
import { hashesMigration } from './hashes.migration.js';
import { inventoryMigration } from './inventory.migration.js';
import { payloadHash } from './payload-hash.js';

const CONNECTION = '00000000-0000-4000-8000-00000000c0de';
const OBJECT = '00000000-0000-4000-8000-000000000001';

describe('given versions of objects with the hash of an earlier recipe', () => {
  let pglite: PGlite;

  beforeAll(async () => {
    pglite = await PGlite.create();
  });

  afterAll(() => pglite.close());

  const open = (migrations: Parameters<typeof openDatabase>[1]['migrations']): Promise<OpenDatabase> =>
    openDatabase({ kind: 'borrowed', pglite }, { entities: [], migrations });

  it('gives them the hash that is compared from now on', async () => {
    const before = await open([inventoryMigration]);
    await before.sql.execute(
      `insert into entra_id.account (connection_id, object_id, since_revision, hash, payload)
       values ($1, $2, 1, md5('{}')::uuid, '{"id": "1", "identities": [{"issuer": "a"}]}')`,
      [CONNECTION, OBJECT],
    );
    await before.close();
    const { sql, close } = await open([inventoryMigration, hashesMigration]);
    const rows = await sql.query(
      `select object_id::text as id, hash = ${payloadHash('payload')} as fresh from entra_id.account`,
    );
    await close();
    expect(rows).toEqual([{ id: OBJECT, fresh: true }]);
  });
});
