import { VirtualClock } from '#kernel/virtual-clock.js';
import { InProcessClient, type ReadAnswer } from '../in-process-client.js';
import type { SimulatorOptions } from '../model.js';
import { createSimulator } from '../simulator.js';

const POLICIES = '/identity/conditionalAccess/policies';

function world(options: Partial<SimulatorOptions> = {}) {
  const clock = new VirtualClock();
  const simulator = createSimulator({ users: 60, groups: 2, throttle: true, ...options }, clock);
  return { clock, simulator, client: new InProcessClient(simulator) };
}

/** The dearest request that there is, so that a budget ends soon. */
const DEAR = '/groups/none/transitiveMembers';

async function drain(client: InProcessClient, until: (answer: ReadAnswer) => boolean): Promise<ReadAnswer> {
  for (let n = 0; n < 3_000; n += 1) {
    const answer = await client.get(DEAR);
    if (until(answer)) return answer;
  }
  throw new RangeError('the budget never ended');
}

const refused = ({ status }: ReadAnswer): boolean => status === 429;

describe('given a tenant whose budgets are enforced', () => {
  it('slows down before it refuses, at most to the ninefold latency', async () => {
    const { client } = world({ latencyMs: 100 });
    const delays: number[] = [];
    await drain(client, (answer) => {
      if (answer.status === 404) delays.push(answer.delayMs ?? 0);
      return refused(answer);
    });
    expect(delays[0]).toBe(0);
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    expect(delays.at(-1)).toBeGreaterThan(700);
    expect(delays.at(-1)).toBeLessThanOrEqual(800);
  });

  it('never makes anybody wait who asked for no latency', async () => {
    const { client } = world({ latencyMs: 0 });
    const last = await drain(client, refused);
    expect(last.delayMs ?? 0).toBe(0);
  });

  it('makes a batch wait for its slowest item', async () => {
    const { client } = world({ latencyMs: 100 });
    await drain(client, (answer) => (answer.delayMs ?? 0) > 400);
    const requests = [{ id: '1', method: 'GET', url: '/users' }];
    expect((await client.post('/$batch', { requests })).delayMs).toBeGreaterThan(400);
  });

  it('keeps the percentage of the limit to itself unless it is asked to show it', async () => {
    const { client } = world();
    expect((await drain(client, refused)).headers).not.toHaveProperty('x-ms-throttle-limit-percentage');
  });

  it('shows the percentage from 0.8 on where the option says so, and no more than 1.8', async () => {
    const { client } = world({ throttling: { limitPercentage: true } });
    const shown: number[] = [];
    let refusals = 0;
    await drain(client, (answer) => {
      const percentage = answer.headers['x-ms-throttle-limit-percentage'];
      if (percentage !== undefined) shown.push(Number(percentage));
      refusals += answer.status === 429 ? 1 : 0;
      return refusals > 900;
    });
    expect(Math.min(...shown)).toBeGreaterThanOrEqual(0.8);
    expect(Math.max(...shown)).toBe(1.8);
    expect(shown).toContain(1);
  });

  it.each([
    ['seconds', /^\d+$/],
    ['fraction', /^\d+\.\d{3}$/],
    ['absent', /^undefined$/],
  ] as const)('says when to come back in the form %s', async (retryAfter, form) => {
    const { client } = world({ throttling: { retryAfter } });
    expect(String((await drain(client, refused)).headers['retry-after'])).toMatch(form);
  });

  it('names scope, application and tenant of the limit that is used up', async () => {
    const { client, simulator } = world();
    const { headers, body } = await drain(client, refused);
    expect(headers).toMatchObject({
      'x-ms-throttle-scope': `Tenant_Application/ReadWrite/${simulator.client.appId}/${simulator.tenant.tenantId}`,
      'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
    });
    expect(body['error']).toMatchObject({ message: expect.stringContaining('aadgraph.app.tenant_large') });
  });

  it('is full again after ten seconds', async () => {
    const { client, clock } = world();
    await drain(client, refused);
    clock.advance(10_000);
    expect((await client.get('/users')).status).toBe(200);
  });

  it('reads one policy a second, with words of its own when it refuses', async () => {
    const { client, clock } = world();
    expect((await client.get(POLICIES)).status).not.toBe(429);
    const { status, body, headers } = await client.get('/identity/conditionalAccess/namedLocations');
    expect(status).toBe(429);
    expect(body['error']).toMatchObject({ code: 'TooManyRequests', message: 'Too many requests.' });
    expect(headers).not.toHaveProperty('x-ms-throttle-scope');
    clock.advance(1_000);
    expect((await client.get(POLICIES)).status).not.toBe(429);
  });

  it('reads sign-in activity ten times a minute, apart from the units', async () => {
    const { client, clock } = world();
    const ask = () => client.get('/users?$select=id,signInActivity');
    for (let n = 0; n < 10; n += 1) expect((await ask()).status).not.toBe(429);
    expect((await ask()).status).toBe(429);
    expect((await client.get('/users')).status).toBe(200);
    clock.advance(6_000);
    expect((await ask()).status).not.toBe(429);
  });

  it('shares the limit of sign-in activity among all tenants of an application', async () => {
    const { simulator, client } = world();
    for (let n = 0; n < 10; n += 1) await client.get('/users?$select=signInActivity');
    const { state, otherTenant, client: registration } = simulator;
    state.grantApplication(otherTenant.tenantId, registration.appId, ['User.Read.All'], false);
    const elsewhere = new InProcessClient({ ...simulator, tenant: otherTenant });
    expect((await elsewhere.get('/users?$select=signInActivity')).status).toBe(429);
    expect((await elsewhere.get('/users')).status).toBe(200);
  });
});

describe('given what requests cost', () => {
  it.each([
    ['documented', '1'],
    ['recorded', '2'],
  ] as const)('prices a list of users with $select as %s', async (selectDiscount, units) => {
    const { client } = world({ throttling: { selectDiscount } });
    expect((await client.get('/users?$select=id')).headers['x-ms-resource-unit']).toBe(units);
  });

  it.each([
    ['charged', '1'],
    ['free', '0'],
  ] as const)('prices a failed request as %s', async (failedRequests, units) => {
    const { client } = world({ throttling: { failedRequests } });
    client.grant(['GroupMember.Read.All']);
    const answer = await client.get('/organization');
    expect([answer.status, answer.headers['x-ms-resource-unit']]).toEqual([403, units]);
  });

  it.each(['/users/delta', POLICIES, '/reports/x', '/auditLogs/signIns'])(
    'names no price for %s',
    async (path) => {
      const { client } = world();
      expect((await client.get(path)).headers).not.toHaveProperty('x-ms-resource-unit');
    },
  );
});
