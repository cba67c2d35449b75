import { evaluateSnapshot, type ProfiledResult } from '#access-policy/checks/evaluate.js';
import { hasPlainIds, parseExemptions } from '#access-policy/checks/parse-exemptions.js';
import { DECLARABLE, type ProfileName } from '#access-policy/checks/profiles.js';
import { parseSnapshot } from '#access-policy/model/snapshot.js';
import type { Json, JsonObject } from '#kernel/json.js';

/** The moment at which tests evaluate. */
export const NOW = new Date('2026-11-24T12:00:00Z');

/** Every check of a profile for a tenant, by id. */
export function verdicts(
  tenant: JsonObject,
  profile: ProfileName = 'semantic',
  exemptions?: Json,
): ReadonlyMap<string, ProfiledResult> {
  const declared = parseExemptions(exemptions, DECLARABLE, hasPlainIds(tenant));
  const { checks } = evaluateSnapshot(parseSnapshot(tenant), { profile, exemptions: declared, now: NOW });
  return new Map(checks.map((check) => [check.id, check]));
}

/** The status of one check. */
export function statusOf(id: string, tenant: JsonObject, exemptions?: Json): string | undefined {
  const profile = id.startsWith('MS.') ? 'scuba' : 'semantic';
  return verdicts(tenant, profile, exemptions).get(id)?.status;
}

/** The statements of one check, in one text. */
export function evidenceOf(id: string, tenant: JsonObject, exemptions?: Json): string {
  const profile = id.startsWith('MS.') ? 'scuba' : 'semantic';
  const found = verdicts(tenant, profile, exemptions).get(id)?.evidence ?? [];
  return found.map(({ object, statement }) => `${object}: ${statement}`).join('\n');
}
