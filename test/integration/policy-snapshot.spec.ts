import { evaluateSnapshot } from '#access-policy/checks/evaluate.js';
import { PROFILE_NAMES } from '#access-policy/checks/profiles.js';
import type { UserCoverage } from '#access-policy/model/results.js';
import { parseSnapshot } from '#access-policy/model/snapshot.js';
import type { JsonObject } from '#kernel/json.js';
import { parseConnectionId, type ConnectionId } from '#kernel/ids.js';
import { DATABASE, type Database } from '../../src/database/database.port.js';
import {
  INVENTORY_READER,
  type InventoryReader,
  type RevisionInfo,
} from '../../src/inventory/read/inventory-reader.port.js';
import { evaluateTenant } from '../../src/posture/evaluate/evaluate-tenant.js';
import { snapshotText, snapshotWith } from '../../src/posture/evaluate/snapshot-text.js';
import { readTenantParts, type SnapshotSource } from '../../src/posture/evaluate/tenant-parts.js';
import { readUserPages, Superseded } from '../../src/posture/evaluate/user-pages.js';
import { EvaluationRecord } from '../../src/posture/verdicts/keep-evaluation.js';
import { SqlPostureReader } from '../../src/posture/verdicts/sql-posture-reader.js';
import { connect, runToEnd, startBareHost, type BareHost } from '../support/bare-host.js';

/** Lets a policy leave out most groups, so that memberships matter. */
function leaveGroupsOut({ simulator: { tenant } }: BareHost): void {
  const [policy] = tenant.policies.collection('conditionalAccessPolicies').values();
  const conditions = policy?.['conditions'] as { users: { excludeGroups: unknown } };
  conditions.users.excludeGroups = [...tenant.groups.keys()].slice(0, 12);
}

describe('given a tenant that was read in several runs', () => {
  let host: BareHost;
  let database: Database;
  let connectionId: ConnectionId;
  let first: RevisionInfo;

  beforeAll(async () => {
    host = await startBareHost();
    leaveGroupsOut(host);
    connectionId = parseConnectionId((await connect(host)).get('connection') ?? '');
    await runToEnd(host, connectionId, 'full');
    database = host.app.get<Database>(DATABASE, { strict: false });
    first = await resolve();
  }, 60_000);
  afterAll(() => host.close());

  const resolve = (): Promise<RevisionInfo> =>
    host.app.get<InventoryReader>(INVENTORY_READER, { strict: false }).resolve(connectionId, undefined);
  const fromOf = (revision: RevisionInfo): SnapshotSource => ({ sql: database, connectionId, revision });

  async function snapshotOf(revision: RevisionInfo) {
    const tenant = await readTenantParts(fromOf(revision));
    let text = '';
    for await (const piece of snapshotText(fromOf(revision), tenant)) text += piece;
    return { source: JSON.parse(text) as JsonObject, notCollected: tenant.notCollected };
  }
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

  it('evaluates accounts page by page as it evaluates all of them at once', async () => {
    const from = fromOf(first);
    const tenant = await readTenantParts(from);
    const users: UserCoverage[] = [];
    const keep = (page: readonly UserCoverage[]): Promise<void> => {
      users.push(...page);
      return Promise.resolve();
    };
    const exemptions = new Map();
    const now = new Date('2026-11-24T12:00:00Z');
    const standard = {
      baseline: 'all',
      checks: [],
      breakGlassAccounts: [],
      changedAt: null,
      changedBy: null,
    } as const;
    const measure = { standard, exemptions, now, keep };
    const { checks } = await evaluateTenant(tenant, readUserPages(from, tenant, 7), measure);
    const whole = parseSnapshot((await snapshotOf(first)).source);
    const expected = PROFILE_NAMES.map((profile) => evaluateSnapshot(whole, { profile, exemptions, now }));
    expect(checks.map(({ inStandard: _, ...check }) => check)).toEqual(
      expected.flatMap((each) => each.checks),
    );
    expect(users).toEqual(expected[0]?.coverage.users);
    expect(users).toHaveLength(60);
    const members = (whole.groups ?? []).flatMap((group) => group.members ?? []);
    expect(new Set(members.map(({ type }) => type)).size).toBeGreaterThan(1);
  });

  it('puts federation, targets and classifications into the objects that they belong to', async () => {
    const { source, notCollected } = await snapshotOf(first);
    expect(notCollected).toEqual({});
    const list = (key: string): readonly JsonObject[] => source[key] as readonly JsonObject[];
    const { domainFederations = {}, appManagementAssignments = {} } = host.simulator.tenant.document();
    const federated = list('domains').filter(({ authenticationType }) => authenticationType === 'Federated');
    expect(federated.map(({ id }) => id)).toEqual(Object.keys(domainFederations));
    for (const { id, federationConfiguration } of federated) {
      const [expected] = domainFederations[id as string] ?? [];
      expect(federationConfiguration).toEqual([
        expect.objectContaining({
          id: expected?.['id'],
          domainId: id,
          federatedIdpMfaBehavior: expect.any(String),
        }),
      ]);
    }
    for (const { id, appliesTo } of list('appManagementPolicies')) {
      const ids = (appliesTo as readonly JsonObject[]).map((target) => target['id']);
      expect(ids).toEqual([...(appManagementAssignments[id as string] ?? [])].sort());
    }
    const graph = list('servicePrincipals').find(
      ({ appId }) => appId === '00000003-0000-0000-c000-000000000000',
    );
    expect(graph?.['delegatedPermissionClassifications']).toContainEqual(
      expect.objectContaining({ permissionName: 'User.Read', classification: 'low' }),
    );
  });

  it('asks about one account without reading the others', async () => {
    const tenant = await readTenantParts(fromOf(first));
    const [account] = (await snapshotOf(first)).source['users'] as readonly JsonObject[];
    const id = account?.['id'] as string;
    const { users } = await snapshotWith(fromOf(first), tenant, [id]);
    expect(users).toEqual([account]);
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

  it('shows the coverage of an evaluation once it is kept, and lets a later one overtake an earlier one', async () => {
    const { revision } = await resolve();
    const reader = new SqlPostureReader(database);
    const shown = (at: number) =>
      reader.coverage(
        connectionId,
        at,
        { verdict: undefined, accountId: undefined },
        { limit: 100, cursor: undefined },
      );
    const before = await shown(revision + 1);
    const later = new EvaluationRecord(database, { connectionId, revision: revision + 1 });
    await later.claim();
    await later.keepCoverage(
      before.items.map(({ accountId }) => ({
        userId: accountId,
        verdict: 'third_party',
        reasons: [],
        policyIds: [],
        mfaCapable: null,
      })),
    );
    expect(before.items).toHaveLength(60);
    expect(await shown(revision + 1)).toEqual(before);
    const earlier = new EvaluationRecord(database, { connectionId, revision });
    await expect(earlier.claim()).rejects.toThrow(Superseded);
    await expect(earlier.keepCoverage([])).rejects.toThrow(Superseded);
    const summary = { checks: {}, coverage: {}, meetsStandard: null, notCollected: {} };
    await later.finish({ checks: [], summary }, new Date('2026-11-24T12:00:00Z'));
    expect(new Set((await shown(revision + 1)).items.map(({ verdict }) => verdict))).toEqual(
      new Set(['third_party']),
    );
    expect(await shown(revision)).toEqual(before);
  });
});
