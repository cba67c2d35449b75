import { isGuid } from '#kernel/ids.js';
import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import { UsageError } from '#kernel/usage-error.js';
import { describeAccess } from './describe-access.js';
import type { HostClient } from './host-client.js';
import { operatorClient } from './operator-client.js';

/** What can be asked: what one account can reach, or who can reach one group, role or application. */
const QUESTIONS = ['account', 'group', 'role', 'resource'] as const;

type Question = (typeof QUESTIONS)[number];
type Values = Readonly<Record<string, string | undefined>>;

/** Memberships whose shortest path is looked up for one answer. */
const PATHS_MAX = 500;

/** An open question to the host about one connection at one moment. */
interface Asked {
  readonly client: HostClient;
  readonly base: string;
  /** Query that names the moment; empty for now. */
  readonly moment: string;
}

/**
 * Answers `access`: prints what an account can reach or who can reach something, with the paths that lead there.
 * @throws UsageError unless exactly one question is asked
 */
export async function answerAccess(values: Values): Promise<number> {
  const { connection, json } = values;
  if (connection === undefined) throw new UsageError('--connection ID is missing.');
  questionOf(values);
  const { client, close } = await operatorClient(connection, values['url']);
  try {
    const answer = await askAccess(client, connection, values);
    process.stdout.write(json === undefined ? describeAccess(answer) : `${JSON.stringify(answer)}\n`);
    return 0;
  } finally {
    await close();
  }
}

/** Asks the host one question about a connection, now or as of an earlier moment. @throws UsageError */
export async function askAccess(
  client: HostClient,
  connectionId: string,
  values: Values,
): Promise<JsonObject> {
  const question = questionOf(values);
  const asOf = values['as-of'];
  const moment = asOf === undefined ? '' : `asOf=${encodeURIComponent(asOf)}`;
  return ANSWERS[question]({ client, base: `/connections/${connectionId}`, moment }, values[question] ?? '');
}

function questionOf(values: Values): Question {
  const [question, ...others] = QUESTIONS.filter((name) => values[name] !== undefined);
  if (question === undefined || others.length > 0)
    throw new UsageError('Give exactly one of --account, --group, --role and --resource.');
  return question;
}

const ANSWERS: Readonly<Record<Question, (asked: Asked, name: string) => Promise<JsonObject>>> = {
  account: ofAccount,
  group: ofGroup,
  role: ofRole,
  resource: ofResource,
};

async function ofAccount(asked: Asked, name: string): Promise<JsonObject> {
  const id = await accountId(asked, name);
  const access = await get(asked, `/accounts/${id}/access`);
  const roles = await all(asked, `/effective-privileges?principalId=${id}`);
  const groups = await all(asked, `/accounts/${id}/groups`);
  const applications = isJsonObject(access['applications']) ? access['applications'] : {};
  return {
    question: { account: id },
    account: access['account'] ?? null,
    roles: await withPaths(asked, roles),
    applications: applications['items'] ?? [],
    moreApplications: applications['more'] ?? false,
    groups,
    ...provenanceOf(access),
  };
}

async function ofGroup(asked: Asked, id: string): Promise<JsonObject> {
  const path = `/groups/${guid(id, 'group')}/members?effective=true`;
  const items = await all(asked, path);
  return { question: { group: id }, items, ...provenanceOf(await get(asked, `${path}&limit=1`)) };
}

async function ofRole(asked: Asked, name: string): Promise<JsonObject> {
  const roleId = await roleIdOf(asked, name);
  const path = `/reach?roleId=${roleId}`;
  const items = await withPaths(asked, await all(asked, path));
  return { question: { role: roleId }, items, ...provenanceOf(await get(asked, `${path}&limit=1`)) };
}

async function ofResource(asked: Asked, id: string): Promise<JsonObject> {
  const page = await get(asked, `/service-principals/${guid(id, 'resource')}`);
  const path = `/reach?applicationId=${id}`;
  const items = await withPaths(asked, await all(asked, path));
  const { openTo = null } = page;
  const from = provenanceOf(await get(asked, `${path}&limit=1`));
  return { question: { resource: id }, openTo, items, ...from };
}

/** Names the groups between whoever holds something through a group and that group, for as many rows as is bounded. */
async function withPaths(asked: Asked, rows: readonly JsonObject[]): Promise<readonly JsonObject[]> {
  const shown: JsonObject[] = [];
  for (const [index, row] of rows.entries()) {
    const { viaGroupId, principalId } = row;
    const looked = typeof viaGroupId === 'string' && row['route'] !== 'direct' && index < PATHS_MAX;
    shown.push(looked ? { ...row, paths: await pathsOf(asked, viaGroupId, text(principalId)) } : row);
  }
  return shown;
}

/** Eligible members of a group have no path of memberships: nobody has activated them yet. */
async function pathsOf(asked: Asked, groupId: string, memberId: string): Promise<Json> {
  const answer = await get(asked, `/groups/${groupId}/members/${memberId}/paths`);
  return answer['paths'] ?? [];
}

async function accountId(asked: Asked, name: string): Promise<string> {
  if (isGuid(name)) return name.toLowerCase();
  const found = await all(asked, `/account-facts?userPrincipalName=${encodeURIComponent(name)}`);
  const [account] = found;
  if (account === undefined) throw new Error(`There is no account ${name} in this revision.`);
  return text(account['id']);
}

async function roleIdOf(asked: Asked, name: string): Promise<string> {
  if (isGuid(name)) return name.toLowerCase();
  const roles = await all(asked, `/roles?name=${encodeURIComponent(name)}`);
  const exact = roles.filter((role) => text(role['displayName']).toLowerCase() === name.toLowerCase());
  const [role, ...others] = exact.length > 0 ? exact : roles;
  if (role === undefined) throw new Error(`There is no role ${name} in this revision.`);
  if (others.length > 0) throw new Error(`Several roles begin with ${name}: give the id of one.`);
  return text(role['id']);
}

function guid(id: string, what: string): string {
  if (!isGuid(id)) throw new UsageError(`--${what} takes the id of an object in Entra.`);
  return id;
}

function get({ client, base, moment }: Asked, path: string): Promise<JsonObject> {
  return client.get(base + at(path, moment));
}

async function all({ client, base, moment }: Asked, path: string): Promise<readonly JsonObject[]> {
  const items: JsonObject[] = [];
  for await (const item of client.items(base + at(path, moment))) items.push(item);
  return items;
}

function at(path: string, moment: string): string {
  if (moment === '') return path;
  return `${path}${path.includes('?') ? '&' : '?'}${moment}`;
}

function provenanceOf(answer: JsonObject): JsonObject {
  const { revision = null, readFrom = null, readTo = null, completeness = null, gaps = [] } = answer;
  return { revision, readFrom, readTo, completeness, gaps };
}
