import type { User } from '../model/directory-shapes.js';
import type { Snapshot } from '../model/snapshot.js';
import type { GuestType } from '../model/well-known.js';
import { and, not, or, truthOf, UNKNOWN, type Truth } from './truth.js';

const NOBODY: OwnIssuers = new Set();

/** Names under which the tenant itself issues identities: its domains, in lower case. */
export type OwnIssuers = ReadonlySet<string>;

/** The domains of a tenant, as far as they were read. */
export function ownIssuers({
  domains,
  organization,
}: Pick<Snapshot, 'domains' | 'organization'>): OwnIssuers {
  const names = [
    ...(domains ?? []).map(({ id }) => id),
    ...(organization?.verifiedDomains ?? []).map(({ name }) => name),
  ];
  return new Set(names.flatMap((name) => name?.toLowerCase() ?? []));
}

/**
 * Whether a user object stands for a person of another tenant: invited, with an external state, with `#EXT#` in the name, or
 * with an identity that somebody else issued.
 */
export function isExternal(user: User, own: OwnIssuers = NOBODY): Truth {
  const name = user.userPrincipalName;
  const isKnownExternal =
    user.creationType === 'Invitation' ||
    typeof user.externalUserState === 'string' ||
    (name?.toUpperCase().includes('#EXT#') ?? false) ||
    (user.identities ?? []).some(
      ({ signInType, issuer }) => signInType === 'federated' && !own.has(issuer?.toLowerCase() ?? ''),
    );
  if (isKnownExternal) return truthOf(true);
  const isTold =
    name !== undefined || user.creationType !== undefined || user.externalUserState !== undefined;
  return isTold ? truthOf(false) : UNKNOWN;
}

/** Whether a user is a guest by type; a type of null is a member, one that was not read is unknown. */
function isGuestType(user: User): Truth {
  if (user.userType === undefined) return UNKNOWN;
  return truthOf(user.userType?.toLowerCase() === 'guest');
}

/** Which kinds of external people a user object is; two kinds have no user object in the resource tenant. */
export function guestKindOf(user: User, own: OwnIssuers = NOBODY): (type: GuestType) => Truth {
  const external = isExternal(user, own);
  const guest = isGuestType(user);
  const userType = user.userType?.toLowerCase();
  const isOther = userType !== undefined && userType !== 'guest' && userType !== 'member';
  const kinds: Readonly<Record<GuestType, Truth>> = {
    internalGuest: and(not(external), guest),
    b2bCollaborationGuest: and(external, guest),
    b2bCollaborationMember: and(external, not(or(guest, truthOf(isOther)))),
    otherExternalUser: and(external, truthOf(isOther)),
    b2bDirectConnectUser: truthOf(false),
    serviceProvider: truthOf(false),
  };
  return (type) => kinds[type];
}
