import type { JsonObject } from '#kernel/json.js';
import type { Evidence } from '../../model/results.js';
import type { Snapshot } from '../../model/snapshot.js';
import { isAllAppsDate, restrictionsOf, SCOPES, type Credentials } from '../app-restrictions.js';
import { wholeDays } from '../duration.js';
import { listIn, member, objects, textOf } from '../json-fields.js';
import { rule, type Rule } from '../rule.js';
import { about, conclude, verdict } from '../verdict.js';

const OBJECT = 'defaultAppManagementPolicy';
const ADDITION = { kind: 'passwordCredentials', type: 'passwordAddition' } as const;

interface Restriction {
  readonly kind: Credentials;
  readonly type: string;
}

/** Rules on credentials of applications. The default policy's own state is not considered. */
export const APP_RULES: Readonly<Record<string, Rule>> = {
  'MS.AAD.5.5v1': rule([OBJECT], (data) =>
    conclude({ broken: issues(data, ADDITION), doubtful: [] }, passed(ADDITION)),
  ),
  'MS.AAD.5.6v1': rule([OBJECT], (data) => {
    if (isFullyBlocked(data)) {
      const statement = 'Adding passwords is fully blocked, so that no lifetime matters.';
      return verdict('pass', [about(OBJECT, statement)], 'not_applicable');
    }
    return lifetime(data, { kind: 'passwordCredentials', type: 'passwordLifetime' }, 181);
  }),
  'MS.AAD.5.7v1': rule([OBJECT], (data) =>
    lifetime(data, { kind: 'keyCredentials', type: 'asymmetricKeyLifetime' }, 366),
  ),
};

function lifetime(data: Snapshot, restriction: Restriction, daysMax: number): ReturnType<typeof conclude> {
  const missing = SCOPES.filter((scope) => entriesOf(data, restriction, [scope]).length === 0).map((scope) =>
    about(scope, `${restriction.type} is not restricted.`),
  );
  const long = entriesOf(data, restriction)
    .filter(({ state }) => state === 'enabled')
    .map((entry) => wholeDays(textOf(entry, 'maxLifetime')) ?? 0)
    .filter((days) => days > daysMax)
    .map((days) => about(OBJECT, `${restriction.type} allows ${days} days.`));
  const broken = [...issues(data, restriction), ...missing, ...long];
  return conclude({ broken, doubtful: [] }, passed(restriction));
}

function passed({ type }: Restriction): readonly Evidence[] {
  return [about(OBJECT, `Nothing lifts the restriction ${type}.`)];
}

function entriesOf(
  { defaultAppManagementPolicy: policy }: Snapshot,
  { kind, type }: Restriction,
  scopes: readonly (typeof SCOPES)[number][] = SCOPES,
): readonly JsonObject[] {
  return scopes.flatMap((scope) => restrictionsOf(member(policy ?? {}, scope), kind, type));
}

function issues(data: Snapshot, restriction: Restriction): readonly Evidence[] {
  const { type } = restriction;
  const entries = entriesOf(data, restriction).flatMap((entry) => {
    if (entry['state'] !== 'enabled') return [about(OBJECT, `${type} is not enabled.`)];
    const date = entry['restrictForAppsCreatedAfterDateTime'] ?? undefined;
    const isPartial = date !== undefined && !isAllAppsDate(date);
    return isPartial ? [about(OBJECT, `${type} restricts new applications only.`)] : [];
  });
  return [...entries, ...exemptingPolicies(data, restriction)];
}

function exemptingPolicies({ source }: Snapshot, { kind, type }: Restriction): readonly Evidence[] {
  const found = source['appManagementPolicies'];
  return objects(listIn(found)).flatMap((policy) => {
    const entries = restrictionsOf(member(policy, 'restrictions'), kind, type);
    const isExempting =
      policy['isEnabled'] === true &&
      entries.some(({ state }) => state !== 'enabled') &&
      Array.isArray(policy['appliesTo']) &&
      policy['appliesTo'].length > 0;
    const name = textOf(policy, 'displayName') ?? '';
    return isExempting ? [about(textOf(policy, 'id') ?? name, `The policy "${name}" lifts ${type}.`)] : [];
  });
}

function isFullyBlocked(data: Snapshot): boolean {
  const entries = entriesOf(data, ADDITION);
  return (
    issues(data, ADDITION).length === 0 &&
    entries.length > 0 &&
    entries.every((entry) => isAllAppsDate(entry['restrictForAppsCreatedAfterDateTime']))
  );
}
