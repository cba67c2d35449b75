import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import type { TenantDocument } from '#simulator/model.js';
import { compareAccess, completenessOf } from './compare-access.js';
import { comparePolicies } from './compare-policies.js';
import { byId, compareObjects, readObjects, type Difference, type Objects } from './compare-objects.js';
import type { HostClient } from './host-client.js';

/** What a comparison found. */
export interface Comparison {
  readonly counts: Readonly<Record<string, number>>;
  readonly truth: Readonly<Record<string, number>>;
  readonly differences: readonly Difference[];
}

type Links = ReadonlyMap<string, string>;

/** Reads everything that was published and compares it with the truth, property by property. */
export async function compare(
  client: HostClient,
  connectionId: string,
  truth: TenantDocument,
  seesHidden: boolean,
): Promise<Comparison> {
  const base = `/connections/${connectionId}`;
  const accounts = await readObjects(client, `${base}/accounts?includeGuests=true&includeDisabled=true`);
  const groups = await readObjects(client, `${base}/groups?all=true`);
  const members = await readLinks(client, base, groups);
  const owners = await readOwners(client, base, groups);
  const tenant = await client.get(`${base}/tenant`);
  const hidden = new Set(seesHidden ? [] : truth.groups.filter(isHidden).map((group) => text(group['id'])));
  const truths = {
    accounts: byId(truth.users.map((user) => withManager(user, truth))),
    groups: byId(truth.groups),
    memberships: linksOf(truth.members, hidden),
    ownerships: linksOf(truth.owners, new Set()),
  };
  const published = {
    organization: byId([tenant['organization'] ?? null].filter(isJsonObject)),
    domains: byId(listOf(tenant['domains'])),
    subscribedSkus: byId(listOf(tenant['subscribedSkus'])),
  };
  const access = await compareAccess(client, base, truth, completenessOf(tenant));
  const policies = await comparePolicies(client, base, truth);
  const differences = [
    ...access.differences,
    ...policies.differences,
    ...compareObjects('account', accounts, truths.accounts),
    ...compareObjects('group', groups, truths.groups),
    ...compareLinks('membership', members, truths.memberships),
    ...compareLinks('ownership', owners, truths.ownerships),
    ...compareObjects('organization', published.organization, byId([truth.organization])),
    ...ifRead('domain', published.domains, byId(truth.domains), tenant),
    ...ifRead('subscribedSku', published.subscribedSkus, byId(truth.subscribedSkus), tenant),
  ];
  return {
    counts: {
      accounts: accounts.size,
      groups: groups.size,
      memberships: members.size,
      ownerships: owners.size,
      ...access.counts,
      ...policies.counts,
    },
    truth: {
      accounts: truths.accounts.size,
      groups: truths.groups.size,
      memberships: truths.memberships.size,
      ownerships: truths.ownerships.size,
      ...access.truth,
      ...policies.truth,
    },
    differences,
  };
}

/** What the grants do not allow to be read is left out of both sides. */
function ifRead(
  kind: 'domain' | 'subscribedSku',
  published: Objects,
  truth: Objects,
  tenant: JsonObject,
): readonly Difference[] {
  const completeness = tenant['completenessOf'];
  const resource = kind === 'domain' ? 'domains' : 'subscribedSkus';
  const read = isJsonObject(completeness) && completeness[resource] === 'complete';
  return read ? compareObjects(kind, published, truth) : [];
}

async function readLinks(client: HostClient, base: string, groups: Objects): Promise<Links> {
  const links = new Map<string, string>();
  for (const id of groups.keys()) {
    for await (const item of client.items(`${base}/groups/${id}/members`)) {
      links.set(`${id} ${text(item['id'])}`, text(item['type']));
    }
  }
  return links;
}

async function readOwners(client: HostClient, base: string, groups: Objects): Promise<Links> {
  const links = new Map<string, string>();
  for (const id of groups.keys()) {
    const group = await client.get(`${base}/groups/${id}`);
    for (const owner of listOf(group['owners'])) links.set(`${id} ${text(owner['id'])}`, text(owner['type']));
  }
  return links;
}

function compareLinks(kind: string, published: Links, truth: Links): readonly Difference[] {
  const ids = new Set([...published.keys(), ...truth.keys()]);
  return [...ids]
    .filter((id) => published.get(id) !== truth.get(id))
    .map((id) => ({
      kind,
      id,
      property: null,
      published: published.get(id) ?? null,
      truth: truth.get(id) ?? null,
    }));
}

function withManager(user: JsonObject, truth: TenantDocument): JsonObject {
  const managerId = truth.managers[text(user['id'])];
  return managerId === undefined ? user : { ...user, managerId };
}

function linksOf(links: TenantDocument['members'], hidden: ReadonlySet<string>): Links {
  const flat = new Map<string, string>();
  for (const [id, targets] of Object.entries(links)) {
    if (hidden.has(id)) continue;
    for (const target of targets)
      flat.set(`${id} ${target.id}`, target['@odata.type'].replace('#microsoft.graph.', ''));
  }
  return flat;
}

function isHidden(group: JsonObject): boolean {
  return group['visibility'] === 'HiddenMembership';
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}
