import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json, JsonObject } from '#kernel/json.js';
import { UsageError } from '#kernel/usage-error.js';
import { exemplaryTenant } from '../../test/support/exemplary-tenant.js';
import { member, mfaPolicy, tenant } from '../../test/support/policy-builder.js';
import { evaluate } from './evaluate.js';

let directory = '';
let stdout = '';
let stderr = '';

/** Keeps what is written to a stream instead of writing it; gives back how to stop. */
function capture(stream: NodeJS.WriteStream, keep: (text: string) => void): () => void {
  const write = stream.write;
  stream.write = ((text: string, done?: (error?: Error) => void) => {
    keep(text);
    done?.();
    return true;
  }) as typeof stream.write;
  return () => {
    stream.write = write;
  };
}

let release: readonly (() => void)[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'evaluate-'));
  stdout = '';
  stderr = '';
  release = [
    capture(process.stdout, (text) => (stdout += text)),
    capture(process.stderr, (text) => (stderr += text)),
  ];
});

afterEach(() => {
  for (const stop of release) stop();
  rmSync(directory, { recursive: true });
});

function file(name: string, content: Json | string): string {
  const path = join(directory, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const excluding = tenant([mfaPolicy({ users: { excludeUsers: ['u1'] } })], {
  users: [member('u1'), member('u2')],
});
const declared = { 'CA-01': { users: ['u1'] } };

interface Answer {
  readonly case?: string;
  readonly problem?: string;
  readonly checks: readonly (JsonObject & { readonly id: string; readonly status: string })[];
  readonly coverage: { readonly users: readonly JsonObject[]; readonly summary: JsonObject };
}

async function run(
  values: Readonly<Record<string, string>>,
): Promise<{ code: number; answer: Answer & Answer[] }> {
  const code = await evaluate({ json: 'true', ...values });
  return { code, answer: JSON.parse(stdout) as Answer & Answer[] };
}

const status = (answer: Answer | undefined, id: string): string | undefined =>
  answer?.checks.find((check) => check.id === id)?.status;

describe('given one snapshot', () => {
  it('answers with the checks and the coverage of every user, in the documented shape', async () => {
    const { code, answer } = await run({ snapshot: file('s.json', excluding) });
    expect(code).toBe(0);
    expect(Object.keys(answer)).toEqual(['checks', 'coverage']);
    expect(answer.checks.find(({ id }) => id === 'CA-01')).toEqual({
      id: 'CA-01',
      status: 'fail',
      severity: 'critical',
      title: 'A baseline "all users, all resources, MFA" policy exists',
      mappings: {
        soc2: ['CC6.1'],
        iso27001_2013: ['A.9.4.2'],
        iso27001_2022: ['A.8.5'],
        cis: ['5.2.2.2'],
        scuba: ['MS.AAD.3.2v2'],
      },
      evidence: [{ object: 'p1', statement: 'Policy "Policy p1" does not count: it excludes the user u1.' }],
      remedy: 'Create the policy from the template "Require multifactor authentication for all users".',
    });
    expect(answer.coverage.summary).toEqual({ none: 1, full: 1 });
    expect(answer.coverage.users[0]).toMatchObject({ userId: 'u1', verdict: 'none', mfaCapable: null });
  });

  it('answers with the policies of the baseline when asked for SCuBA', async () => {
    const { answer } = await run({ snapshot: file('s.json', excluding), profile: 'scuba' });
    expect(answer.checks).toHaveLength(34);
    expect(status(answer, 'MS.AAD.3.2v2')).toBe('fail');
  });

  it('takes exemptions from a file', async () => {
    const exemptions = file('e.json', declared);
    const { answer } = await run({ snapshot: file('s.json', excluding), exemptions });
    expect(status(answer, 'CA-01')).toBe('exempted');
  });

  it('knows nothing of an empty snapshot, and passes nothing', async () => {
    const { code, answer } = await run({ snapshot: file('s.json', {}) });
    expect(code).toBe(0);
    expect([...new Set(answer.checks.map((check) => check.status))]).toEqual(['unknown']);
  });

  it('prints a table for people without --json', async () => {
    const code = await evaluate({ snapshot: file('s.json', excluding) });
    expect(code).toBe(0);
    expect(stdout).toMatch(/✗ CA-01 +fail +critical/);
    expect(stdout).toMatch(/→ Create the policy/);
    expect(stdout).toMatch(/Users: 1 none, 1 full\./);
  });
});

describe('given a list of cases', () => {
  it('answers with a list of the same order, each with its own exemptions', async () => {
    const cases = [
      { case: 'a', snapshot: excluding },
      { case: 'b', snapshot: excluding, exemptions: declared },
      { case: 'c', snapshot: exemplaryTenant() },
    ];
    const { code, answer } = await run({ snapshot: file('s.json', cases) });
    expect(code).toBe(0);
    expect(answer.map((each) => [each.case, status(each, 'CA-01')])).toEqual([
      ['a', 'fail'],
      ['b', 'exempted'],
      ['c', 'pass'],
    ]);
  });

  it('answers the others when one cannot be evaluated, says why, and fails', async () => {
    const cases = [
      { case: 'bad', snapshot: excluding, exemptions: { 'CA-99': {} } },
      { case: 'good', snapshot: excluding },
      { case: 'none' },
    ];
    const { code, answer } = await run({ snapshot: file('s.json', cases) });
    expect(code).toBe(1);
    expect(answer[0]).toEqual({ case: 'bad', problem: 'There is no check "CA-99" that can be exempted.' });
    expect(status(answer[1], 'CA-01')).toBe('fail');
    expect(answer[2]?.problem).toMatch(/"snapshot"/);
    expect(stderr).toMatch(/CA-99/);
  });
});

describe('given arguments that cannot be used', () => {
  it.each([
    ['no file', {}, /--snapshot FILE is missing/],
    ['a file that is not there', { snapshot: '/nowhere.json' }, /cannot be read as JSON/],
    ['an unknown profile', { profile: 'other' }, /--profile is one of semantic, scuba/],
    ['exemptions that are not there', { exemptions: '/nowhere.json' }, /--exemptions/],
  ])('refuses %s', async (_, values, message) => {
    const snapshot = 'profile' in values || 'exemptions' in values ? { snapshot: file('s.json', {}) } : {};
    await expect(evaluate({ ...snapshot, ...values })).rejects.toThrow(UsageError);
    await expect(evaluate({ ...snapshot, ...values })).rejects.toThrow(message);
  });
});
