import { text, type JsonObject } from '#kernel/json.js';
import { all, any, certain, flags, part, texts, within, type Match } from './match.js';
import type { SignIn, SignInIdentity } from './sign-in.js';
import type { EvaluationWorld } from './world.js';

type UserIdentity = Extract<SignInIdentity, { kind: 'user' }>;

/** What is known of the user who signs in. */
interface Subject {
  readonly id: string | undefined;
  readonly groups: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
  /** Kinds of guest or external user that the user is; empty for everybody else. */
  readonly types: readonly string[];
  readonly homeTenant: string | undefined;
}

/** Whether a policy is for the user who signs in: included, and by nothing excluded. */
export function matchUser(
  world: EvaluationWorld,
  identity: UserIdentity,
  users: JsonObject | undefined,
): Match {
  const subject = subjectOf(world, identity);
  return within(side(subject, users, 'include'), side(subject, users, 'exclude'));
}

/** Everything that a policy includes or excludes: users, groups, roles and kinds of guests add up. */
function side(subject: Subject, users: JsonObject | undefined, verb: 'include' | 'exclude'): Match {
  const names = texts(users?.[`${verb}Users`]);
  const own = (list: string, ids: ReadonlySet<string>): Match =>
    certain(texts(users?.[`${verb}${list}`]).some((id) => ids.has(id)));
  return any([
    certain(verb === 'include' && names.includes('All')),
    certain(subject.id !== undefined && names.includes(subject.id)),
    certain(names.includes('GuestsOrExternalUsers') && subject.types.length > 0),
    own('Groups', subject.groups),
    own('Roles', subject.roles),
    matchGuest(subject, part(users, `${verb}GuestsOrExternalUsers`)),
  ]);
}

/** A kind of guest, from a tenant that the policy means; an internal guest has no other tenant. */
function matchGuest(subject: Subject, guests: JsonObject | undefined): Match {
  if (guests === undefined) return 'no';
  const wanted = flags(guests['guestOrExternalUserTypes']).filter((type) => subject.types.includes(type));
  const tenants = part(guests, 'externalTenants');
  return any(wanted.map((type) => (type === 'internalGuest' ? 'yes' : matchTenant(subject, tenants))));
}

function matchTenant(subject: Subject, tenants: JsonObject | undefined): Match {
  if (tenants?.['membershipKind'] !== 'enumerated') return 'yes';
  if (subject.homeTenant === undefined) return 'unknown';
  return certain(texts(tenants['members']).includes(subject.homeTenant));
}

function subjectOf(world: EvaluationWorld, identity: UserIdentity): Subject {
  const { userId, externalUserType, externalTenantId } = identity;
  const user = userId === undefined ? undefined : world.user(userId);
  return {
    id: userId,
    groups: userId === undefined ? new Set() : world.groupsOf(userId),
    roles: userId === undefined ? new Set() : world.rolesOf(userId),
    types: externalUserType === undefined ? typesOf(user) : [externalUserType],
    homeTenant: externalTenantId ?? (user === undefined ? undefined : world.homeTenantOf(user)),
  };
}

/** Kinds of a user by its object. Source: https://learn.microsoft.com/entra/external-id/user-properties */
function typesOf(user: JsonObject | undefined): readonly string[] {
  if (user === undefined) return [];
  const external =
    user['creationType'] === 'Invitation' ||
    (user['externalUserState'] ?? null) !== null ||
    text(user['userPrincipalName']).includes('#EXT#');
  if (!external) return user['userType'] === 'Guest' ? ['internalGuest'] : [];
  if (user['userType'] === 'Guest') return ['b2bCollaborationGuest'];
  return [user['userType'] === 'Member' ? 'b2bCollaborationMember' : 'otherExternalUser'];
}

/** Whether a policy is for the service principal that signs in; policies for users never are. */
export function matchWorkload(
  world: EvaluationWorld,
  servicePrincipalId: string,
  conditions: JsonObject | undefined,
): Match {
  const workloads = part(conditions, 'clientApplications');
  const included = texts(workloads?.['includeServicePrincipals']);
  const owner = world.servicePrincipal(servicePrincipalId)?.['appOwnerOrganizationId'];
  const matches = (names: readonly string[]): Match =>
    certain(
      names.includes(servicePrincipalId) ||
        (names.includes('ServicePrincipalsInMyTenant') && owner === world.tenantId),
    );
  const filtered: Match = part(workloads, 'servicePrincipalFilter') === undefined ? 'yes' : 'unknown';
  return all([within(matches(included), matches(texts(workloads?.['excludeServicePrincipals']))), filtered]);
}

/** Whether a policy is for whoever signs in. */
export function matchIdentity(
  world: EvaluationWorld,
  signIn: SignIn,
  conditions: JsonObject | undefined,
): Match {
  const { identity } = signIn;
  return identity.kind === 'user'
    ? matchUser(world, identity, part(conditions, 'users'))
    : matchWorkload(world, identity.servicePrincipalId, conditions);
}
