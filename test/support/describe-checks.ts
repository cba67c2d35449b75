import { PROFILES } from '#access-policy/checks/profiles.js';
import type { JsonObject } from '#kernel/json.js';
import { statusOf, verdicts } from './check-verdicts.js';
import { exemplaryTenant, without } from './exemplary-tenant.js';

/** A check with a tenant for which it fails; the exemplary tenant passes unless another one is given. */
export interface CheckCase {
  readonly id: string;
  /** Completes "fails when". */
  readonly when: string;
  readonly fail: JsonObject;
  readonly pass?: JsonObject;
  /** By default the tenant without the first key that the check needs. */
  readonly unknown?: JsonObject;
}

/** Tests that each check passes, fails and does not know. */
export function describeChecks(cases: readonly CheckCase[]): void {
  describe.each(cases)('given the check $id', ({ id, when, fail, pass, unknown }) => {
    it('passes for a tenant that does it right', () => {
      expect(statusOf(id, pass ?? exemplaryTenant())).toBe('pass');
    });

    it(`fails when ${when}, with evidence and a remedy`, () => {
      const found = verdicts(fail, id.startsWith('MS.') ? 'scuba' : 'semantic').get(id);
      expect(found).toMatchObject({ id, status: 'fail' });
      expect(found?.evidence).not.toHaveLength(0);
      expect(found?.remedy).toMatch(/\.$/);
    });

    it('is unknown, and says what was not collected, when data is missing', () => {
      const key = needOf(id);
      const profile = id.startsWith('MS.') ? 'scuba' : 'semantic';
      const found = verdicts(unknown ?? lacking(pass, key), profile).get(id);
      expect(found?.status).toBe('unknown');
      expect(found?.evidence.map(({ statement }) => statement).join()).toMatch(
        /was not collected|not returned|does not say|not known|no configuration|cannot be judged|not in the|UNKNOWN|was returned/,
      );
    });
  });
}

function needOf(id: string): string {
  const all = [...PROFILES.semantic, ...PROFILES.scuba];
  return all.find(({ definition }) => definition.id === id)?.rule.needs[0] ?? '';
}

function lacking(tenant: JsonObject | undefined, key: string): JsonObject {
  if (tenant === undefined) return without(key);
  return Object.fromEntries(Object.entries(tenant).filter(([name]) => name !== key));
}
