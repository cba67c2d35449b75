import { canonicalJson, isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import { odataType } from '#simulator/tenant/directory.js';
import type { TenantStore } from '#simulator/tenant/tenant-store.js';
import type { Database } from '../../../src/database/database.port.js';
import { accountFromList, groupFromList, objectFromList } from '../../../src/sync/normalise/normalise.js';

/** Everything that is read of a tenant at one moment: a text for each object and link that is there. */
export type Facts = ReadonlyMap<string, string>;

/** The facts of a tenant now, as the inventory would write them. */
export function factsOf(tenant: TenantStore): Facts {
  const facts = new Map<string, string>();
  const note = (kind: string, entry: { readonly id: string; readonly payload: JsonObject | null }): void => {
    const sent = JSON.parse(JSON.stringify(entry.payload)) as Json;
    facts.set(`${kind} ${entry.id}`, canonicalJson(withoutNulls(sent)));
  };
  for (const user of tenant.users.values()) {
    const managerId = tenant.managers.get(text(user['id']));
    const manager = managerId === undefined ? null : { '@odata.type': odataType('user'), id: managerId };
    note('account', accountFromList({ ...user, manager }));
  }
  for (const group of tenant.groups.values()) note('directory_group', groupFromList({ ...group }));
  note('organization', objectFromList(tenant.organization));
  for (const domain of tenant.domains) note('domain', objectFromList(domain));
  for (const sku of tenant.subscribedSkus) note('subscribed_sku', objectFromList(sku));
  for (const [relation, kind] of [['members', 'membership'] as const, ['owners', 'ownership'] as const]) {
    for (const [group, targets] of tenant[relation])
      for (const [target, type] of targets) facts.set(`${kind} ${group} ${target}`, type);
  }
  return facts;
}

/** What the database keeps of a payload: a property without a value is not there. */
function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withoutNulls(item));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(entries.map(([name, member]) => [name, withoutNulls(member)]));
}

const OBJECTS = ['account', 'directory_group', 'organization', 'domain', 'subscribed_sku'];
const LINKS = ['membership', 'ownership'];

/** The facts that readers of a revision see. */
export async function publishedFacts(
  database: Database,
  connectionId: string,
  revision: number,
): Promise<Facts> {
  const seen = 'connection_id = $1 and since_revision <= $2 and until_revision > $2';
  const facts = new Map<string, string>();
  for (const kind of OBJECTS) {
    const rows = await database.query<{ id: string; payload: Json }>(
      `select object_id::text as id, payload from entra_id.${kind} where ${seen}`,
      [connectionId, revision],
    );
    for (const row of rows) facts.set(`${kind} ${row.id}`, canonicalJson(row.payload));
  }
  for (const kind of LINKS) {
    const rows = await database.query<{ id: string; type: string }>(
      `select source_id || ' ' || target_id as id, target_type as type from entra_id.${kind} where ${seen}`,
      [connectionId, revision],
    );
    for (const row of rows) facts.set(`${kind} ${row.id}`, row.type);
  }
  return facts;
}

interface Change {
  readonly atMs: number;
  /** Undefined while it was not there. */
  readonly value: string | undefined;
}

/** What was true of a tenant at every moment since the simulation began. */
export class TruthHistory {
  readonly #changes = new Map<string, Change[]>();
  #last: Facts = new Map();
  /** Moment of the last change. */
  changedAtMs = 0;

  /** Notes the tenant as it is now; to be called after each change. */
  note(tenant: TenantStore, at: Date): void {
    const facts = factsOf(tenant);
    const atMs = at.getTime();
    for (const key of new Set([...facts.keys(), ...this.#last.keys()])) {
      const value = facts.get(key);
      if (value === this.#last.get(key) && this.#changes.has(key)) continue;
      const changes = this.#changes.get(key) ?? [];
      changes.push({ atMs, value });
      this.#changes.set(key, changes);
      this.changedAtMs = atMs;
    }
    this.#last = facts;
  }

  /** Everything that ever was there. */
  keys(): Iterable<string> {
    return this.#changes.keys();
  }

  /** Whether something ever was there. */
  knows(key: string): boolean {
    return this.#changes.has(key);
  }

  /** Whether something had a value (undefined: was not there) at some moment from one instant to another. */
  held(key: string, value: string | undefined, fromMs: number, toMs: number): boolean {
    const changes = this.#changes.get(key) ?? [];
    const before = changes.filter((change) => change.atMs < fromMs).at(-1);
    const during = changes.filter((change) => change.atMs >= fromMs && change.atMs <= toMs);
    const values = [before?.value, ...during.map((change) => change.value)];
    return values.includes(value);
  }
}
