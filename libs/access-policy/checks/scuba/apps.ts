import type { JsonObject } from '#kernel/json.js';
import type { Evidence } from '../../model/results.js';
import type { Snapshot } from '../../model/snapshot.js';
import {
  exemptingPolicies,
  isAllAppsDate,
  restrictionsOf,
  SCOPES,
  type Credentials,
  type Exempting,
} from '../app-restrictions.js';
import { wholeDays } from '../duration.js';
import { member, textOf } from '../json-fields.js';
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
    conclude({ broken: issues(data, ADDITION), doubtful: openCustom(data, ADDITION) }, passed(ADDITION)),
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
  return conclude({ broken, doubtful: openCustom(data, restriction) }, passed(restriction));
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
  const lifted = custom(data, restriction)
    .filter(({ targets }) => targets !== undefined)
    .map(({ id, name }) => about(id, `The policy "${name}" lifts ${type}.`));
  return [...entries, ...lifted];
}

function custom({ source }: Snapshot, { kind, type }: Restriction): readonly Exempting[] {
  return exemptingPolicies(source['appManagementPolicies'], kind, type);
}

/** Custom policies of which it is not known whether they apply to anybody. */
function openCustom(data: Snapshot, restriction: Restriction): readonly Evidence[] {
  return custom(data, restriction)
    .filter(({ targets }) => targets === undefined)
    .map(({ id, name }) => about(id, `The appliesTo of the policy "${name}" was not collected.`));
}

function isFullyBlocked(data: Snapshot): boolean {
  const entries = entriesOf(data, ADDITION);
  return (
    issues(data, ADDITION).length === 0 &&
    openCustom(data, ADDITION).length === 0 &&
    entries.length > 0 &&
    entries.every((entry) => isAllAppsDate(entry['restrictForAppsCreatedAfterDateTime']))
  );
}
