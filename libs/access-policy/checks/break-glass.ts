import { compileSubject } from '../conditions/users.js';
import type { Directory } from '../evaluation/directory.js';
import { NO, YES as CERTAIN, type Truth } from '../evaluation/truth.js';
import type { User } from '../model/directory-shapes.js';
import type { Policy } from '../model/policy.js';
import type { Snapshot } from '../model/snapshot.js';
import { ROLES } from '../model/well-known.js';
import { nameOf } from './any-policy.js';
import { doubt, every, no, when, YES, type Answer } from './answer.js';
import { membersOf, templateOf } from './directory.js';
import { blocks, forcesMfa } from './grant.js';
import { licenceOf } from './licence.js';
import { enabled } from './policy-doubts.js';

/** An account for emergencies, declared or found, and whether it is one as it should be. */
export interface BreakGlass {
  readonly user: User;
  readonly answer: Answer;
}

/**
 * Accounts of a snapshot, or of one page of it, that are declared; without any, enabled accounts that are excluded and that no
 * enabled policy is about.
 */
export function breakGlassAccounts(
  snapshot: Snapshot,
  directory: Directory,
  declared: readonly string[],
): readonly BreakGlass[] {
  const world = worldOf(snapshot, directory);
  const users = snapshot.users ?? [];
  const named = users.filter(({ id }) => id !== undefined && declared.includes(id));
  const found = declared.length > 0 ? named : users.filter((user) => isExcludedEverywhere(user, world));
  return found.map((user) => ({ user, answer: judge(user, world) }));
}

interface World {
  readonly snapshot: Snapshot;
  readonly directory: Directory;
  readonly policies: readonly { readonly policy: Policy; readonly applies: (userId: string) => Truth }[];
}

function worldOf(snapshot: Snapshot, directory: Directory): World {
  const policies = (snapshot.conditionalAccessPolicies ?? [])
    .filter((policy) => enabled(policy).kind !== 'no')
    .map((policy) => {
      const matches = compileSubject(policy);
      return { policy, applies: (id: string) => matches(directory.subjectOf(id)) };
    });
  return { snapshot, directory, policies };
}

function isExcludedEverywhere({ id = '', accountEnabled }: User, { policies, directory }: World): boolean {
  const groups = directory.groupsOf(id);
  const isNamed = policies.some(({ policy: { conditions } }) => {
    const { excludeUsers, excludeGroups } = conditions.users;
    return excludeUsers.includes(id) || excludeGroups.some((group) => groups.has(group));
  });
  return accountEnabled === true && isNamed && policies.every(({ applies }) => applies(id) === NO);
}

function judge(user: User, world: World): Answer {
  const { id = '', userPrincipalName: name } = user;
  return every([
    given(user.accountEnabled, (value) => value, 'is not enabled', 'accountEnabled'),
    given(
      user.onPremisesSyncEnabled,
      (value) => value !== true,
      'is synchronized from on-premises',
      'onPremisesSyncEnabled',
    ),
    given(
      name,
      (value) => value.toLowerCase().endsWith('.onmicrosoft.com'),
      'is not on onmicrosoft.com',
      'userPrincipalName',
    ),
    permanentGlobalAdmin(id, world.snapshot),
    ...world.policies.map((each) => notCovered(id, each, world.snapshot)),
    inNoOtherGroup(id, world),
  ]);
}

function given<T>(
  value: T | undefined,
  isRight: (value: T) => boolean,
  because: string,
  name: string,
): Answer {
  return value === undefined ? doubt(`does not say its ${name}`) : when(isRight(value), because);
}

function notCovered(
  id: string,
  { policy, applies }: World['policies'][number],
  { authenticationStrengthPolicies }: Snapshot,
): Answer {
  const isHarmless =
    blocks(policy).kind === 'no' && forcesMfa(policy, authenticationStrengthPolicies).kind === 'no';
  const truth = isHarmless ? NO : applies(id);
  if (truth === NO) return YES;
  const isSure = truth === CERTAIN && enabled(policy).kind === 'yes';
  return isSure
    ? no(`is not excluded from ${nameOf(policy)}`)
    : doubt(`may not be excluded from ${nameOf(policy)}`);
}

/** Groups that policies exclude are how break-glass accounts are excluded; any other may give or take rights. */
function inNoOtherGroup(id: string, { snapshot, directory, policies }: World): Answer {
  if (snapshot.groups === undefined) return doubt('may be a member of groups, which were not collected');
  const excluding = new Set(policies.flatMap(({ policy }) => policy.conditions.users.excludeGroups));
  const others = [...directory.groupsOf(id)].filter((group) => !excluding.has(group));
  return when(others.length === 0, `is a member of ${others.join(', ')}`);
}

function permanentGlobalAdmin(id: string, snapshot: Snapshot): Answer {
  const { roleAssignments, roleAssignmentScheduleInstances: instances } = snapshot;
  const held = of(snapshot, id, roleAssignments);
  if (instances !== undefined && (instances.length > 0 || held === undefined)) {
    const own = of(snapshot, id, instances) ?? [];
    const ends = own.filter(({ assignmentType }) => assignmentType !== 'Activated');
    if (ends.some(({ endDateTime }) => endDateTime === null)) return YES;
    const isOpen = ends.some(({ endDateTime }) => endDateTime === undefined);
    return isOpen ? doubt('does not say until when it is Global Administrator') : no(NOT_PERMANENT);
  }
  if (held === undefined) return doubt('may hold roles, and roleAssignments was not collected');
  if (held.length === 0) return no(NOT_PERMANENT);
  if (licenceOf(snapshot, 'p2') === 'absent') return YES;
  return doubt(
    'may hold Global Administrator for a time only: roleAssignmentScheduleInstances was not collected',
  );
}

const NOT_PERMANENT = 'does not hold Global Administrator permanently';

function of(
  snapshot: Snapshot,
  userId: string,
  assignments: Snapshot['roleAssignments'],
): Exclude<Snapshot['roleAssignments'], undefined> | undefined {
  return assignments?.filter(
    ({ principalId = '', roleDefinitionId }) =>
      templateOf(snapshot, roleDefinitionId) === ROLES.globalAdministrator &&
      (principalId === userId || membersOf(snapshot.groups, principalId).value.has(userId)),
  );
}

/** Whether an account is in doubt at most: it is not certain that it is no break-glass account. */
export function mayBe({ answer }: BreakGlass): boolean {
  return answer.kind !== 'no';
}
