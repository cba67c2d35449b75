import { text, type JsonObject } from '#kernel/json.js';
import type { TenantDocument } from '#simulator/model.js';
import { byId, type Objects } from './compare-objects.js';
import { instant } from './true-privileges.js';

/** What reviewers must know of accounts, according to the truth of one moment; by kind of report and account. */
export type TrueFacts = Readonly<Record<FactKind, Objects>>;

/** Kinds of facts that are compared. */
export type FactKind = 'signInActivity' | 'registrationDetails' | 'accountFacts';

/** Facts of each kind with the resource without which they are not known. */
export const FACT_PROPERTIES: Readonly<Record<FactKind, Readonly<Record<string, string>>>> = {
  signInActivity: { lastSuccessfulSignInAt: 'signInActivity', neverSignedIn: 'signInActivity' },
  registrationDetails: {
    mfaRegistered: 'userRegistrationDetails',
    mfaCapable: 'userRegistrationDetails',
    mfaMethods: 'userRegistrationDetails',
  },
  accountFacts: {
    guest: 'accounts',
    employeeHireAt: 'accounts',
    passwordNeverExpires: 'accounts',
    source: 'accounts',
    sponsorIds: 'guestSponsors',
    employeeLeaveAt: 'leaveDates',
    leaverStillEnabled: 'leaveDates',
    disabledInGroups: 'memberships',
  },
};

/** Works the facts out from the truth, each by a question of its own. `now` decides whose employment has ended. */
export function trueFacts(document: TenantDocument, now: Date): TrueFacts {
  const inGroups = new Set(Object.values(document.members).flatMap((links) => links.map(({ id }) => id)));
  return {
    signInActivity: byId(document.users.map(({ id }) => signedIn(text(id), document))),
    registrationDetails: byId(document.userRegistrationDetails.map(registered)),
    accountFacts: byId(document.users.map((user) => accountOf(user, document, inGroups, now))),
  };
}

function signedIn(id: string, { signInActivity }: TenantDocument): JsonObject {
  const at = text(signInActivity[id]?.['lastSuccessfulSignInDateTime']);
  const last = at.startsWith('0001') ? null : instant(at);
  return { id, lastSuccessfulSignInAt: last, neverSignedIn: last === null };
}

function registered(details: JsonObject): JsonObject {
  const { id = null, isMfaRegistered = null, isMfaCapable = null, methodsRegistered = [] } = details;
  return { id, mfaRegistered: isMfaRegistered, mfaCapable: isMfaCapable, mfaMethods: methodsRegistered };
}

function accountOf(
  user: JsonObject,
  document: TenantDocument,
  inGroups: ReadonlySet<string>,
  now: Date,
): JsonObject {
  const id = text(user['id']);
  const guest = user['userType'] === 'Guest';
  const enabled = user['accountEnabled'] === true;
  const leaves = document.employeeLeaveDateTimes[id] ?? null;
  const sponsors = (document.sponsors[id] ?? []).map((sponsor) => sponsor.id);
  return {
    id,
    guest,
    employeeHireAt: user['employeeHireDate'] ?? null,
    passwordNeverExpires: text(user['passwordPolicies']).includes('DisablePasswordExpiration'),
    source: user['onPremisesSyncEnabled'] === true ? 'synced' : 'cloud',
    sponsorIds: guest ? sponsors.toSorted() : [],
    employeeLeaveAt: leaves,
    leaverStillEnabled: enabled && leaves !== null && Date.parse(leaves) <= now.getTime(),
    disabledInGroups: !enabled && inGroups.has(id),
  };
}
