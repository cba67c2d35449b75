import { ProblemError } from '#kernel/problem.js';
import { Secret } from '#kernel/secret.js';
import { graphProblems } from '#graph/graph.problems.js';
import type { BatchAnswer, BatchItem, GraphClient } from '#graph/graph-client.js';
import type { GraphToken } from '../../connect/token-source.port.js';
import { checkFeatures } from './feature-reach.js';

const tokenWith = (...grants: readonly string[]): GraphToken =>
  ({ value: new Secret('t'), grants: new Set(grants) }) as unknown as GraphToken;

/** A Graph that refuses one resource for want of a licence, and counts what it is asked. */
function graphWithout(refused: string): { readonly graph: GraphClient; readonly asked: string[] } {
  const asked: string[] = [];
  const answer = ({ id }: BatchItem): BatchAnswer =>
    id === refused
      ? { id, status: 'failed', problem: new ProblemError(graphProblems['licence-missing']) }
      : { id, status: 'ok', body: { value: [] } };
  const batch = (items: readonly BatchItem[]): Promise<readonly BatchAnswer[]> => {
    asked.push(...items.map(({ id }) => id));
    return Promise.resolve(items.map(answer));
  };
  return { graph: { batch } as unknown as GraphClient, asked };
}

describe('given features beyond accounts and groups', () => {
  it('warns where a granted permission does not open its endpoint, and asks for nothing that is not granted', async () => {
    const { graph, asked } = graphWithout('roleEligibilityScheduleInstances');
    const checks = await checkFeatures(graph, tokenWith('RoleManagement.Read.Directory', 'Policy.Read.All'));
    const statuses = Object.fromEntries(checks.map(({ name, status }) => [name, status]));
    expect(statuses).toMatchObject({
      'reach:roleAssignments': 'pass',
      'reach:roleEligibilityScheduleInstances': 'warn',
      'reach:conditionalAccessPolicies': 'pass',
      'reach:devices': 'not_granted',
    });
    expect(asked).not.toContain('devices');
  });
});
