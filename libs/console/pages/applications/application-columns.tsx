import { Badge } from '@mantine/core';
import type { GraphObject } from '../../api/policy-types.js';
import { words } from '../../design/format.js';
import { PlainLink } from '../../design/links.js';
import { When } from '../../design/time.js';
import type { Column } from '../../design/virtual-table.js';
import { ObjectName } from '../policy/object-name.js';
import { AUDIENCES } from './application-filters.js';
import { Credentials } from './credentials.js';
import { PrincipalName } from './principal-name.js';

const textOf = (object: GraphObject, name: string): string => {
  const value = object[name];
  return typeof value === 'string' && value !== '' ? value : '–';
};

/** Columns of the enterprise applications. */
export function principalColumns(connectionId: string): readonly Column<GraphObject>[] {
  return [
    {
      id: 'displayName',
      header: 'Name',
      width: 240,
      cell: ({ id, displayName }) => (
        <PlainLink
          className="row-link"
          to="/applications/$connectionId/$objectId"
          params={{ connectionId, objectId: id }}
        >
          {displayName ?? id}
        </PlainLink>
      ),
    },
    {
      id: 'servicePrincipalType',
      header: 'Type',
      width: 150,
      cell: (principal) => words(textOf(principal, 'servicePrincipalType')),
    },
    { id: 'accountEnabled', header: 'Status', width: 110, cell: (principal) => <Enabled of={principal} /> },
    { id: 'openTo', header: 'Who may use it', width: 170, cell: openTo },
    {
      id: 'credentials',
      header: 'Secrets and certificates',
      width: 260,
      cell: (principal) => <Credentials of={principal} />,
    },
    { id: 'appId', header: 'Application ID', width: 310, cell: (principal) => textOf(principal, 'appId') },
  ];
}

/** Columns of the app registrations. */
export function registrationColumns(connectionId: string): readonly Column<GraphObject>[] {
  return [
    {
      id: 'displayName',
      header: 'Name',
      width: 220,
      cell: ({ id, displayName }) => (
        <PlainLink
          className="row-link"
          to="/applications/$connectionId/registrations/$objectId"
          params={{ connectionId, objectId: id }}
        >
          {displayName ?? id}
        </PlainLink>
      ),
    },
    {
      id: 'credentials',
      header: 'Secrets and certificates',
      width: 280,
      cell: (application) => <Credentials of={application} />,
    },
    {
      id: 'signInAudience',
      header: 'For accounts of',
      width: 190,
      cell: (application) =>
        AUDIENCES[textOf(application, 'signInAudience')] ?? textOf(application, 'signInAudience'),
    },
    {
      id: 'createdDateTime',
      header: 'Created',
      width: 180,
      cell: (application) => <When at={timeOf(application, 'createdDateTime')} />,
    },
    {
      id: 'appId',
      header: 'Application ID',
      width: 310,
      cell: (application) => textOf(application, 'appId'),
    },
  ];
}

/** Columns of the consent that applications were given. */
export function consentColumns(connectionId: string): readonly Column<GraphObject>[] {
  return [
    {
      id: 'client',
      header: 'Application',
      width: 220,
      cell: (grant) => <PrincipalName id={textOf(grant, 'clientId')} connectionId={connectionId} />,
    },
    {
      id: 'for',
      header: 'On behalf of',
      width: 200,
      cell: (grant) =>
        grant['consentType'] === 'AllPrincipals' ? (
          <Badge color="orange">Everyone</Badge>
        ) : (
          <ObjectName kind="user" id={textOf(grant, 'principalId')} connectionId={connectionId} />
        ),
    },
    {
      id: 'resource',
      header: 'At',
      width: 180,
      cell: (grant) => <PrincipalName id={textOf(grant, 'resourceId')} connectionId={connectionId} />,
    },
    {
      id: 'scope',
      header: 'Permissions',
      width: 420,
      cell: (grant) => (
        <span className="mono" title={textOf(grant, 'scope')}>
          {textOf(grant, 'scope')}
        </span>
      ),
    },
  ];
}

function Enabled({ of: { accountEnabled } }: { readonly of: GraphObject }) {
  if (accountEnabled === true) return <Badge color="green">Enabled</Badge>;
  return <Badge color="gray">{accountEnabled === false ? 'Disabled' : 'Unknown'}</Badge>;
}

function openTo({ accountEnabled, appRoleAssignmentRequired: required }: GraphObject) {
  if (accountEnabled === false) return 'Nobody';
  if (typeof required !== 'boolean') return 'Unknown';
  return required ? 'Who is assigned' : 'Everyone';
}

function timeOf(object: GraphObject, name: string): string | undefined {
  const value = object[name];
  return typeof value === 'string' ? value : undefined;
}
