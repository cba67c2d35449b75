import { flag, guid, instant, list, orNull, record, text, words } from '#plugin-host/openapi/field.js';
import type { JsonObject } from '#kernel/json.js';
import type { Related } from '../../../inventory/read/inventory-reader.port.js';
import type { AccountCount } from '../../../inventory/read/inventory-summary.port.js';
import { whole } from '#plugin-host/openapi/field.js';
import { table } from '../answers.js';
import { CREATED, DESCRIPTION, DISPLAY_NAME, graphObject, nested, OBJECT_ID, texts } from './graph-object.js';

const SYNCED = flag('Whether it is synchronised from an on-premises directory.');
const ADDRESSES = texts('Addresses by which mail reaches it; SMTP: marks the primary one.');
const MAIL = text('Mail address.');

/** An account. */
export const ACCOUNT = graphObject(
  'Account',
  { description: 'A user account of the tenant.', resource: 'user' },
  {
    id: OBJECT_ID,
    accountEnabled: flag('Whether the account can sign in.'),
    assignedLicenses: nested('Licences given to the account, with the plans that are off.'),
    businessPhones: texts('Business phone numbers.'),
    city: text('City.'),
    companyName: text('Company, above all of guests.'),
    country: text('Country.'),
    createdDateTime: CREATED,
    creationType: text(
      'How it came to be: Invitation, LocalAccount, EmailVerified; absent for a regular account.',
    ),
    department: text('Department.'),
    displayName: DISPLAY_NAME,
    employeeHireDate: instant('When the person was hired or will be.'),
    employeeId: text('Id that the organisation gave to the person.'),
    employeeType: text('Kind of employment, in the words of the tenant.'),
    externalUserState: text('Of a guest: PendingAcceptance or Accepted.'),
    externalUserStateChangeDateTime: instant('When that state changed last.'),
    givenName: text('Given name.'),
    identities: nested('Identities by which the account signs in.'),
    jobTitle: text('Job title.'),
    lastPasswordChangeDateTime: instant('When the password was changed last.'),
    mail: MAIL,
    mobilePhone: text('Mobile phone number.'),
    officeLocation: text('Office.'),
    onPremisesDistinguishedName: text('Distinguished name on premises.'),
    onPremisesDomainName: text('Domain on premises.'),
    onPremisesImmutableId: text('Anchor by which it is matched with the on-premises object.'),
    onPremisesSamAccountName: text('sAMAccountName on premises.'),
    onPremisesSecurityIdentifier: text('Security identifier on premises.'),
    onPremisesSyncEnabled: SYNCED,
    onPremisesUserPrincipalName: text('User principal name on premises.'),
    otherMails: texts('Further mail addresses.'),
    passwordPolicies: text('DisablePasswordExpiration, DisableStrongPassword, both or None.'),
    preferredLanguage: text('Preferred language, as a language tag.'),
    proxyAddresses: ADDRESSES,
    securityIdentifier: text('Security identifier in the cloud.'),
    signInSessionsValidFromDateTime: instant('Tokens that were given before are refused.'),
    surname: text('Surname.'),
    usageLocation: text('Country in which services are used, by ISO 3166.'),
    userPrincipalName: text('Name by which the account signs in.', { example: 'ada@contoso.example' }),
    userType: words(['Member', 'Guest'], 'Member of the tenant or guest; absent counts as Member.'),
    managerId: guid('Object id of the manager.'),
  },
);

/** A group. */
export const GROUP = graphObject(
  'Group',
  { description: 'A group of the tenant.', resource: 'group' },
  {
    id: OBJECT_ID,
    classification: text('Classification, in the words of the tenant.'),
    createdDateTime: CREATED,
    description: DESCRIPTION,
    displayName: DISPLAY_NAME,
    expirationDateTime: instant('When the group expires.'),
    groupTypes: texts('Unified: a Microsoft 365 group; DynamicMembership: members follow a rule.'),
    isAssignableToRole: flag('Whether directory roles can be assigned to the group.'),
    mail: MAIL,
    mailEnabled: flag('Whether it receives mail.'),
    mailNickname: text('Mail alias.'),
    membershipRule: text('Rule that dynamic members follow.'),
    membershipRuleProcessingState: text('On or Paused.'),
    onPremisesDomainName: text('Domain on premises.'),
    onPremisesSamAccountName: text('sAMAccountName on premises.'),
    onPremisesSecurityIdentifier: text('Security identifier on premises.'),
    onPremisesSyncEnabled: SYNCED,
    proxyAddresses: ADDRESSES,
    renewedDateTime: instant('When it was renewed last.'),
    resourceProvisioningOptions: texts('Team: a team of Microsoft Teams stands behind it.'),
    securityEnabled: flag('Whether access can be given to it.'),
    securityIdentifier: text('Security identifier in the cloud.'),
    visibility: text('Public, Private or HiddenMembership.'),
  },
);

/** One end of a membership. */
export const RELATED = record<Related>(
  'Related',
  'One end of a membership, with the groups that lead to it.',
  {
    id: OBJECT_ID,
    type: text('Type as Graph names it.', { example: 'user' }),
    displayName: orNull(DISPLAY_NAME, 'the object was not read or has no name.'),
    userPrincipalName: orNull(text('Name by which an account signs in.'), 'it is no account.'),
    direct: flag('Whether the membership is direct.'),
    path: list(
      guid('Object id of a group.'),
      'Groups in between, in the order in which membership passes on; empty when direct.',
    ),
  },
);

/** Accounts of one type in one state. */
export const ACCOUNT_COUNT = record<AccountCount>('AccountCount', 'Accounts of one type in one state.', {
  userType: text('Member or Guest; accounts without type count as Member.', { example: 'Member' }),
  accountEnabled: orNull(flag('Whether these accounts can sign in.'), 'Graph does not say.'),
  count: whole('How many.'),
});

const ORGANIZATION = graphObject(
  'Organization',
  { description: 'The tenant itself.', resource: 'organization', extent: 'whole' },
  { id: OBJECT_ID, displayName: DISPLAY_NAME, verifiedDomains: nested('Verified domains of the tenant.') },
);
const DOMAIN = graphObject(
  'Domain',
  { description: 'A domain of the tenant.', resource: 'domain', extent: 'whole' },
  { id: text('Name of the domain.'), isVerified: flag('Whether the tenant proved to own it.') },
);
const SKU = graphObject(
  'SubscribedSku',
  { description: 'A subscription of the tenant.', resource: 'subscribedsku', extent: 'whole' },
  {
    id: text('Id of the subscription.'),
    skuPartNumber: text('Name of the product.'),
    servicePlans: nested('Service plans that it brings.'),
  },
);

/** What is known of the tenant. */
export const TENANT = {
  organization: orNull<JsonObject>(ORGANIZATION, 'it was not read.'),
  domains: list(DOMAIN, 'Domains of the tenant, by name.'),
  subscribedSkus: list(SKU, 'Subscriptions of the tenant.'),
} as const;

/** Accounts, as they are listed and exported. */
export const ACCOUNTS = table('accounts', ACCOUNT, [
  'id',
  'displayName',
  'userPrincipalName',
  'mail',
  'userType',
  'accountEnabled',
  'department',
  'jobTitle',
  'managerId',
  'employeeId',
  'createdDateTime',
]);

/** Groups, as they are listed and exported. */
export const GROUPS = table('groups', GROUP, [
  'id',
  'displayName',
  'description',
  'mail',
  'securityEnabled',
  'mailEnabled',
  'groupTypes',
  'visibility',
  'membershipRule',
  'isAssignableToRole',
  'createdDateTime',
]);

const RELATED_COLUMNS = ['id', 'type', 'displayName', 'userPrincipalName', 'direct', 'path'] as const;

/** Members of a group, as they are listed and exported. */
export const MEMBERS = table('members', RELATED, RELATED_COLUMNS);

/** Groups of an account, as they are listed and exported. */
export const ACCOUNT_GROUPS = table('account-groups', RELATED, RELATED_COLUMNS);
