import type { JsonObject } from '#kernel/json.js';
import { EXTENDED_PERMISSIONS } from '#simulator/identity/registrations.js';
import type { TenantDocument } from '#simulator/model.js';
import { connect, runToEnd, startBareHost, type ApiAnswer, type BareHost } from '../support/bare-host.js';

type Body = ApiAnswer['body'];

interface World {
  readonly host: BareHost;
  readonly run: Body;
  readonly truth: TenantDocument;
  readonly get: (path: string) => Promise<Body>;
  readonly facts: (query?: string) => Promise<ReadonlyMap<string, JsonObject>>;
}

async function start(without: readonly string[] = []): Promise<World> {
  const grants = EXTENDED_PERMISSIONS.filter((name) => !without.includes(name));
  const host = await startBareHost({ simulator: { users: 300, grants } });
  const id = (await connect(host)).get('connection') ?? '';
  const run = await runToEnd(host, id, 'full');
  const get = async (path: string): Promise<Body> =>
    (await host.call('auditor', 'GET', `/connections/${id}${path}`)).body;
  const facts = async (query = ''): Promise<ReadonlyMap<string, JsonObject>> => {
    const { items } = await get(`/account-facts?limit=1000${query}`);
    return new Map(items.map((item: JsonObject) => [item['id'], item]));
  };
  return { host, run, truth: host.simulator.tenant.document(), get, facts };
}

const idsOf = (facts: ReadonlyMap<string, JsonObject>): readonly string[] => [...facts.keys()].sort();

describe('given a tenant whose guests have sponsors and whose people leave', () => {
  let world: World;
  beforeAll(async () => void (world = await start()), 60_000);
  afterAll(() => world.host.close());

  it('names the sponsors of each guest, and knows of those who have none', async () => {
    const { truth } = world;
    const guests = await world.facts('&userType=Guest');
    expect(guests.size).toBeGreaterThan(5);
    for (const [id, fact] of guests) {
      const value = (truth.sponsors[id] ?? []).map((sponsor) => sponsor.id);
      expect(fact['sponsorIds']).toEqual({ kind: 'known', value });
    }
    const orphans = [...guests.keys()].filter((id) => truth.sponsors[id] === undefined).sort();
    expect(idsOf(await world.facts('&hasSponsor=false'))).toEqual(orphans);
    expect(idsOf(await world.facts('&hasSponsor=true'))).toHaveLength(guests.size - orphans.length);
    expect(orphans.length).toBeGreaterThan(0);
  });

  it('finds accounts of leavers that are still enabled', async () => {
    const { truth } = world;
    const enabled = new Set(
      truth.users.filter((user) => user['accountEnabled'] === true).map(({ id }) => id),
    );
    const left = Object.keys(truth.employeeLeaveDateTimes).filter((id) => enabled.has(id));
    expect(left.length).toBeGreaterThan(0);
    const found = await world.facts('&leaverStillEnabled=true');
    expect(idsOf(found)).toEqual(left.toSorted());
    for (const [id, fact] of found) {
      expect(fact).toMatchObject({
        leaverStillEnabled: { kind: 'known', value: true },
        employeeLeaveAt: { kind: 'known', value: truth.employeeLeaveDateTimes[id] },
      });
    }
  });

  it('narrows facts by what each of them says', async () => {
    const all = await world.facts();
    const is = (name: string) => (fact: JsonObject) => {
      const value = fact[name];
      return typeof value === 'object'
        ? (value as { value?: unknown } | null)?.value === true
        : value === true;
    };
    for (const name of ['staleGuest', 'disabledInGroups', 'passwordNeverExpires', 'leaverStillEnabled']) {
      const expected = [...all].filter(([, fact]) => is(name)(fact)).map(([id]) => id);
      expect({ name, ids: idsOf(await world.facts(`&${name}=true`)) }).toEqual({
        name,
        ids: expected.sort(),
      });
    }
    for (const source of ['cloud', 'synced']) {
      const expected = [...all].filter(([, fact]) => fact['source'] === source).map(([id]) => id);
      expect(expected.length).toBeGreaterThan(0);
      expect(idsOf(await world.facts(`&source=${source}`))).toEqual(expected.sort());
    }
  });

  it('shows an administrative unit with its members and everybody who has a role for it', async () => {
    const { truth, get } = world;
    const [unitId = ''] = Object.keys(truth.scopedRoleMembers);
    const unit = await get(`/administrative-units/${unitId}`);
    expect(unit.administrativeUnit.id).toBe(unitId);
    expect(unit.members.items).toHaveLength(truth.administrativeUnitMembers[unitId]?.length ?? -1);
    const scoped = unit.scopedRoleMembers.items as readonly JsonObject[];
    expect(scoped).toHaveLength(truth.scopedRoleMembers[unitId]?.length ?? -1);
    for (const { principalId } of scoped) {
      const privileges = unit.privileges.items as readonly JsonObject[];
      const direct = privileges.some((row) => row['principalId'] === principalId);
      const asGroup = privileges.some((row) => row['viaGroupId'] === principalId);
      expect(direct || asGroup).toBe(true);
    }
    const listed = await get(`/effective-privileges?administrativeUnitId=${unitId}&limit=1000`);
    expect(listed.items).toEqual(unit.privileges.items);
    expect(new Set(listed.items.map((row: JsonObject) => row['scopeKind']))).toEqual(
      new Set(['administrative-unit']),
    );
  });
});

describe('given a tenant that does not grant leave dates and hidden members', () => {
  let world: World;
  beforeAll(async () => {
    world = await start(['User-LifeCycleInfo.Read.All', 'Member.Read.Hidden']);
  }, 60_000);
  afterAll(() => world.host.close());

  it('says for each enabled account why nobody knows whether it belongs to a leaver', async () => {
    for (const fact of (await world.facts('&accountEnabled=true')).values()) {
      const missing = { kind: 'unknown', reason: 'permission-not-granted' };
      expect(fact).toMatchObject({ employeeLeaveAt: missing, leaverStillEnabled: missing });
    }
    const { gaps } = await world.get('/account-facts?limit=1');
    expect(gaps).toEqual(expect.arrayContaining([{ resource: 'leaveDates', completeness: 'refused' }]));
  });

  it('never takes the hidden members of an administrative unit for none', async () => {
    const members = await world.get('/administrative-unit-members');
    expect(members).toMatchObject({ items: [], completeness: 'refused' });
    const { items } = await world.get('/capabilities');
    const capability = items.find((one: JsonObject) => one['resource'] === 'administrativeUnitMembers');
    expect(capability).toMatchObject({ reason: 'hidden-membership' });
    expect(world.run.state).toBe('succeeded');
  });
});
