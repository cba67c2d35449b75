import { Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { principalQuery } from '../../api/access-queries.js';
import type { PrincipalFound } from '../../api/access-types.js';
import { GapsNotice } from '../../design/gaps-notice.js';
import { AnchorLink } from '../../design/links.js';
import { Loaded } from '../../design/loaded.js';
import { PageHeader } from '../../design/page-header.js';
import { ProvenanceLine } from '../../design/provenance-line.js';
import { CredentialTable } from './credential-table.js';
import { Owners } from './owners.js';
import { HighRiskAlert } from './permission-level.js';
import { PrincipalAccess } from './principal-access.js';
import { DelegatedPermissions, OwnPermissions } from './principal-permissions.js';

const ROUTE = '/app/applications/$connectionId/$objectId';

/** One enterprise application: for whom it is open, what it may do, on whose behalf. */
export function PrincipalPage() {
  const { connectionId, objectId } = useParams({ from: ROUTE });
  const found = useQuery(principalQuery(connectionId, objectId));
  const title = found.data?.servicePrincipal.displayName ?? 'Enterprise application';
  return (
    <>
      <PageHeader
        title={title}
        description="For whom this application is open, and what it may do in your tenant."
        trail={[
          <AnchorLink key="all" to="/applications/$connectionId" params={{ connectionId }}>
            Applications
          </AnchorLink>,
          <Text key="here" size="sm" c="dimmed">
            Enterprise application
          </Text>,
        ]}
      />
      <Loaded query={found}>
        {(data) => (
          <Stack gap="md">
            <ProvenanceLine provenance={data} />
            <GapsNotice gaps={data.gaps} />
            <HighRiskAlert permissions={[...data.permissions, ...data.delegatedPermissions]} />
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              <About found={data} connectionId={connectionId} />
              <OwnPermissions found={data} connectionId={connectionId} />
            </SimpleGrid>
            <DelegatedPermissions found={data} connectionId={connectionId} />
            <CredentialTable of={data.servicePrincipal} />
            <PrincipalAccess connectionId={connectionId} objectId={objectId} />
          </Stack>
        )}
      </Loaded>
    </>
  );
}

const OPEN_TO: Readonly<Record<PrincipalFound['openTo'], string>> = {
  'assigned-only': 'Only those who are assigned',
  everyone: 'Everyone in the tenant',
  nobody: 'Nobody: it is disabled',
  unknown: 'Unknown: Microsoft did not say',
};

interface AboutProps {
  readonly found: PrincipalFound;
  readonly connectionId: string;
}

function About({ found, connectionId }: AboutProps) {
  const { servicePrincipal: principal, owners, openTo, gaps } = found;
  return (
    <Paper component="section" aria-labelledby="about">
      <Title order={2} mb="md" id="about">
        About
      </Title>
      <dl className="facts">
        <dt>Who may use it</dt>
        <dd>{OPEN_TO[openTo]}</dd>
        <dt>Owners</dt>
        <dd>
          <Owners
            owners={owners}
            isKnown={!gaps.some(({ resource }) => resource === 'servicePrincipalOwners')}
            connectionId={connectionId}
          />
        </dd>
        <dt>Application ID</dt>
        <dd className="mono">{typeof principal['appId'] === 'string' ? principal['appId'] : '–'}</dd>
        <dt>Object ID</dt>
        <dd className="mono">{principal.id}</dd>
      </dl>
    </Paper>
  );
}
