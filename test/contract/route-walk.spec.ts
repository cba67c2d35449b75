import { ASKS_BY_POST, NEEDS_MANAGE, PUBLIC_ROUTES } from '../support/operations.js';
import { connect, runToEnd, startBareHost, type BareHost } from '../support/bare-host.js';

const ROLES = { auditor: ['read'], admin: ['read', 'manage'], owner: ['read', 'manage', 'own'] } as const;
const UNKNOWN = '11111111-1111-4111-8111-111111111111';

/** What the list of reach asks for; others do not look at it. */
const NARROW = `roleId=${UNKNOWN}`;

/** Cursors of one to five parts that no list has written: of words, of times that only JavaScript reads, of nothing. */
const FOREIGN_CURSORS: readonly string[] = ['x', '2026', UNKNOWN, 'a\0b'].flatMap((part) =>
  [1, 2, 3, 4, 5].map((length) => {
    const parts = Array.from({ length }, () => part);
    return Buffer.from(JSON.stringify(parts)).toString('base64url');
  }),
);

interface Route {
  readonly operationId: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly needs: string;
  /** Names of its query parameters. */
  readonly queries: readonly string[];
}

interface Operation {
  readonly operationId: string;
  readonly 'x-needs'?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

describe('given every route of the OpenAPI document', () => {
  let host: BareHost;
  let routes: readonly Route[];
  let ids: Readonly<Record<string, string>>;

  beforeAll(async () => {
    host = await startBareHost();
    const id = (await connect(host)).get('connection') ?? '';
    const run = await runToEnd(host, id, 'full');
    const accounts = await host.call('admin', 'GET', `/connections/${id}/accounts?limit=1`);
    const objectId = accounts.body.items[0].id as string;
    ids = { id, runId: run.id as string, objectId, accountId: objectId };
    const { body } = await host.call('nobody', 'GET', '/openapi.json');
    routes = Object.entries<Record<string, Operation>>(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        operationId: operation.operationId,
        method: method.toUpperCase() as Route['method'],
        path: path.replace('/integrations/azure-entra-id', ''),
        needs: operation['x-needs'] ?? '',
        queries: (operation.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name),
      })),
    );
  }, 60_000);
  afterAll(() => host.close());

  const fill = (path: string, values: Readonly<Record<string, string>>): string =>
    path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? UNKNOWN);

  it('finds the operations that the contract names, each with what it needs', () => {
    const named = [
      'startConnection',
      'connectionCallback',
      'listConnections',
      'getConnection',
      'updateSettings',
      'checkHealth',
      'getHealth',
      'startRun',
      'listRuns',
      'getRun',
      'watchRun',
      'cancelRun',
      'releaseRun',
      'discardRun',
      'disconnect',
      'listAccounts',
      'getAccount',
      'listAccountGroups',
      'getAccountTimeline',
      'listGroups',
      'getGroup',
      'listGroupMembers',
      'getTenant',
      'listActivity',
      'listChanges',
      'previewRun',
      'listOrganizationActivity',
    ];
    const found = routes.map((route) => route.operationId);
    expect(found).toEqual(expect.arrayContaining(named));
    expect(new Set(found).size).toBe(found.length);
    const open = routes.filter((route) => !['read', 'manage', 'own'].includes(route.needs));
    expect(open.map((route) => route.operationId)).toEqual([...PUBLIC_ROUTES]);
  });

  it('needs `manage` for exactly the operations that change something', () => {
    const names = (some: readonly Route[]): readonly string[] =>
      some.map(({ operationId }) => operationId).sort();
    expect(names(routes.filter(({ needs }) => needs === 'manage'))).toEqual(NEEDS_MANAGE);
    const readsByPost = routes.filter(({ needs, method }) => needs === 'read' && method !== 'GET');
    expect(names(readsByPost)).toEqual(ASKS_BY_POST);
  });

  it('lets nobody in who is not signed in', async () => {
    for (const route of routes.filter(({ operationId }) => !PUBLIC_ROUTES.has(operationId))) {
      const answer = await host.call('nobody', route.method, fill(route.path, ids), {});
      expect({ route: route.operationId, status: answer.status, code: answer.body.code }).toEqual({
        route: route.operationId,
        status: 401,
        code: 'not-signed-in',
      });
    }
  });

  it('refuses every role what it may not do', async () => {
    for (const [role, capabilities] of Object.entries(ROLES)) {
      const forbidden = routes.filter(
        ({ needs, operationId }) =>
          !PUBLIC_ROUTES.has(operationId) && !(capabilities as readonly string[]).includes(needs),
      );
      for (const route of forbidden) {
        const answer = await host.call(role, route.method, fill(route.path, ids), {});
        expect({ role, route: route.operationId, status: answer.status }).toEqual({
          role,
          route: route.operationId,
          status: 403,
        });
      }
    }
  });

  it('shows another organisation nothing, and cannot be told apart from an id that does not exist', async () => {
    const withId = routes.filter(
      (route) => route.path.includes('{id}') && route.operationId !== 'disconnect',
    );
    for (const route of withId) {
      const foreign = await host.call('stranger', route.method, fill(route.path, ids), bodyFor(route));
      const absent = await host.call(
        'stranger',
        route.method,
        fill(route.path, { ...ids, id: UNKNOWN }),
        bodyFor(route),
      );
      expect({ route: route.operationId, status: foreign.status, code: foreign.body.code }).toEqual({
        route: route.operationId,
        status: 404,
        code: 'connection-not-found',
      });
      expect(absent.body.code).toBe(foreign.body.code);
      expect(foreign.text).not.toContain('contoso');
    }
    const list = await host.call('stranger', 'GET', '/connections');
    expect(list.body.items).toEqual([]);
    expect((await host.call('stranger', 'DELETE', `/connections/${ids['id']}`, {})).status).toBe(404);
    expect((await host.call('admin', 'GET', `/connections/${ids['id']}`)).body.status).toBe('connected');
  });

  it('answers ids and parameters that make no sense with a problem', async () => {
    const reads = routes.filter((route) => route.method === 'GET' && route.path.includes('{'));
    for (const route of reads) {
      const answer = await host.call(
        'admin',
        'GET',
        fill(route.path, { id: "x'--", runId: 'x', objectId: 'x', accountId: 'x' }),
      );
      expect({ route: route.operationId, status: answer.status, code: answer.body.code }).toEqual({
        route: route.operationId,
        status: 400,
        code: 'request-invalid',
      });
      expect(answer.headers['content-type']).toBe('application/problem+json');
    }
    const base = `/connections/${ids['id']}/accounts`;
    for (const query of [
      'limit=0',
      'limit=x',
      'limit=2000',
      'cursor=%00',
      'cursor=eyJ9',
      'accountEnabled=maybe',
      'name=a&name=b',
      'asOf=2026-02-30T00:00:00Z',
    ]) {
      expect((await host.call('admin', 'GET', `${base}?${query}`)).status).toBe(400);
    }
    expect(
      (await host.call('admin', 'POST', `/connections/${ids['id']}/runs`, { kind: 'sideways' })).status,
    ).toBe(400);
  });

  it('refuses a character that no text in the database may have, in every parameter of every list', async () => {
    const reads = routes.filter(({ method, path }) => method === 'GET' && path.includes('{id}'));
    let asked = 0;
    for (const route of reads) {
      // `all` is not looked at where it would change nothing.
      for (const name of route.queries.filter((query) => query !== 'all')) {
        const answer = await host.call('admin', 'GET', `${fill(route.path, ids)}?${name}=a%00b`);
        expect({ route: route.operationId, name, status: answer.status }).toEqual({
          route: route.operationId,
          name,
          status: 400,
        });
        asked += 1;
      }
    }
    expect(asked).toBeGreaterThan(40);
    const check = await host.call('admin', 'GET', `/connections/${ids['id']}/checks/a%00b`);
    expect(check).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
  });

  it('never fails over the cursor of another list', async () => {
    const lists: Route[] = [];
    for (const route of routes.filter(({ method, path }) => method === 'GET' && path.includes('{id}'))) {
      if (route.operationId === 'watchRun') continue;
      const answer = await host.call('admin', 'GET', `${fill(route.path, ids)}?${NARROW}&limit=0`);
      if (answer.status === 400) lists.push(route);
    }
    expect(lists.length).toBeGreaterThan(15);
    for (const route of lists) {
      for (const cursor of FOREIGN_CURSORS) {
        const path = `${fill(route.path, ids)}?${NARROW}&cursor=${cursor}`;
        const { status, body } = await host.call('admin', 'GET', path);
        const known = status < 400 || [400, 404].includes(status) ? 'answered' : `${status} for ${cursor}`;
        const code = known === 'answered' ? undefined : (body.code as unknown);
        expect({ route: route.operationId, known, code }).toEqual({
          route: route.operationId,
          known: 'answered',
        });
      }
    }
    const [word] = FOREIGN_CURSORS;
    const coverage = await host.call('admin', 'GET', `/connections/${ids['id']}/coverage?cursor=${word}`);
    expect(coverage).toMatchObject({ status: 400, body: { code: 'cursor-invalid' } });
  });

  it('pages a list by cursor without losing or repeating anybody', async () => {
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = await host.call('auditor', 'GET', `/connections/${ids['id']}/accounts?limit=7${cursor}`);
      seen.push(...page.body.items.map((item: { id: string }) => item.id));
      if (page.body.next === undefined) break;
      cursor = `&cursor=${page.body.next as string}`;
    }
    expect(seen).toHaveLength(60);
    expect(new Set(seen).size).toBe(60);
  });

  it('counts the accounts that it lists, by type and state', async () => {
    const base = `/connections/${ids['id']}`;
    const { body } = await host.call('auditor', 'GET', `${base}/summary`);
    const counts = body.accounts.map(({ count }: { count: number }) => count);
    expect(counts.length).toBeGreaterThan(1);
    expect(counts.reduce((sum: number, count: number) => sum + count, 0)).toBe(60);
    expect(body.counts.accounts).toBe(60);
    const revisions = await host.call('auditor', 'GET', `${base}/revisions?limit=1`);
    expect(revisions.body.items).toMatchObject([{ revision: body.revision, counts: { accounts: 60 } }]);
  });

  it('explains every problem by its code', async () => {
    const { body } = await host.call('auditor', 'GET', '/problems');
    const known = body.items.find((problem: { code: string }) => problem.code === 'not-tenant-admin');
    expect(known).toMatchObject({ actor: 'tenant-admin', remedy: expect.any(String) });
  });

  it('exports the same rows as CSV', async () => {
    const answer = await fetch(`${host.url}/integrations/azure-entra-id/connections/${ids['id']}/accounts`, {
      headers: { accept: 'text/csv', 'x-fake-caller': 'auditor' },
    });
    const lines = (await answer.text()).trim().split('\r\n');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('x-completeness')).toBe('complete');
    expect(lines[0]).toMatch(/^id,displayName,userPrincipalName/);
    expect(lines).toHaveLength(61);
  });

  it('sends a run as events until it has ended', async () => {
    const url = `${host.url}/integrations/azure-entra-id/connections/${ids['id']}/runs/${ids['runId']}/events`;
    const answer = await fetch(url, { headers: { 'x-fake-caller': 'auditor' } });
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    expect(await answer.text()).toMatch(/event: run\n[\s\S]*"state":"succeeded"/);
  });
});

function bodyFor(route: Route): object {
  if (route.operationId === 'updateSettings') return { tenantId: 'contoso.example' };
  return route.path.endsWith('/release') || route.path.endsWith('/discard')
    ? { revision: 1, reason: 'test' }
    : {};
}
