import * as fc from 'fast-check';
import type { JsonObject } from '#kernel/json.js';
import { tenantArbitrary, toSnapshot } from '../../../test/support/access-arbitraries.js';
import { CONDITIONAL_ACCESS_CASES } from '../../../test/support/cases-conditional-access.js';
import { COVERAGE_CASES } from '../../../test/support/cases-coverage.js';
import { SCUBA_CASES } from '../../../test/support/cases-scuba.js';
import { AUTHORIZATION_CASES, METHOD_CASES } from '../../../test/support/cases-settings.js';
import { verdicts } from '../../../test/support/check-verdicts.js';
import { exemplaryTenant } from '../../../test/support/exemplary-tenant.js';
import { evaluateInPages } from '../../../test/support/in-pages.js';
import { member, mfaPolicy } from '../../../test/support/policy-builder.js';
import { runs } from '../../../test/support/property-runs.js';
import { coverSnapshot } from '../mfa-coverage/cover-snapshot.js';
import { parseSnapshot } from '../model/snapshot.js';
import { PROFILE_NAMES } from './profiles.js';

const CASES = [
  COVERAGE_CASES,
  CONDITIONAL_ACCESS_CASES,
  METHOD_CASES,
  AUTHORIZATION_CASES,
  SCUBA_CASES,
].flat();

const random: fc.Arbitrary<JsonObject> = tenantArbitrary.map((tenant) =>
  exemplaryTenant({ ...toSnapshot(tenant), roleDefinitions: exemplaryTenant()['roleDefinitions'] ?? [] }),
);

/** What is known of a tenant, of which some keys may be missing. */
const partial = (tenant: JsonObject, removed: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(tenant).filter(([key]) => !removed.includes(key)));

/** Everything at once must say what the pages say, word for word. */
function expectSame(tenant: JsonObject, size: number): void {
  const paged = evaluateInPages(tenant, size);
  for (const profile of PROFILE_NAMES) {
    expect(paged.checks[profile]).toEqual([...verdicts(tenant, profile).values()]);
  }
  const { users, summary } = coverSnapshot(parseSnapshot(tenant));
  expect(paged.users).toEqual(users);
  expect(paged.summary).toEqual(summary);
}

/** More people than evidence shows, some of whom a policy excludes. */
function crowd(people: number, excluded: number, forAll: boolean): JsonObject {
  const users = Array.from({ length: people }, (_, index) =>
    member(`m${index}`, { displayName: `m${index}` }),
  );
  const everybody = mfaPolicy({
    users: { excludeUsers: users.slice(0, excluded).map(({ id }) => id ?? null) },
    ...(forAll ? {} : { applications: { includeApplications: ['Office365'] } }),
  });
  return exemplaryTenant({ users, conditionalAccessPolicies: [everybody] });
}

describe('given a tenant whose users come in pages', () => {
  it('counts everybody, also beyond what evidence shows', () => {
    expectSame(crowd(450, 4, true), 100);
    expectSame(crowd(450, 4, false), 100);
    expect(verdicts(crowd(450, 4, true)).get('COV-10')?.status).toBe('pass');
    const evidence = verdicts(crowd(450, 4, false)).get('COV-02')?.evidence ?? [];
    expect([evidence.length, evidence.at(-1)?.statement]).toEqual([201, '251 more are left out.']);
  });

  it('gives every check of the catalogue the verdict and evidence that it has for all users at once', () => {
    for (const { fail, pass } of CASES) {
      expectSame(fail, 2);
      if (pass !== undefined) expectSame(pass, 3);
    }
  });

  it('does so for any people, policies and size of pages, whatever was collected', () => {
    const keys = Object.keys(exemplaryTenant());
    fc.assert(
      fc.property(
        random,
        fc.subarray(keys, { maxLength: 2 }),
        fc.integer({ min: 1, max: 4 }),
        (tenant, removed, size) => {
          expectSame(partial(tenant, removed), size);
        },
      ),
      runs(60),
    );
  });
});
