import { text } from '#kernel/json.js';
import type { Random } from '#kernel/random.js';
import type { DirectoryObject } from './directory.js';
import { guidFrom } from './guids.js';
import { DEPARTMENTS, GROUP_PURPOSES } from './names.js';
import { ascii, PRIMARY_DOMAIN } from './people.js';
import type { TenantStore } from './tenant-store.js';

type GroupForm =
  'security' | 'mail-security' | 'unified' | 'dynamic' | 'role-assignable' | 'hidden' | 'distribution';

const FORMS: readonly GroupForm[] = [
  'security',
  'security',
  'security',
  'unified',
  'unified',
  'dynamic',
  'mail-security',
  'hidden',
  'role-assignable',
  'distribution',
];

const SHARE_EMPTY = 0.1;
const SHARE_NESTED = 0.25;
const SHARE_OTHER_TYPE = 0.1;

/** Generates the groups of a tenant with members of every type, owners, nesting and one cycle. */
export function makeGroups(store: TenantStore, random: Random): void {
  const { groups, membersPerGroup } = store.options;
  const users = [...store.users.keys()];
  for (let n = 0; n < groups; n += 1) {
    const group = makeGroup(random, n, n === 0 ? 'security' : (FORMS[n % FORMS.length] ?? 'security'));
    const id = text(group['id']);
    store.groups.set(id, group);
    const others = othersOf(store);
    fillGroup(store, random, { id, users, others, size: sizeOf(random, n, membersPerGroup) });
  }
  closeCycle(store);
}

function sizeOf(random: Random, n: number, average: number): number {
  if (n === 1) return Math.min(average * 20, 2_500);
  if (random.next() < SHARE_EMPTY) return 0;
  return Math.max(1, Math.round(average * (0.5 + random.next())));
}

function fillGroup(
  store: TenantStore,
  random: Random,
  fill: {
    readonly id: string;
    readonly users: readonly string[];
    readonly others: readonly (readonly [string, string])[];
    readonly size: number;
  },
): void {
  for (let n = 0; n < fill.size; n += 1) store.seedLink('members', fill.id, random.pick(fill.users), 'user');
  if (fill.size > 0 && random.next() < SHARE_OTHER_TYPE && fill.others.length > 0) {
    const [target, type] = random.pick(fill.others);
    store.seedLink('members', fill.id, target, type);
  }
  const earlier = [...store.groups.keys()];
  if (earlier.length > 1 && random.next() < SHARE_NESTED) {
    const nested = earlier[random.integer(0, Math.min(earlier.length - 2, 500))];
    if (nested !== undefined && nested !== fill.id) store.seedLink('members', fill.id, nested, 'group');
  }
  const owners = random.integer(0, 2);
  for (let n = 0; n < owners; n += 1) store.seedLink('owners', fill.id, random.pick(fill.users), 'user');
}

function othersOf(store: TenantStore): readonly (readonly [string, string])[] {
  const typed = (ids: Iterable<string>, type: string): (readonly [string, string])[] =>
    [...ids].map((id) => [id, type] as const);
  return [
    ...typed(store.devices.keys(), 'device'),
    ...typed(store.servicePrincipals.keys(), 'servicePrincipal'),
    ...typed(store.orgContacts.keys(), 'orgContact'),
  ];
}

/** The third group contains the fourth, which contains the third. */
function closeCycle(store: TenantStore): void {
  const [, , third, fourth] = [...store.groups.keys()];
  if (third === undefined || fourth === undefined) return;
  store.seedLink('members', third, fourth, 'group');
  store.seedLink('members', fourth, third, 'group');
}

/** Makes the n-th group (from 0) of a form. */
export function makeGroup(random: Random, n: number, form: GroupForm): DirectoryObject {
  const department = random.pick(Object.keys(DEPARTMENTS));
  const displayName = `${department} ${random.pick(GROUP_PURPOSES)} ${n}`;
  const nickname = `${ascii(department)}-${n}`;
  const mailEnabled = form === 'unified' || form === 'mail-security' || form === 'distribution';
  const mail = mailEnabled ? `${nickname}@${PRIMARY_DOMAIN}` : null;
  return {
    id: guidFrom(random),
    deletedDateTime: null,
    classification: null,
    createdDateTime: '2025-03-10T12:00:00Z',
    creationOptions: [],
    description: random.next() < 0.6 ? `${displayName} of Contoso` : null,
    displayName,
    expirationDateTime: null,
    groupTypes: form === 'unified' ? ['Unified'] : form === 'dynamic' ? ['DynamicMembership'] : [],
    isAssignableToRole: form === 'role-assignable' ? true : null,
    mail,
    mailEnabled,
    mailNickname: nickname,
    membershipRule: form === 'dynamic' ? `(user.department -eq "${department}")` : null,
    membershipRuleProcessingState: form === 'dynamic' ? 'On' : null,
    onPremisesDomainName: null,
    onPremisesLastSyncDateTime: null,
    onPremisesNetBiosName: null,
    onPremisesProvisioningErrors: [],
    onPremisesSamAccountName: null,
    onPremisesSecurityIdentifier: null,
    onPremisesSyncEnabled: null,
    preferredDataLocation: null,
    preferredLanguage: null,
    proxyAddresses: mail === null ? [] : [`SMTP:${mail}`],
    renewedDateTime: '2025-03-10T12:00:00Z',
    resourceBehaviorOptions: [],
    resourceProvisioningOptions: form === 'unified' && random.next() < 0.5 ? ['Team'] : [],
    securityEnabled: form !== 'distribution' && form !== 'unified',
    securityIdentifier: `S-1-12-1-${random.integer(1, 4_294_967_295)}-${random.integer(1, 4_294_967_295)}`,
    serviceProvisioningErrors: [],
    theme: null,
    uniqueName: null,
    visibility: form === 'hidden' ? 'HiddenMembership' : form === 'unified' ? 'Private' : null,
  };
}
