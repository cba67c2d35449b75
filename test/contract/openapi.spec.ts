import { Validator } from '@seriousme/openapi-schema-validator';
import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import { mutateTenant } from '#simulator/tenant/mutate.js';
import { ApiDescription } from '../support/api-description.js';
import { connect, runToEnd, startBareHost, type ApiAnswer, type BareHost } from '../support/bare-host.js';
import { PUBLIC_ROUTES } from '../support/operations.js';

const WAITS_MAX = 100;
const LEAVERS = 60;

/** Lists of which the simulated tenant has nothing to show; their rows are described as those of deleted accounts. */
const EMPTY_LISTS: readonly string[] = ['listDeletedApplications', 'listDeletedServicePrincipals'];

describe('given the OpenAPI document and a tenant that was read', () => {
  let host: BareHost;
  let description: ApiDescription;
  let id: string;
  const empty = new Set<string>();

  const read = async (path: string, who = 'auditor'): Promise<ApiAnswer['body']> => {
    const answer = await host.call(who, 'GET', `/connections/${id}${path}`);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  };
  const change = (method: 'POST' | 'PUT' | 'DELETE', path: string, body: object): Promise<ApiAnswer> =>
    host.call('owner', method, `/connections/${id}${path}`, body);

  beforeAll(async () => {
    host = await startBareHost({ simulator: { users: 120, groups: 30 } });
    const { body } = await host.call('nobody', 'GET', '/openapi.json');
    description = new ApiDescription(body as JsonObject);
    id = (await connect(host)).get('connection') ?? '';
    await runToEnd(host, id, 'full');
    const { tenant } = host.simulator;
    mutateTenant(tenant, { seed: 1, changes: 40 });
    tenant.softDelete('groups', [...tenant.groups.keys()].at(-1) ?? '');
    const run = await runToEnd(host, id, 'incremental');
    await evaluated(run.revision as number);
  }, 120_000);
  afterAll(() => host.close());

  /** Evaluation follows publication; a reader who is quick has to wait a moment. */
  async function evaluated(revision: number): Promise<void> {
    for (let waits = 0; waits < WAITS_MAX; waits += 1) {
      const { status, body } = await host.call('auditor', 'GET', `/connections/${id}/posture`);
      if (status === 200 && body.evaluation.revision >= revision) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the revision was not evaluated');
  }

  it('is a valid OpenAPI 3.1 document', async () => {
    const { errors, valid } = await new Validator().validate(structuredClone(description.document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(description.document['openapi']).toBe('3.1.0');
  });

  it('describes every operation: what it does, what it takes, what it answers, and why it may not', () => {
    expect(description.operations.length).toBeGreaterThan(70);
    for (const { operationId, document, path } of description.operations) {
      const responses = Object.entries(document['responses'] ?? {});
      const successes = responses.filter(([status]) => Number(status) < 400);
      const needed = PUBLIC_ROUTES.has(operationId) ? ['400', '500'] : ['400', '401', '403', '500'];
      expect({ operationId, summary: document['summary'] }).toEqual({
        operationId,
        summary: expect.stringMatching(/^.{10,160}[.]$/),
      });
      expect({ operationId, successes: successes.length }).toEqual({ operationId, successes: 1 });
      expect(schemasOf(successes[0]?.[1]).length).toBeGreaterThan(0);
      expect(responses.map(([status]) => status)).toEqual(expect.arrayContaining(needed));
      if (path.includes('{id}')) expect(document['responses']).toHaveProperty('404');
      const parameters = (document['parameters'] ?? []) as readonly JsonObject[];
      const placed = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(parameters.filter((one) => one['in'] === 'path').map((one) => one['name'])).toEqual(
        expect.arrayContaining(placed),
      );
      for (const parameter of parameters) {
        expect({ operationId, ...parameter }).toMatchObject({
          description: expect.stringMatching(/.{10}/),
          schema: expect.anything(),
        });
      }
    }
  });

  it('says of every field what it means', () => {
    const { components, paths } = description.document;
    const silent = [...silentFields(components ?? {}, ''), ...silentFields(paths ?? {}, '')];
    expect(silent).toEqual([]);
  });

  it('answers everything that changes something as it says', async () => {
    const soon = new Date(Date.now() + 86_400_000).toISOString();
    const { tenantId } = host.simulator.tenant;
    const exemption = await change('POST', '/exemptions', {
      checkId: 'CA-01',
      scope: { users: [tenantId] },
      reason: 'An account for emergencies.',
      owner: 'Olga',
      expiresAt: soon,
    });
    const answers = [
      await change('PUT', '/standard', { baseline: 'scuba', breakGlassAccounts: [] }),
      await host.call('auditor', 'GET', `/connections/${id}/checks?all=true`),
      await change('PUT', '/standard', { baseline: 'all' }),
      exemption,
      await host.call('auditor', 'GET', `/connections/${id}/exemptions`),
      await change('DELETE', `/exemptions/${exemption.body.id as string}`, {}),
      await change('PUT', '/settings', { tenantId, syncIntervalMinutes: 60 }),
      await change('POST', '/health', {}),
      await change('POST', '/consent', {}),
      await change('POST', '/what-if', await signIn()),
      await host.call('auditor', 'GET', `/connections/${id}/health`),
      await host.call('auditor', 'GET', '/activity?limit=5'),
    ];
    expect(answers.map(({ status }) => status).filter((status) => status >= 400)).toEqual([]);
  });

  it('answers every question about a revision as it says', async () => {
    const first = async (path: string): Promise<string> =>
      (await read(`${path}?limit=1`)).items[0].id as string;
    const each = async (path: string): Promise<readonly string[]> =>
      ((await read(`${path}?limit=20`)).items as readonly { id: string }[]).map(
        ({ id: one }) => `${path}/${one}`,
      );
    const memberships = await read(`/groups?limit=50&all=true`);
    const ids: Record<string, string> = {};
    for (const group of memberships.items as readonly { id: string }[]) {
      const members = await read(`/groups/${group.id}/members?limit=1`);
      if (members.items.length > 0) Object.assign(ids, { group: group.id, member: members.items[0].id });
    }
    const account = await first('/accounts');
    const principal = await first('/service-principals');
    const role = (await read('/effective-privileges?limit=1')).items[0].roleId as string;
    const assignment = (await read('/app-role-assignments?limit=1')).items[0].resourceId as string;
    const paths = [
      `/accounts/${account}`,
      `/accounts/${ids['member']}/groups`,
      `/accounts/${account}/access`,
      `/accounts/${account}/timeline`,
      `/groups/${ids['group']}`,
      `/groups/${ids['group']}/members?effective=true`,
      `/groups/${ids['group']}/members/${ids['member']}/paths`,
      ...(await each('/applications')),
      `/service-principals/${principal}`,
      `/administrative-units/${await first('/administrative-units')}`,
      `/service-principals/${assignment}/access`,
      `/reach?roleId=${role}`,
      `/reach?applicationId=${assignment}`,
      ...(await each('/policies')),
      `/coverage?accountId=${account}`,
      `/checks/${await first('/checks')}`,
    ];
    for (const path of paths) {
      const body = await read(path);
      if (Array.isArray(body.items))
        expect({ path, rows: body.items.length > 0 }).toEqual({ path, rows: true });
    }
    const plain = description.operations.filter(
      ({ method, path }) => method === 'get' && !path.includes('}/', path.indexOf('{id}') + 4),
    );
    for (const { path, operationId } of plain) {
      if (PUBLIC_ROUTES.has(operationId) || operationId === 'listWhoCanReach' || /\{(?!id\})/.test(path))
        continue;
      const answer = await host.call(
        'auditor',
        'GET',
        path.replace('/integrations/azure-entra-id', '').replace('{id}', id),
      );
      expect({ operationId, status: answer.status }).toEqual({ operationId, status: 200 });
      if (Array.isArray(answer.body.items) && answer.body.items.length === 0) empty.add(operationId);
    }
  }, 60_000);

  it('exports every list that says so with the columns that it names', async () => {
    const lists = description.operations.filter(({ document }) =>
      JSON.stringify(document['responses']).includes('text/csv'),
    );
    expect(lists.length).toBeGreaterThan(25);
    const columns = lists.filter(({ path }) => !/\{(?!id\})/.test(path));
    for (const { path, operationId } of columns) {
      if (operationId === 'listWhoCanReach') continue;
      const at = path.replace('/integrations/azure-entra-id', '').replace('{id}', id);
      const answer = await host.call('auditor', 'GET', at, undefined, 'text/csv');
      expect({ operationId, type: answer.headers['content-type'] }).toEqual({
        operationId,
        type: 'text/csv; charset=utf-8',
      });
    }
  });

  it('answers everything about runs as it says, from who started them to how they end', async () => {
    const { tenant } = host.simulator;
    const started = await change('POST', '/runs', { kind: 'full' });
    await change('POST', `/runs/${started.body.id as string}/cancel`, {});
    await runToEnd(host, id, 'incremental');
    for (const decision of ['discard', 'release']) {
      for (const leaver of [...tenant.users.keys()].slice(5, 5 + LEAVERS / 2))
        tenant.softDelete('users', leaver);
      const run = await runToEnd(host, id, 'incremental');
      expect(run).toMatchObject({ state: 'held', startedBy: 'adam' });
      const path = `/runs/${run.id as string}`;
      await read(`${path}/events`);
      const decided = await change('POST', `${path}/${decision}`, {
        revision: run.revision,
        reason: 'Looked at.',
      });
      expect({ decision, status: decided.status }).toEqual({ decision, status: 200 });
    }
  }, 120_000);

  it('leaves no operation out, and none that is only ever answered empty', async () => {
    const name = (await read('')).displayName as string;
    const erased = await host.call('owner', 'DELETE', `/connections/${id}?erase=true`, { confirm: name });
    expect(erased.body).toMatchObject({ status: 'erased' });
    const all = description.operations.map(({ operationId }) => operationId);
    expect([...host.answered].sort()).toEqual(all.sort());
    expect([...empty].sort()).toEqual(EMPTY_LISTS);
  });

  it('would notice a field that nobody described, one that is missing, and one of another type', async () => {
    const operation = description.find('GET', '/problems');
    if (operation === undefined) throw new Error('no such operation');
    const { text: body } = await host.call('auditor', 'GET', '/problems');
    const [problem, ...others] = (JSON.parse(body) as { items: JsonObject[] }).items;
    const { title: _title, ...without } = problem ?? {};
    const complaints = (item: JsonObject): readonly string[] =>
      description.complaints(operation, {
        status: 200,
        contentType: 'application/json',
        text: JSON.stringify({ items: [item, ...others] }),
      });
    expect(complaints({ ...problem })).toEqual([]);
    expect(complaints({ ...problem, more: 1 })).not.toEqual([]);
    expect(complaints(without)).not.toEqual([]);
    expect(complaints({ ...problem, status: '404' })).not.toEqual([]);
  });

  const signIn = async (): Promise<object> => ({
    signInIdentity: {
      '@odata.type': '#microsoft.graph.userSignIn',
      userId: (await read('/accounts?limit=1')).items[0].id as string,
    },
    signInContext: {
      '@odata.type': '#microsoft.graph.applicationContext',
      includeApplications: ['00000003-0000-0ff1-ce00-000000000000'],
    },
    signInConditions: { clientAppType: 'browser', devicePlatform: 'windows' },
  });
});

/** Schemas of an answer. */
function schemasOf(response: Json | undefined): readonly Json[] {
  if (!isJsonObject(response ?? null)) return [];
  const content = (response as JsonObject)['content'];
  return Object.values(isJsonObject(content ?? null) ? (content as JsonObject) : {}).flatMap((media) =>
    isJsonObject(media) && media['schema'] !== undefined ? [media['schema']] : [],
  );
}

/** Properties of schemas that say nothing of themselves, by their place. */
function silentFields(value: Json, place: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => silentFields(item, place));
  if (!isJsonObject(value)) return [];
  const properties = value['properties'];
  const isSchema = value['type'] === 'object' && isJsonObject(properties ?? null);
  const own = isSchema
    ? Object.entries(properties as JsonObject).flatMap(([name, field]) =>
        isJsonObject(field) && (text(field['description']) !== '' || '$ref' in field || 'const' in field)
          ? []
          : [`${place}.${name}`],
      )
    : [];
  const inner = Object.entries(value).flatMap(([name, item]) => silentFields(item, `${place}/${name}`));
  return [...own, ...inner];
}
