import { Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { registrationQuery } from '../../api/access-queries.js';
import type { RegistrationFound, RequiredPermission } from '../../api/access-types.js';
import { GapsNotice } from '../../design/gaps-notice.js';
import { AnchorLink } from '../../design/links.js';
import { Loaded } from '../../design/loaded.js';
import { PageHeader } from '../../design/page-header.js';
import { ProvenanceLine } from '../../design/provenance-line.js';
import { When } from '../../design/time.js';
import { AUDIENCES } from './application-filters.js';
import { CredentialTable } from './credential-table.js';
import { Owners } from './owners.js';
import { HighRiskAlert, PermissionLine, worstFirst } from './permission-level.js';

const ROUTE = '/app/applications/$connectionId/registrations/$objectId';

/** One app registration: who owns it, which secrets end when, and what it asks for. */
export function RegistrationPage() {
  const { connectionId, objectId } = useParams({ from: ROUTE });
  const found = useQuery(registrationQuery(connectionId, objectId));
  return (
    <>
      <PageHeader
        title={found.data?.application.displayName ?? 'App registration'}
        description="Who owns this application, which of its secrets end when, and what it asks for."
        trail={[
          <AnchorLink
            key="all"
            to="/applications/$connectionId"
            params={{ connectionId }}
            search={{ list: 'registrations' }}
          >
            App registrations
          </AnchorLink>,
          <Text key="here" size="sm" c="dimmed">
            App registration
          </Text>,
        ]}
      />
      <Loaded query={found}>
        {(data) => (
          <Stack gap="md">
            <ProvenanceLine provenance={data} />
            <GapsNotice gaps={data.gaps} />
            <HighRiskAlert permissions={data.requiredPermissions} />
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              <About found={data} connectionId={connectionId} />
              <Asks found={data} connectionId={connectionId} />
            </SimpleGrid>
            <CredentialTable of={data.application} />
          </Stack>
        )}
      </Loaded>
    </>
  );
}

interface PartProps {
  readonly found: RegistrationFound;
  readonly connectionId: string;
}

function About({ found, connectionId }: PartProps) {
  const { application, owners, gaps, servicePrincipal } = found;
  const text = (name: string): string | undefined => {
    const value = application[name];
    return typeof value === 'string' ? value : undefined;
  };
  const audience = text('signInAudience') ?? '–';
  return (
    <Paper component="section" aria-labelledby="about">
      <Title order={2} mb="md" id="about">
        About
      </Title>
      <dl className="facts">
        <dt>For accounts of</dt>
        <dd>{AUDIENCES[audience] ?? audience}</dd>
        <dt>Owners</dt>
        <dd>
          <Owners
            owners={owners}
            isKnown={!gaps.some(({ resource }) => resource === 'applicationOwners')}
            connectionId={connectionId}
          />
        </dd>
        <dt>Created</dt>
        <dd>
          <When at={text('createdDateTime')} />
        </dd>
        <dt>In this tenant</dt>
        <dd>
          {servicePrincipal === null ? (
            'It has no enterprise application: nobody can use it here.'
          ) : (
            <AnchorLink
              to="/applications/$connectionId/$objectId"
              params={{ connectionId, objectId: servicePrincipal.id }}
            >
              Its enterprise application
            </AnchorLink>
          )}
        </dd>
        <dt>Application ID</dt>
        <dd className="mono">{text('appId') ?? '–'}</dd>
        <dt>Object ID</dt>
        <dd className="mono">{application.id}</dd>
      </dl>
    </Paper>
  );
}

function Asks({ found }: PartProps) {
  const { requiredPermissions: permissions } = found;
  return (
    <Paper component="section" aria-labelledby="asks">
      <Title order={2} mb={4} id="asks">
        Permissions that it asks for
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        Asked for is not granted: what was granted is on the page of its enterprise application.
      </Text>
      {permissions.length === 0 && <Text size="sm">It asks for none.</Text>}
      <Stack gap="md">
        <OfKind title="By itself" permissions={permissions.filter(({ kind }) => kind === 'application')} />
        <OfKind
          title="On behalf of people"
          permissions={permissions.filter(({ kind }) => kind === 'delegated')}
        />
      </Stack>
    </Paper>
  );
}

interface OfKindProps {
  readonly title: string;
  readonly permissions: readonly RequiredPermission[];
}

function OfKind({ title, permissions }: OfKindProps) {
  if (permissions.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={550} component="h3" mb={4}>
        {title}
      </Text>
      <Stack gap={6}>
        {worstFirst(permissions).map(({ resourceAppId, resourceName, permissionId, permission, level }) => (
          <Group key={`${resourceAppId}-${permissionId}`} justify="space-between" gap="xs">
            <PermissionLine permission={permission} level={level} />
            <Text size="sm" c="dimmed">
              at {resourceName ?? resourceAppId}
            </Text>
          </Group>
        ))}
      </Stack>
    </div>
  );
}
