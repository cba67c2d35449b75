import * as fc from 'fast-check';
import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { tenantArbitrary, toSnapshot } from '../../../test/support/access-arbitraries.js';
import { CONDITIONAL_ACCESS_CASES } from '../../../test/support/cases-conditional-access.js';
import { COVERAGE_CASES } from '../../../test/support/cases-coverage.js';
import { SCUBA_CASES } from '../../../test/support/cases-scuba.js';
import { AUTHORIZATION_CASES, METHOD_CASES } from '../../../test/support/cases-settings.js';
import { verdicts } from '../../../test/support/check-verdicts.js';
import { exemplaryTenant } from '../../../test/support/exemplary-tenant.js';
import { runs } from '../../../test/support/property-runs.js';
import { PROFILE_NAMES } from './profiles.js';

const RUNS = runs(60);
const CASES = [
  COVERAGE_CASES,
  CONDITIONAL_ACCESS_CASES,
  METHOD_CASES,
  AUTHORIZATION_CASES,
  SCUBA_CASES,
].flat();

/** Tenants of the cases, and exemplary tenants with random people and policies. */
const tenants: fc.Arbitrary<JsonObject> = fc
  .oneof(
    fc.constantFrom(...CASES.flatMap(({ fail, pass }) => [fail, pass ?? exemplaryTenant()])),
    tenantArbitrary.map((tenant) =>
      exemplaryTenant({ ...toSnapshot(tenant), roleDefinitions: definitions() }),
    ),
  )
  .map(withInstances);

/** Either list tells who holds a role now, so an assignment is in both wherever both were collected. */
function withInstances(tenant: JsonObject): JsonObject {
  const { roleAssignments, roleAssignmentScheduleInstances: instances } = tenant;
  if (!Array.isArray(roleAssignments) || !Array.isArray(instances)) return tenant;
  return { ...tenant, roleAssignmentScheduleInstances: [...instances, ...roleAssignments] };
}

const definitions = (): Json => exemplaryTenant()['roleDefinitions'] ?? [];

/** No check may pass after a change that takes knowledge away, unless it passed before. */
function expectNoNewPass(before: JsonObject, after: JsonObject): void {
  for (const profile of PROFILE_NAMES) {
    const old = verdicts(before, profile);
    for (const { id, status } of verdicts(after, profile).values()) {
      if (status === 'pass') expect([id, old.get(id)?.status]).toEqual([id, 'pass']);
    }
  }
}

describe('given a tenant of which less is known', () => {
  it('passes nothing that it did not pass before', () => {
    const keys = Object.keys(exemplaryTenant());
    fc.assert(
      fc.property(tenants, fc.subarray(keys, { minLength: 1, maxLength: 3 }), (tenant, removed) => {
        const entries = Object.entries(tenant).filter(([key]) => !removed.includes(key));
        expectNoNewPass(tenant, Object.fromEntries(entries));
      }),
      RUNS,
    );
  });
});

describe('given policies with a condition that is not known', () => {
  const places = fc.constantFrom<readonly string[]>([], ['users'], ['applications'], ['locations']);

  it('passes nothing that it did not pass before', () => {
    fc.assert(
      fc.property(tenants, places, fc.nat(), (tenant, place, index) => {
        const policies = (tenant['conditionalAccessPolicies'] ?? []) as readonly JsonObject[];
        const chosen = policies.length === 0 ? -1 : index % policies.length;
        const changed = policies.map((policy, at) => (at === chosen ? strange(policy, place) : policy));
        expectNoNewPass(tenant, { ...tenant, conditionalAccessPolicies: changed });
      }),
      RUNS,
    );
  });
});

function strange(policy: JsonObject, place: readonly string[]): JsonObject {
  return patched(policy, ['conditions', ...place]);
}

function patched(value: Json | undefined, [name, ...rest]: readonly string[]): JsonObject {
  const object = isJsonObject(value) ? value : {};
  if (name === undefined) return { ...object, moonPhase: ['full'] };
  return { ...object, [name]: patched(object[name], rest) };
}
