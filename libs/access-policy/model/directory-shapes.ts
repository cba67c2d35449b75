import type { Json } from '#kernel/json.js';
import {
  anyObject,
  flag,
  identifier,
  listOf,
  orNull,
  shape,
  text,
  type ReadBy,
  type Reader,
} from './shape.js';

/** A user, with the fields that policies and checks look at; a field is undefined where it was not returned. */
export const readUser = shape({
  id: identifier,
  userPrincipalName: text,
  displayName: text,
  accountEnabled: flag,
  /** Null counts as Member, absent as unknown. */
  userType: orNull(text),
  creationType: orNull(text),
  externalUserState: orNull(text),
  identities: listOf(shape({ signInType: text, issuer: text, issuerAssignedId: text })),
  onPremisesSyncEnabled: orNull(flag),
  onPremisesImmutableId: orNull(text),
  passwordPolicies: text,
  employeeHireDate: text,
  assignedPlans: listOf(anyObject),
  /** Beta only: state of legacy per-user MFA, `disabled`, `enabled` or `enforced`. */
  perUserMfaState: text,
});

/** A user. */
export type User = ReadBy<typeof readUser>;

/** A member or owner: an id, with its type where known. */
export interface Reference {
  readonly id: string;
  /** For instance `#microsoft.graph.user`. */
  readonly type: string | undefined;
}

const readReference: Reader<Reference> = (value: Json | undefined) => {
  const object = anyObject(value);
  const id = identifier(object === undefined ? value : object['id']);
  return id === undefined ? undefined : { id, type: text(object?.['@odata.type']) };
};

/** A group; `members` and `owners` are direct, undefined where they were not read. */
export const readGroup = shape({
  id: identifier,
  displayName: text,
  groupTypes: listOf(text),
  membershipRule: text,
  isAssignableToRole: flag,
  isManagementRestricted: flag,
  onPremisesSyncEnabled: orNull(flag),
  securityEnabled: flag,
  mailEnabled: flag,
  members: listOf(readReference),
  owners: listOf(readReference),
});

/** A group. */
export type Group = ReadBy<typeof readGroup>;

/** A definition of a directory role. */
export const readRoleDefinition = shape({
  id: identifier,
  displayName: text,
  templateId: identifier,
  isBuiltIn: flag,
  isEnabled: flag,
});

/** A definition of a directory role. */
export type RoleDefinition = ReadBy<typeof readRoleDefinition>;

/** An assignment of a directory role, or an instance of an active or eligible schedule. */
export const readRoleAssignment = shape({
  id: identifier,
  principalId: identifier,
  roleDefinitionId: identifier,
  directoryScopeId: text,
  appScopeId: text,
  principal: anyObject,
  memberType: text,
  assignmentType: text,
  startDateTime: orNull(text),
  endDateTime: orNull(text),
});

/** An assignment of a directory role. */
export type RoleAssignment = ReadBy<typeof readRoleAssignment>;

/** Who may activate membership or ownership of a group through PIM for Groups. */
export const readGroupEligibility = shape({
  groupId: identifier,
  principalId: identifier,
  /** `member` or `owner`. */
  accessId: text,
});

/** Who may activate membership or ownership of a group. */
export type GroupEligibility = ReadBy<typeof readGroupEligibility>;

/** A service principal. */
export const readServicePrincipal = shape({
  id: identifier,
  appId: identifier,
  displayName: text,
  servicePrincipalType: text,
  appOwnerOrganizationId: identifier,
  accountEnabled: flag,
  tags: listOf(text),
});

/** A service principal. */
export type ServicePrincipal = ReadBy<typeof readServicePrincipal>;

/** A row of the registration report. */
export const readRegistration = shape({
  id: identifier,
  userPrincipalName: text,
  userType: text,
  isAdmin: flag,
  isMfaRegistered: flag,
  isMfaCapable: flag,
  isPasswordlessCapable: flag,
  methodsRegistered: listOf(text),
  lastUpdatedDateTime: text,
});

/** A row of the registration report. */
export type Registration = ReadBy<typeof readRegistration>;
