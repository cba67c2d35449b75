import { Badge, Group, List, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { HeldPermission, PrincipalFound } from '../../api/access-types.js';
import { words } from '../../design/format.js';
import { GapsNotice } from '../../design/gaps-notice.js';
import { AnchorLink } from '../../design/links.js';
import { Loaded } from '../../design/loaded.js';
import { PageHeader } from '../../design/page-header.js';
import { ProvenanceLine } from '../directory/provenance-line.js';
import { ObjectName } from '../policy/object-name.js';
import { Credentials } from './credentials.js';
import { PrincipalAccess } from './principal-access.js';
import { PrincipalName, principalQuery } from './principal-name.js';

const ROUTE = '/app/applications/$connectionId/$objectId';

/** One enterprise application: for whom it is open, what it may do, on whose behalf. */
export function PrincipalPage() {
  const { connectionId, objectId } = useParams({ from: ROUTE });
  const found = useQuery(principalQuery(connectionId, objectId));
  return (
    <Loaded query={found}>
      {(data) => (
        <>
          <PageHeader
            title={data.servicePrincipal.displayName ?? objectId}
            trail={[
              <AnchorLink key="all" to="/applications/$connectionId" params={{ connectionId }}>
                Applications
              </AnchorLink>,
              <Text key="here" size="sm" c="dimmed">
                Enterprise application
              </Text>,
            ]}
          />
          <Stack gap="md">
            <ProvenanceLine provenance={data} />
            <GapsNotice gaps={data.gaps} />
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              <About found={data} connectionId={connectionId} />
              <Permissions found={data} connectionId={connectionId} />
            </SimpleGrid>
            <Delegated found={data} connectionId={connectionId} />
            <PrincipalAccess connectionId={connectionId} objectId={objectId} />
          </Stack>
        </>
      )}
    </Loaded>
  );
}

interface PartProps {
  readonly found: PrincipalFound;
  readonly connectionId: string;
}

const OPEN_TO: Readonly<Record<PrincipalFound['openTo'], string>> = {
  'assigned-only': 'Only those who are assigned',
  everyone: 'Everyone in the tenant',
  nobody: 'Nobody: it is disabled',
  unknown: 'Unknown: Microsoft did not say',
};

function About({ found, connectionId }: PartProps) {
  const { servicePrincipal: principal, owners, openTo } = found;
  const ids = owners.flatMap(({ ownerId, type }) => (ownerId === undefined ? [] : [{ ownerId, type }]));
  return (
    <Paper component="section" aria-labelledby="about">
      <Title order={2} mb="md" id="about">
        About
      </Title>
      <dl className="facts">
        <dt>Who may use it</dt>
        <dd>{OPEN_TO[openTo]}</dd>
        <dt>Secrets and certificates</dt>
        <dd>
          <Credentials of={principal} />
        </dd>
        <dt>Owners</dt>
        <dd>
          {ids.length === 0 && 'None is known'}
          {ids.map(({ ownerId, type }, index) => (
            <span key={ownerId}>
              {index > 0 && ', '}
              {type === 'user' ? (
                <ObjectName kind="user" id={ownerId} connectionId={connectionId} />
              ) : (
                <PrincipalName id={ownerId} connectionId={connectionId} />
              )}
            </span>
          ))}
        </dd>
        <dt>Application ID</dt>
        <dd className="mono">{typeof principal['appId'] === 'string' ? principal['appId'] : '–'}</dd>
        <dt>Object ID</dt>
        <dd className="mono">{principal.id}</dd>
      </dl>
    </Paper>
  );
}

const LEVELS = {
  'takes-over-tenant': { label: 'Can take over the tenant', color: 'red', rank: 0 },
  writes: { label: 'Writes', color: 'orange', rank: 1 },
  reads: { label: 'Reads', color: 'gray', rank: 2 },
} as const;
const NOT_JUDGED = 3;

function Permissions({ found, connectionId }: PartProps) {
  const rank = ({ level }: HeldPermission): number =>
    level === null ? NOT_JUDGED : LEVELS[level.level].rank;
  const sorted = [...found.permissions].sort((left, right) => rank(left) - rank(right));
  return (
    <Paper component="section" aria-labelledby="permissions">
      <Title order={2} mb="md" id="permissions">
        What it may do by itself
      </Title>
      {sorted.length === 0 && <Text size="sm">{noneOf(found, 'appRoleAssignments')}</Text>}
      <Stack gap="xs">
        {sorted.map((permission) => (
          <Group key={permission.assignmentId} justify="space-between" gap="xs">
            <Text size="sm" component="div">
              <span className="mono">{permission.permission ?? 'a permission whose name is not known'}</span>{' '}
              at <PrincipalName id={permission.resourceId} connectionId={connectionId} />
            </Text>
            {permission.level !== null && (
              <Badge color={LEVELS[permission.level.level].color}>
                {LEVELS[permission.level.level].label}
              </Badge>
            )}
          </Group>
        ))}
      </Stack>
    </Paper>
  );
}

function Delegated({ found, connectionId }: PartProps) {
  const everyone = found.delegatedPermissions.filter(({ userId }) => userId === null);
  const people = Map.groupBy(
    found.delegatedPermissions.filter(({ userId }) => userId !== null),
    ({ userId }) => userId ?? '',
  );
  return (
    <Paper component="section" aria-labelledby="delegated">
      <Title order={2} mb="md" id="delegated">
        What it may do on behalf of people
      </Title>
      {found.delegatedPermissions.length === 0 && (
        <Text size="sm">{noneOf(found, 'oauth2PermissionGrants')}</Text>
      )}
      <List size="sm" spacing={4}>
        {everyone.length > 0 && (
          <List.Item>
            <strong>Everyone:</strong>{' '}
            <span className="mono">{everyone.map(({ permission }) => permission).join(', ')}</span>
          </List.Item>
        )}
        {[...people].map(([userId, permissions]) => (
          <List.Item key={userId}>
            <ObjectName kind="user" id={userId} connectionId={connectionId} />:{' '}
            <span className="mono">{permissions.map(({ permission }) => permission).join(', ')}</span>
          </List.Item>
        ))}
      </List>
    </Paper>
  );
}

/** Only a complete reading says that there is none. */
function noneOf({ gaps }: PrincipalFound, resource: string): string {
  const gap = gaps.find((known) => known.resource === resource);
  return gap === undefined ? 'Nothing.' : `Unknown: ${words(gap.completeness).toLowerCase()}.`;
}
