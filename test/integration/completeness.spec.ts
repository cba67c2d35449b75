import { ProblemError, toProblemRecord } from '#kernel/problem.js';
import { DATABASE, type Database } from '../../src/database/database.port.js';
import { syncProblems } from '../../src/sync/sync.problems.js';
import { connect, runToEnd, startBareHost, type ApiAnswer, type BareHost } from '../support/bare-host.js';

const WAITS_MAX = 100;

describe('given a revision that is not complete in every part', () => {
  let host: BareHost;
  let database: Database;
  let id: string;
  let groupId: string;

  beforeAll(async () => {
    host = await startBareHost();
    id = (await connect(host)).get('connection') ?? '';
    await runToEnd(host, id, 'full');
    await evaluated();
    database = host.app.get<Database>(DATABASE, { strict: false });
    groupId = (await read('/groups?limit=1&all=true')).body.items[0].id as string;
    await say({ memberships: 'partial', ownerships: 'refused' });
  }, 90_000);
  afterAll(() => host.close());

  const read = (path: string): Promise<ApiAnswer> => host.call('auditor', 'GET', `/connections/${id}${path}`);
  const csv = async (path: string): Promise<Headers> => {
    const address = `${host.url}/integrations/azure-entra-id/connections/${id}${path}`;
    const answer = await fetch(address, { headers: { accept: 'text/csv', 'x-fake-caller': 'auditor' } });
    await answer.text();
    return answer.headers;
  };
  const say = (completeness: object): Promise<number> =>
    database.execute(
      'update entra_id.revision set completeness = completeness || $2::jsonb where connection_id = $1',
      [id, JSON.stringify(completeness)],
    );

  async function evaluated(): Promise<void> {
    for (let waits = 0; waits < WAITS_MAX; waits += 1) {
      if ((await read('/posture')).status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the revision was not evaluated');
  }

  it('claims the same of an export as of the list that it exports', async () => {
    const { body } = await read('/effective-privileges');
    expect(body).toMatchObject({ completeness: 'partial' });
    const headers = await csv('/effective-privileges');
    expect(headers.get('x-completeness')).toBe('partial');
    const gaps = body.gaps as { resource: string; completeness: string }[];
    expect(headers.get('x-gaps')).toBe(
      gaps.map(({ resource, completeness }) => `${resource}=${completeness}`).join(', '),
    );
    expect(headers.get('x-gaps')).toContain('memberships=partial');
    expect((await csv('/accounts')).get('x-gaps')).toBeNull();
  });

  it('exports members that are in doubt as refused, like the list', async () => {
    await database.execute(
      `insert into entra_id.stale_source (connection_id, resource, source_id, problem, noted_at)
       values ($1, 'memberships', $2, $3::jsonb, now())`,
      [id, groupId, JSON.stringify(toProblemRecord(new ProblemError(syncProblems['hidden-membership'])))],
    );
    const path = `/groups/${groupId}/members`;
    expect((await read(path)).body).toMatchObject({ completeness: 'refused', problem: expect.any(Object) });
    expect((await csv(path)).get('x-completeness')).toBe('refused');
  });

  it('says of the owners of a group how completely owners were read', async () => {
    const { body } = await read(`/groups/${groupId}`);
    expect(body).toMatchObject({ completeness: 'complete', ownersCompleteness: 'refused' });
  });

  it('says which revision was evaluated, and that a later one is known in part only', async () => {
    const { body: before } = await read('/checks');
    expect(before).toMatchObject({ completeness: 'complete', evaluatedRevision: before.revision });
    await database.execute(
      'update entra_id.posture_evaluation set revision = revision - 1 where connection_id = $1',
      [id],
    );
    const older = { completeness: 'partial', evaluatedRevision: (before.revision as number) - 1 };
    for (const path of ['/checks', '/coverage', '/posture'])
      expect((await read(path)).body).toMatchObject(older);
    const headers = await csv('/coverage');
    expect(headers.get('x-completeness')).toBe('partial');
    expect(headers.get('x-evaluated-revision')).toBe(String(older.evaluatedRevision));
  });
});
