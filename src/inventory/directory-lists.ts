import type { PlainList } from './lists.js';

const DIRECTORY = ['Directory.Read.All', 'Directory.ReadWrite.All'] as const;
const APPLICATIONS = ['Application.Read.All', ...DIRECTORY, 'Application.ReadWrite.All'] as const;
const INTRODUCED = '051-directory';

/** Properties of a device that are kept. Source: https://learn.microsoft.com/graph/api/resources/device */
export const DEVICE_PROPERTIES = [
  'id',
  'accountEnabled',
  'approximateLastSignInDateTime',
  'deviceId',
  'displayName',
  'isCompliant',
  'isManaged',
  'operatingSystem',
  'operatingSystemVersion',
  'profileType',
  'registrationDateTime',
  'trustType',
] as const;

/** A deleted object: what it was called and when it went. */
const DELETED = '$select=id,displayName,deletedDateTime&$top=999';

/** Devices, administrative units, what was deleted, and who is at risk. */
export const DIRECTORY_LISTS = {
  devices: {
    kind: 'device',
    id: 'uuid',
    introduced: INTRODUCED,
    path: `/devices?$select=${DEVICE_PROPERTIES.join(',')}&$expand=registeredOwners($select=id)&$top=999`,
    answer: 'list',
    anyOf: ['Device.Read.All', ...DIRECTORY, 'Device.ReadWrite.All'],
    feature: 'Devices and their owners',
  },
  administrativeUnits: {
    kind: 'administrative_unit',
    id: 'uuid',
    introduced: INTRODUCED,
    path: '/directory/administrativeUnits?$top=999',
    answer: 'list',
    anyOf: ['AdministrativeUnit.Read.All', ...DIRECTORY, 'AdministrativeUnit.ReadWrite.All'],
    feature: 'Administrative units',
  },
  deletedUsers: {
    kind: 'deleted_user',
    id: 'uuid',
    introduced: INTRODUCED,
    path: `/directory/deletedItems/microsoft.graph.user?${DELETED}`,
    answer: 'list',
    anyOf: ['User.Read.All', ...DIRECTORY, 'User.ReadWrite.All'],
    feature: 'Deleted objects that can be restored',
  },
  deletedGroups: {
    kind: 'deleted_group',
    id: 'uuid',
    introduced: INTRODUCED,
    path: `/directory/deletedItems/microsoft.graph.group?${DELETED}`,
    answer: 'list',
    anyOf: ['GroupMember.Read.All', 'Group.Read.All', ...DIRECTORY, 'Group.ReadWrite.All'],
    feature: 'Deleted objects that can be restored',
  },
  deletedApplications: {
    kind: 'deleted_application',
    id: 'uuid',
    introduced: INTRODUCED,
    path: `/directory/deletedItems/microsoft.graph.application?${DELETED}`,
    answer: 'list',
    anyOf: APPLICATIONS,
    feature: 'Deleted objects that can be restored',
  },
  deletedServicePrincipals: {
    kind: 'deleted_service_principal',
    id: 'uuid',
    introduced: INTRODUCED,
    path: `/directory/deletedItems/microsoft.graph.servicePrincipal?${DELETED}`,
    answer: 'list',
    anyOf: APPLICATIONS,
    feature: 'Deleted objects that can be restored',
  },
  riskyUsers: {
    kind: 'risky_user',
    id: 'uuid',
    introduced: INTRODUCED,
    path: '/identityProtection/riskyUsers?$top=500',
    answer: 'list',
    anyOf: ['IdentityRiskyUser.Read.All', 'IdentityRiskyUser.ReadWrite.All'],
    feature: 'Users at risk',
    licence: 'P2',
  },
} as const satisfies Record<string, PlainList>;
