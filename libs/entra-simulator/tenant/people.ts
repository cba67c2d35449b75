import type { Random } from '#kernel/random.js';
import type { Json } from '#kernel/json.js';
import type { DirectoryObject } from './directory.js';
import { guidFrom } from './guids.js';
import { DEPARTMENTS, FAMILY_NAMES, GIVEN_NAMES, OFFICES, PARTNERS } from './names.js';

/** The tenant's domains: the initial one and the one that people have in their addresses. */
export const INITIAL_DOMAIN = 'contosodemo.onmicrosoft.com';
export const PRIMARY_DOMAIN = 'contoso.example';

const SHARE_GUEST = 0.08;
const SHARE_DISABLED = 0.05;
const SHARE_SYNCED = 0.3;
const DAY_MS = 86_400_000;

/** The day on which every generated tenant was last quiet; dates count back from it. */
export const GENESIS = new Date('2026-06-01T08:00:00Z');

/** Licences that a person may have, by sku id. */
export type Licences = readonly string[];

/** Makes the n-th person of a tenant (from 0). */
export function makePerson(random: Random, n: number, licences: Licences): DirectoryObject {
  return random.next() < SHARE_GUEST ? makeGuest(random, n) : makeMember(random, n, licences);
}

/** A person who works here. */
export function makeMember(random: Random, n: number, licences: Licences): DirectoryObject {
  const given = random.pick(GIVEN_NAMES);
  const family = random.pick(FAMILY_NAMES);
  const department = random.pick(Object.keys(DEPARTMENTS));
  const [office, city, country, location] = random.pick(OFFICES);
  const alias = `${ascii(given)}.${ascii(family)}${n}`;
  const upn = `${alias}@${PRIMARY_DOMAIN}`;
  const synced = random.next() < SHARE_SYNCED;
  return {
    ...blank(random, `${given} ${family}`, upn),
    accountEnabled: random.next() >= SHARE_DISABLED,
    assignedLicenses: licencesOf(random, licences),
    businessPhones: random.next() < 0.5 ? [`+1 412 555 ${String(n % 10_000).padStart(4, '0')}`] : [],
    city,
    companyName: 'Contoso',
    country,
    department,
    employeeHireDate: daysBefore(random, 3_000),
    employeeId: String(100_000 + n),
    employeeType: random.next() < 0.1 ? 'Contractor' : 'Employee',
    givenName: given,
    jobTitle: random.pick(DEPARTMENTS[department] ?? ['Analyst']),
    mail: upn,
    mobilePhone: random.next() < 0.3 ? `+47 400 ${String(n % 100_000).padStart(5, '0')}` : null,
    officeLocation: office,
    passwordPolicies: random.next() < 0.02 ? 'DisablePasswordExpiration' : null,
    preferredLanguage: location === 'BR' ? 'pt-BR' : null,
    proxyAddresses: [`SMTP:${upn}`],
    surname: family,
    usageLocation: location,
    userType: 'Member',
    ...(synced ? onPremises(random, alias) : {}),
  };
}

function makeGuest(random: Random, n: number): DirectoryObject {
  const given = random.pick(GIVEN_NAMES);
  const family = random.pick(FAMILY_NAMES);
  const mail = `${ascii(given)}.${ascii(family)}${n}@${random.pick(PARTNERS)}`;
  const accepted = random.next() < 0.85;
  return {
    ...blank(random, `${given} ${family}`, `${mail.replace('@', '_')}#EXT#@${INITIAL_DOMAIN}`),
    creationType: 'Invitation',
    externalUserState: accepted ? 'Accepted' : 'PendingAcceptance',
    externalUserStateChangeDateTime: daysBefore(random, 600),
    givenName: accepted ? given : null,
    mail,
    otherMails: [mail],
    proxyAddresses: [`SMTP:${mail}`],
    surname: accepted ? family : null,
    userType: 'Guest',
  };
}

/** All properties of a user that the simulator knows, with no value yet. */
function blank(random: Random, displayName: string, upn: string): DirectoryObject {
  const created = daysBefore(random, 2_000);
  const empty: Record<string, Json> = Object.fromEntries(NULL_PROPERTIES.map((name) => [name, null]));
  return {
    ...empty,
    id: guidFrom(random),
    accountEnabled: true,
    assignedLicenses: [],
    businessPhones: [],
    createdDateTime: created,
    displayName,
    identities: [{ signInType: 'userPrincipalName', issuer: INITIAL_DOMAIN, issuerAssignedId: upn }],
    lastPasswordChangeDateTime: created,
    otherMails: [],
    proxyAddresses: [],
    securityIdentifier: `S-1-12-1-${random.integer(1, 4_294_967_295)}-${random.integer(1, 4_294_967_295)}`,
    signInSessionsValidFromDateTime: created,
    userPrincipalName: upn,
  };
}

const NULL_PROPERTIES: readonly string[] = [
  'city',
  'companyName',
  'country',
  'creationType',
  'department',
  'employeeHireDate',
  'employeeId',
  'employeeType',
  'externalUserState',
  'externalUserStateChangeDateTime',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'onPremisesDistinguishedName',
  'onPremisesDomainName',
  'onPremisesImmutableId',
  'onPremisesLastSyncDateTime',
  'onPremisesSamAccountName',
  'onPremisesSecurityIdentifier',
  'onPremisesSyncEnabled',
  'onPremisesUserPrincipalName',
  'passwordPolicies',
  'preferredLanguage',
  'surname',
  'usageLocation',
  'userType',
];

function onPremises(random: Random, alias: string): DirectoryObject {
  const sid = `S-1-5-21-2889043008-4136710315-2444824263-${random.integer(1_000, 999_999)}`;
  return {
    onPremisesDistinguishedName: `CN=${alias},OU=People,DC=corp,DC=contoso,DC=example`,
    onPremisesDomainName: 'corp.contoso.example',
    onPremisesImmutableId: Buffer.from(alias).toString('base64'),
    onPremisesLastSyncDateTime: daysBefore(random, 1),
    onPremisesSamAccountName: alias.slice(0, 20),
    onPremisesSecurityIdentifier: sid,
    onPremisesSyncEnabled: true,
    onPremisesUserPrincipalName: `${alias}@corp.contoso.example`,
  };
}

function licencesOf(random: Random, licences: Licences): Json {
  const [skuId] = licences;
  if (skuId === undefined || random.next() < 0.1) return [];
  return [{ disabledPlans: [], skuId }];
}

function daysBefore(random: Random, daysMax: number): string {
  const at = new Date(GENESIS.getTime() - Math.floor(random.next() * daysMax * DAY_MS));
  return `${at.toISOString().slice(0, 19)}Z`;
}

/** Letters of a name that an address may have. */
export function ascii(name: string): string {
  const plain = name.replace(/[łŁ]/g, 'l').replace(/[øØ]/g, 'o').replace(/ı/g, 'i');
  return plain
    .normalize('NFKD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}
