import { isJsonObject, text, type JsonObject } from '#kernel/json.js';
import type { TenantDocument } from '#simulator/model.js';
import { byId, compareObjects, readObjects, type Difference, type Objects } from './compare-objects.js';
import { COMPARED } from './compared-kinds.js';
import type { HostClient } from './host-client.js';
import { instant, truePrivileges } from './true-privileges.js';

/** What a comparison of access found, in the form of the other comparisons. */
export interface AccessComparison {
  readonly counts: Readonly<Record<string, number>>;
  readonly truth: Readonly<Record<string, number>>;
  readonly differences: readonly Difference[];
}

/** Compares everything about access that was read completely with the truth, and what is derived from it. */
export async function compareAccess(
  client: HostClient,
  base: string,
  document: TenantDocument,
  completeness: JsonObject,
): Promise<AccessComparison> {
  const isRead = (resource: string): boolean => completeness[resource] === 'complete';
  const pairs = new Map<string, readonly [Objects, Objects]>();
  for (const { key, route, truth, kept } of COMPARED.filter((one) => isRead(one.resource))) {
    const real = truth(document).map((object) => pick(object, kept));
    const published = await readObjects(client, `${base}/${route}`);
    pairs.set(key, [byId([...published.values()].map((object) => pick(object, kept))), byId(real)]);
  }
  if (isRead('roleAssignments')) {
    const published = await readPrivileges(client, base);
    pairs.set('effectivePrivileges', [published, truePrivileges(document, isRead)]);
  }
  const count = (side: 0 | 1) => Object.fromEntries([...pairs].map(([key, pair]) => [key, pair[side].size]));
  const differences = [...pairs].flatMap(([key, [mine, real]]) => compareObjects(key, mine, real));
  return { counts: count(0), truth: count(1), differences };
}

function pick(object: JsonObject, names: readonly string[] | undefined): JsonObject {
  if (names === undefined) return object;
  return Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)));
}

async function readPrivileges(client: HostClient, base: string): Promise<Objects> {
  const rows = new Map<string, JsonObject>();
  for await (const row of client.items(`${base}/effective-privileges`)) {
    const id = ['principalId', 'holdingId', 'state', 'route'].map((name) => text(row[name])).join(' ');
    rows.set(id, { startAt: instant(text(row['startAt'])), endAt: instant(text(row['endAt'])) });
  }
  return rows;
}

/** The completeness of each resource as the tenant's answer gives it. */
export function completenessOf(tenant: JsonObject): JsonObject {
  const completeness = tenant['completenessOf'];
  return isJsonObject(completeness) ? completeness : {};
}
