import type { JsonObject } from '#kernel/json.js';
import { parseFaults } from '../faults.js';
import { InProcessClient, type ReadAnswer } from '../in-process-client.js';
import { createSimulator } from '../simulator.js';

function world() {
  const simulator = createSimulator({ users: 20, groups: 2 });
  return { simulator, client: new InProcessClient(simulator) };
}

function itemOf(answer: ReadAnswer, id: string): JsonObject | undefined {
  return (answer.body['responses'] as unknown as readonly JsonObject[]).find((item) => item['id'] === id);
}

const GET = { method: 'GET', url: '/users?$top=1' };

describe('given a batch', () => {
  it('does not try what depends on a failed request, and tries the rest', async () => {
    const { client } = world();
    const answer = await client.post('/$batch', {
      requests: [
        { id: 'a', method: 'GET', url: '/users/11111111-1111-4111-8111-111111111111' },
        { id: 'b', ...GET, dependsOn: ['A'] },
        { id: 'c', ...GET, dependsOn: ['b'] },
        { id: 'd', ...GET },
      ],
    });
    const statuses = ['a', 'b', 'c', 'd'].map((id) => itemOf(answer, id)?.['status']);
    expect(statuses).toEqual([404, 424, 424, 200]);
    expect(answer.status).toBe(200);
  });

  it('refuses a dependency that is not in it', async () => {
    const { client } = world();
    expect((await client.post('/$batch', { requests: [{ id: 'a', ...GET, dependsOn: ['x'] }] })).status).toBe(
      400,
    );
  });

  it('throttles one item without the others', async () => {
    const { client, simulator } = world();
    const fault = {
      path: '^/groups',
      status: 429,
      code: 'TooManyRequests',
      message: 'x',
      retryAfter: '7',
      times: 1,
    };
    simulator.throttle.use(parseFaults({ failPaths: [fault] }));
    const requests = [
      { id: '1', ...GET },
      { id: '2', method: 'GET', url: '/groups' },
      { id: '3', method: 'GET', url: '/groups' },
    ];
    const answer = await client.post('/$batch', { requests });
    expect(itemOf(answer, '2')).toMatchObject({ status: 429, headers: { 'Retry-After': '7' } });
    expect(['1', '3'].map((id) => itemOf(answer, id)?.['status'])).toEqual([200, 200]);
  });
});

describe('given failures that are planned for a path', () => {
  it.each([
    [404, '', 'Approval with id 1 not found'],
    [403, '', 'You do not have the required permissions to access this item.'],
    [
      403,
      'UnknownError',
      '{"errorCode":"PermissionScopeNotGranted","message":"Authorization failed due to missing permission scope","instanceAnnotations":[]}',
    ],
    [416, 'invalidRange', 'x'],
    [509, 'activityLimitReached', 'x'],
  ])('answers %i with the code "%s"', async (status, code, message) => {
    const { client, simulator } = world();
    simulator.throttle.use(parseFaults({ failPaths: [{ path: '^/organization$', status, code, message }] }));
    const answer = await client.get('/organization');
    expect(answer.status).toBe(status);
    expect(answer.body['error']).toMatchObject({ code, message });
  });
});
