import { coverSnapshot } from '#access-policy/mfa-coverage/cover-snapshot.js';
import type { UserCoverage } from '#access-policy/model/results.js';
import { parseSnapshot } from '#access-policy/model/snapshot.js';
import type { JsonObject } from '#kernel/json.js';

/** Coverage of one user of a tenant; undefined where the tenant has no such user. */
export function coverageOf(snapshot: JsonObject, userId = 'u1'): UserCoverage | undefined {
  return coverSnapshot(parseSnapshot(snapshot)).users.find((user) => user.userId === userId);
}
