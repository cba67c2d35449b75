import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import type { TenantDocument } from '#simulator/model.js';
import { compareAccess, completenessOf } from './compare-access.js';
import { compareFacts, type FactTruth } from './compare-facts.js';
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
  { seesHidden, facts }: { readonly seesHidden: boolean; readonly facts: FactTruth },
): Promise<Comparison> {
  const base = `/connections/${connectionId}`;
  const completeness = completenessOf(await client.get(`${base}/tenant`));
  const parts = [
    await compareDirectory(client, base, truth, seesHidden),
    await compareTenant(client, base, truth),
    await compareAccess(client, base, truth, completeness),
    await compareFacts(client, base, facts, completeness),
    await comparePolicies(client, base, truth),
  ];
  return {
    counts: Object.assign({}, ...parts.map(({ counts }) => counts)) as Comparison['counts'],
    truth: Object.assign({}, ...parts.map((part) => part.truth)) as Comparison['truth'],
    differences: parts.flatMap(({ differences }) => differences),
  };
}

async function compareDirectory(
  client: HostClient,
  base: string,
  truth: TenantDocument,
  seesHidden: boolean,
): Promise<Comparison> {
  const accounts = await readObjects(client, `${base}/accounts?includeGuests=true&includeDisabled=true`);
  const groups = await readObjects(client, `${base}/groups?all=true`);
  const members = await readLinks(client, base, groups);
  const owners = await readOwners(client, base, groups);
  const hidden = new Set(seesHidden ? [] : truth.groups.filter(isHidden).map((group) => text(group['id'])));
  const real = {
    accounts: byId(truth.users.map((user) => withManager(user, truth))),
    groups: byId(truth.groups),
    memberships: linksOf(truth.members, hidden),
    ownerships: linksOf(truth.owners, new Set()),
  };
  const published = { accounts, groups, memberships: members, ownerships: owners };
  return {
    counts: { ...sizesOf(published), assignedLicences: licencesOf(accounts) },
    truth: { ...sizesOf(real), assignedLicences: licencesOf(real.accounts) },
    differences: [
      ...compareObjects('account', accounts, real.accounts),
      ...compareObjects('group', groups, real.groups),
      ...compareLinks('membership', members, real.memberships),
      ...compareLinks('ownership', owners, real.ownerships),
    ],
  };
}

/** What the grants do not allow to be read is left out of both sides. */
async function compareTenant(client: HostClient, base: string, truth: TenantDocument): Promise<Comparison> {
  const tenant = await client.get(`${base}/tenant`);
  const completeness = completenessOf(tenant);
  const pairs = [
    ['organization', listOf([tenant['organization'] ?? null]), [truth.organization]],
    ['domains', listOf(tenant['domains']), truth.domains],
    ['subscribedSkus', listOf(tenant['subscribedSkus']), truth.subscribedSkus],
  ] as const;
  const read = pairs
    .filter(([name]) => completeness[name] === 'complete')
    .map(([name, mine, real]) => [name, byId(mine), byId(real)] as const);
  return {
    counts: Object.fromEntries(read.map(([name, mine]) => [name, mine.size])),
    truth: Object.fromEntries(read.map(([name, , real]) => [name, real.size])),
    differences: read.flatMap(([name, mine, real]) => compareObjects(name, mine, real)),
  };
}

function sizesOf(of: Readonly<Record<string, { readonly size: number }>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(of).map(([name, { size }]) => [name, size]));
}

/** How many licences people hold; which ones is compared with the accounts. */
function licencesOf(accounts: Objects): number {
  return [...accounts.values()].reduce((sum, account) => sum + listOf(account['assignedLicenses']).length, 0);
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
