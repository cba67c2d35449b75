import { createRandom } from '#kernel/random.js';
import { Secret } from '#kernel/secret.js';
import { VirtualClock } from '#kernel/virtual-clock.js';
import { createGraphClient } from './create-graph-client.js';
import { Governor } from './governor.js';
import type { GraphClient, RequestReceipt } from './graph-client.js';
import type { TransportAnswer, TransportRequest } from './transport.js';

const BASE = 'https://graph.microsoft.com/v1.0';

type Scripted = Partial<TransportAnswer> | Error;

/** A client over a list of answers; the last one repeats. */
function clientOver(...answers: readonly Scripted[]): {
  readonly client: GraphClient;
  readonly sent: TransportRequest[];
  readonly clock: VirtualClock;
  readonly receipts: RequestReceipt[];
  readonly tokens: boolean[];
} {
  const clock = new VirtualClock();
  const sent: TransportRequest[] = [];
  const receipts: RequestReceipt[] = [];
  const tokens: boolean[] = [];
  const client = createGraphClient({
    endpoint: { origin: 'https://graph.microsoft.com', versionPath: '/v1.0' },
    tokens: {
      token: ({ skipCache }) => {
        tokens.push(skipCache);
        return Promise.resolve({ value: new Secret(`token-${tokens.length}`), expiresAt: new Date(0) });
      },
    },
    transport: (request) => {
      sent.push(request);
      const answer = answers[Math.min(sent.length, answers.length) - 1];
      if (answer === undefined || answer instanceof Error)
        return Promise.reject(answer ?? new Error('no answer'));
      return Promise.resolve({ status: 200, headers: {}, body: '{"value":[]}', ...answer });
    },
    governor: new Governor(clock),
    clock,
    random: createRandom(1),
    onRequest: (receipt) => receipts.push(receipt),
  });
  return { client, sent, clock, receipts, tokens };
}

const error = (status: number, code: string, headers: Record<string, string> = {}): Scripted => ({
  status,
  headers,
  body: JSON.stringify({ error: { code, message: code } }),
});

describe('given answers of Graph', () => {
  it('sends its token and nothing to anywhere else', async () => {
    const { client, sent } = clientOver({});
    await client.page('/users?$top=1');
    expect(sent[0]).toMatchObject({ url: `${BASE}/users?$top=1`, method: 'GET' });
    expect(sent[0]?.headers['authorization']).toBe('Bearer token-1');
    await expect(client.page('https://evil.example/v1.0/users')).rejects.toThrow('graph-link-foreign');
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['2', 2_000],
    ['2.128', 2_128],
    ['Thu, 01 Jan 2026 00:00:07 GMT', 7_000],
  ])('waits as long as Retry-After: %s says', async (value, pauseMs) => {
    const { client, clock } = clientOver(error(429, 'TooManyRequests', { 'retry-after': value }), {});
    await client.page('/users');
    expect(clock.slept.reduce((sum, slept) => sum + slept, 0)).toBeGreaterThanOrEqual(pauseMs);
    expect(Math.max(...clock.slept)).toBeLessThanOrEqual(pauseMs + 1);
  });

  it('backs off with jitter where nothing is asked for, and gives up at last', async () => {
    const { client, sent, clock } = clientOver(error(503, 'serviceNotAvailable'));
    await expect(client.page('/users')).rejects.toThrow('service-unavailable');
    expect(sent).toHaveLength(8);
    expect(clock.slept).toHaveLength(7);
    expect(new Set(clock.slept).size).toBe(7);
  });

  it('asks for one new token when Graph rejects the old one', async () => {
    const { client, tokens } = clientOver(error(401, 'InvalidAuthenticationToken'), {});
    await client.page('/users');
    expect(tokens).toEqual([false, true]);
    const stubborn = clientOver(error(401, 'InvalidAuthenticationToken'));
    await expect(stubborn.client.page('/users')).rejects.toThrow('token-rejected');
    expect(stubborn.sent).toHaveLength(2);
  });

  it.each([
    [403, 'Authorization_RequestDenied', 'permission-not-granted'],
    [403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', 'licence-missing'],
    [400, 'AadPremiumLicenseRequired', 'licence-missing'],
    [404, 'Request_ResourceNotFound', 'object-not-found'],
    [410, 'syncStateNotFound', 'delta-expired'],
    [400, 'resyncRequired', 'delta-expired'],
    [400, 'Directory_ExpiredPageToken', 'page-token-expired'],
    [400, 'Request_UnsupportedQuery', 'unsupported-query'],
  ])('takes %i %s for %s', async (status, code, expected) => {
    const { client } = clientOver(error(status, code, { 'request-id': 'r-1' }));
    await expect(client.page('/users')).rejects.toMatchObject({
      problem: { code: expected },
      context: { requestId: 'r-1', status },
    });
  });

  it('names the request of a page that is not JSON', async () => {
    const { client } = clientOver({ body: '<html>', headers: { 'request-id': 'r-2' } });
    await expect(client.page('/users')).rejects.toMatchObject({
      problem: { code: 'malformed-page' },
      context: { requestId: 'r-2' },
    });
  });

  it('goes on after a connection that broke', async () => {
    const { client, sent } = clientOver(new Error('socket hang up'), {});
    await client.page('/users');
    expect(sent).toHaveLength(2);
  });

  it('does not go round in circles', async () => {
    const { client } = clientOver({
      body: JSON.stringify({ value: [], '@odata.nextLink': `${BASE}/users?$skiptoken=a` }),
    });
    const all = async (): Promise<void> => {
      for await (const page of client.pages('/users')) expect(page.items).toEqual([]);
    };
    await expect(all()).rejects.toThrow('malformed-page');
  });

  it('reads a batch twenty at a time, each answer on its own merits, whatever their order', async () => {
    const answers = (ids: readonly number[]): Scripted => ({
      body: JSON.stringify({
        responses: ids
          .map((id) => ({
            id: String(id),
            status: id === 3 ? 403 : 200,
            body: { id: String(id), error: { code: 'x' } },
          }))
          .reverse(),
      }),
    });
    const { client, sent } = clientOver(answers([...Array(20).keys()]), answers([20, 21]));
    const items = Array.from({ length: 22 }, (_, id) => ({ id: String(id), url: `/groups/${id}/members` }));
    const result = await client.batch(items);
    expect(result.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    expect(result.filter(({ status }) => status === 'failed').map(({ id }) => id)).toEqual(['3']);
    expect(sent).toHaveLength(2);
  });

  it('asks again only for the throttled items of a batch', async () => {
    const first = {
      body: JSON.stringify({
        responses: [
          { id: 'a', status: 200, body: {} },
          {
            id: 'b',
            status: 429,
            headers: { 'Retry-After': '3' },
            body: { error: { code: 'TooManyRequests' } },
          },
        ],
      }),
    };
    const second = { body: JSON.stringify({ responses: [{ id: 'b', status: 200, body: {} }] }) };
    const { client, sent, clock } = clientOver(first, second);
    const result = await client.batch([
      { id: 'a', url: '/users' },
      { id: 'b', url: '/groups' },
    ]);
    expect(result.map(({ status }) => status)).toEqual(['ok', 'ok']);
    expect(JSON.parse(sent[1]?.body ?? '').requests).toEqual([{ id: 'b', method: 'GET', url: '/groups' }]);
    expect(clock.slept).toContain(3_000);
  });

  it('reports each request without a word that names a person', async () => {
    const { client, receipts } = clientOver({ headers: { 'x-ms-resource-unit': '2', 'request-id': 'r' } });
    await client.page('/users/11111111-1111-4111-8111-111111111111/memberOf');
    await client.page('/users/ada@contoso.example');
    expect(receipts.map((receipt) => receipt.pathPattern)).toEqual(['/users/{id}/memberOf', '/users/{id}']);
    expect(receipts[0]).toMatchObject({ status: 200, resourceUnits: 2, batchItem: false });
  });
});

describe('given the governor', () => {
  it('spends no more than the budget of a large tenant', async () => {
    const clock = new VirtualClock();
    const governor = new Governor(clock);
    const startedMs = clock.now().getTime();
    for (let n = 0; n < 400; n += 1)
      (await governor.acquire('directory', 100, undefined)).done({ latencyMs: 100, units: 100 });
    const seconds = (clock.now().getTime() - startedMs) / 1_000;
    expect((400 * 100 - 8_000) / seconds).toBeLessThanOrEqual(800);
    expect(seconds).toBeLessThan(45);
  });

  it('sends less at once when latency inflates, and more again when it recovers', async () => {
    const governor = new Governor(new VirtualClock());
    const answer = async (latencyMs: number, times: number): Promise<void> => {
      for (let n = 0; n < times; n += 1)
        (await governor.acquire('directory', 1, undefined)).done({ latencyMs, units: 1 });
    };
    await answer(100, 50);
    const before = governor.concurrency;
    await answer(2_000, 15);
    const during = governor.concurrency;
    await answer(100, 200);
    expect(during).toBeLessThan(before);
    expect(governor.concurrency).toBeGreaterThan(during);
  });

  it('reads Conditional Access once a second', async () => {
    const clock = new VirtualClock();
    const governor = new Governor(clock);
    const startedMs = clock.now().getTime();
    for (let n = 0; n < 5; n += 1)
      (await governor.acquire('policy', 1, undefined)).done({ latencyMs: 10, units: undefined });
    expect(clock.now().getTime() - startedMs).toBeGreaterThanOrEqual(4_000);
  });
});
