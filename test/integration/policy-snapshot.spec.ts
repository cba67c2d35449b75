import { parseConnectionId, type ConnectionId } from '#kernel/ids.js';
import { DATABASE, type Database } from '../../src/database/database.port.js';
import {
  INVENTORY_READER,
  type InventoryReader,
  type RevisionInfo,
} from '../../src/inventory/read/inventory-reader.port.js';
import { readTenantSnapshot, type TenantSnapshot } from '../../src/posture/evaluate/tenant-snapshot.js';
import { connect, runToEnd, startBareHost, type BareHost } from '../support/bare-host.js';

describe('given a tenant that was read in several runs', () => {
  let host: BareHost;
  let database: Database;
  let connectionId: ConnectionId;
  let first: RevisionInfo;

  beforeAll(async () => {
    host = await startBareHost();
    connectionId = parseConnectionId((await connect(host)).get('connection') ?? '');
    await runToEnd(host, connectionId, 'full');
    database = host.app.get<Database>(DATABASE, { strict: false });
    first = await resolve();
  }, 60_000);
  afterAll(() => host.close());

  const resolve = (): Promise<RevisionInfo> =>
    host.app.get<InventoryReader>(INVENTORY_READER, { strict: false }).resolve(connectionId, undefined);
  const snapshotOf = (revision: RevisionInfo): Promise<TenantSnapshot> =>
    readTenantSnapshot({ sql: database, connectionId, revision });
  const partly = (revision: RevisionInfo): RevisionInfo => ({
    ...revision,
    completeness: { ...revision.completeness, namedLocations: 'partial' },
  });

  async function forgetCompleteReads(): Promise<void> {
    await database.execute(
      `delete from entra_id.resource_state where connection_id = $1 and resource = 'namedLocations'`,
      [connectionId],
    );
    await database.execute(
      `update entra_id.revision set completeness = completeness || '{"namedLocations":"partial"}'
       where connection_id = $1`,
      [connectionId],
    );
  }

  it('shows the registrations of the published revision', async () => {
    const { source, notCollected } = await snapshotOf(first);
    expect(source['userRegistrationDetails']).toHaveLength(60);
    expect(notCollected).not.toHaveProperty('userRegistrationDetails');
  });

  it('takes a resource that was read in part this time as it was read completely before', async () => {
    const { source, notCollected } = await snapshotOf(partly(first));
    expect((source['namedLocations'] as unknown[]).length).toBeGreaterThan(0);
    expect(notCollected).not.toHaveProperty('namedLocations');
  });

  it('leaves registrations out of an earlier revision, since only the newest ones are kept', async () => {
    await runToEnd(host, connectionId, 'full');
    const second = await resolve();
    expect(second.revision).toBeGreaterThan(first.revision);
    const { source, notCollected } = await snapshotOf(first);
    expect(source).not.toHaveProperty('userRegistrationDetails');
    expect(notCollected).toMatchObject({ userRegistrationDetails: 'not-kept' });
    expect((await snapshotOf(second)).source['userRegistrationDetails']).toHaveLength(60);
  }, 60_000);

  it('knows that an earlier revision had read a resource completely that later ones read again', async () => {
    const { notCollected } = await snapshotOf(partly(first));
    expect(notCollected).not.toHaveProperty('namedLocations');
  });

  it('takes a resource with doubts for collected where every step of its run was done', async () => {
    await forgetCompleteReads();
    const { source, notCollected } = await snapshotOf(await resolve());
    expect((source['namedLocations'] as unknown[]).length).toBeGreaterThan(0);
    expect(notCollected).not.toHaveProperty('namedLocations');
  });

  it('names a resource that was only ever read in part, and does not take it for empty', async () => {
    await forgetCompleteReads();
    await database.execute(
      `update entra_id.sync_step set state = 'partial' where resource = 'namedLocations'`,
      [],
    );
    const { source, notCollected } = await snapshotOf(await resolve());
    expect(source).not.toHaveProperty('namedLocations');
    expect(notCollected).toMatchObject({ namedLocations: 'partial' });
  });
});
