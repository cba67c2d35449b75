import { startEvaluation, type ProfiledResult } from '#access-policy/checks/evaluate.js';
import { hasPlainIds, parseExemptions } from '#access-policy/checks/parse-exemptions.js';
import { DECLARABLE, PROFILE_NAMES, type ProfileName } from '#access-policy/checks/profiles.js';
import type { UserCoverage } from '#access-policy/model/results.js';
import { tenantOf, withUsers } from '#access-policy/model/user-pages.js';
import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { NOW } from './check-verdicts.js';

/** What an evaluation in pages gives. */
export interface PagedEvaluation {
  readonly checks: Readonly<Record<ProfileName, readonly ProfiledResult[]>>;
  readonly users: readonly UserCoverage[];
  readonly summary: object;
}

/** Evaluates a tenant whose users come in pages of this size, as a reader of a database would split it. */
export function evaluateInPages(tenant: JsonObject, size: number, exemptions?: Json): PagedEvaluation {
  const { users, groups, userRegistrationDetails: report, ...rest } = tenant;
  const people = Array.isArray(users) ? (users as readonly JsonObject[]) : undefined;
  const groupList = Array.isArray(groups) ? (groups as readonly JsonObject[]) : undefined;
  const userIds = new Set((people ?? []).map(({ id }) => id));
  const source = {
    ...rest,
    ...(groupList && { groups: groupList.map((group) => nestedOnly(group, userIds)) }),
    ...(report !== undefined && { userRegistrationDetails: [] }),
  };
  const words = JSON.stringify({ ...rest, groups: [] });
  const named = people?.filter(({ id }) => typeof id === 'string' && words.includes(JSON.stringify(id)));
  const declared = parseExemptions(exemptions, DECLARABLE, hasPlainIds(tenant));
  const base = tenantOf(source, named);
  const evaluation = startEvaluation(base, { profiles: PROFILE_NAMES, exemptions: declared, now: NOW });
  const covered: UserCoverage[] = [];
  for (let start = 0; start < (people ?? []).length; start += size) {
    const page = (people ?? []).slice(start, start + size);
    const ids = new Set(page.map(({ id }) => id));
    const membersByGroup = new Map((groupList ?? []).map((group) => [idText(group), membersIn(group, ids)]));
    const registrations = Array.isArray(report)
      ? (report as readonly JsonObject[]).filter(({ id }) => ids.has(id))
      : undefined;
    covered.push(...evaluation.add(withUsers(base, { users: page, membersByGroup, registrations })));
  }
  return { ...evaluation.finish(), users: covered };
}

const idText = ({ id }: JsonObject): string => (typeof id === 'string' ? id : '');

const idOf = (member: Json): Json | undefined => (isJsonObject(member) ? member['id'] : member);

const membersOf = (group: JsonObject): readonly Json[] =>
  Array.isArray(group['members']) ? (group['members'] as readonly Json[]) : [];

function nestedOnly(group: JsonObject, userIds: ReadonlySet<Json | undefined>): JsonObject {
  if (!Array.isArray(group['members'])) return group;
  return { ...group, members: membersOf(group).filter((member) => !userIds.has(idOf(member))) };
}

function membersIn(group: JsonObject, ids: ReadonlySet<Json | undefined>): readonly string[] {
  return membersOf(group)
    .map(idOf)
    .filter((id) => typeof id === 'string')
    .filter((id) => ids.has(id));
}
