import { Migration } from '@mikro-orm/migrations';
import { openDatabase, type OpenDatabase } from './database.mikro-orm.js';

class AddNumbers extends Migration {
  override up(): void {
    this.addSql(
      'create table entra_id.number (value integer primary key, doc jsonb, at timestamptz, ids uuid[])',
    );
  }
}

describe('given an embedded database', () => {
  let database: OpenDatabase;

  beforeAll(async () => {
    database = await openDatabase(
      { kind: 'memory' },
      { entities: [], migrations: [{ name: '001-numbers', class: AddNumbers }] },
    );
  });

  afterAll(() => database.close());

  it('runs statements with parameters and counts what they wrote', async () => {
    const id = '6f1e2ad0-0000-4000-8000-000000000001';
    const written = await database.sql.execute(
      'insert into entra_id.number values ($1, $2::jsonb, $3, $4::uuid[])',
      [1, JSON.stringify({ a: [1] }), new Date('2026-01-01T00:00:00Z'), [id]],
    );
    expect(written).toBe(1);
    const rows = await database.sql.query('select * from entra_id.number');
    expect(rows).toEqual([{ value: 1, doc: { a: [1] }, at: new Date('2026-01-01T00:00:00Z'), ids: [id] }]);
  });

  it('rolls back what a failing transaction wrote, and lets others wait for it', async () => {
    const failing = database.sql.transaction(async (sql) => {
      await sql.execute('insert into entra_id.number values (2)');
      throw new Error('stop');
    });
    const other = database.sql.execute('insert into entra_id.number values (3)');
    await expect(failing).rejects.toThrow('stop');
    await other;
    const rows = await database.sql.query('select value from entra_id.number where value > 1');
    expect(rows).toEqual([{ value: 3 }]);
  });

  it('returns the rows of every statement of a script', async () => {
    const results = await database.sql.script('begin; select 1 as a; select 2 as b; commit;');
    expect(results.flat()).toEqual([{ a: 1 }, { b: 2 }]);
  });
});
