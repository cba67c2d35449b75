import { Accordion, Group, Paper, SimpleGrid, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { accountQuery } from '../../api/queries.js';
import type { Account, Provenance } from '../../api/types.js';
import { compact } from '../../app/search/page-search.js';
import { AnchorLink } from '../../design/links.js';
import { Loaded } from '../../design/loaded.js';
import { PageHeader } from '../../design/page-header.js';
import { When } from '../../design/time.js';
import { AccountState, AccountType, Value } from './account-columns.js';
import { AccountGroups } from './account-groups.js';
import { AllFacts } from './all-facts.js';
import { AsOf } from './as-of.js';
import { PastNotice } from './directory-frame.js';
import { ProvenanceLine } from './provenance-line.js';

const ROUTE = '/app/directory/$connectionId/accounts/$objectId';

/** One person (or guest, or service account): who they are and which groups they are in. */
export function AccountPage() {
  const { connectionId, objectId } = useParams({ from: ROUTE });
  const { asOf } = useSearch({ from: ROUTE });
  const account = useQuery(accountQuery(connectionId, objectId, asOf));
  const navigate = useNavigate({ from: '/directory/$connectionId/accounts/$objectId' });
  const data = account.data?.account;
  return (
    <>
      <PageHeader
        title={data === undefined ? 'Account' : (data.displayName ?? data.userPrincipalName ?? data.id)}
        description={data?.userPrincipalName}
        badge={
          data !== undefined && (
            <Group gap={6}>
              <AccountType account={data} />
              <AccountState account={data} />
            </Group>
          )
        }
        trail={[
          <AnchorLink
            key="accounts"
            to="/directory/$connectionId/accounts"
            params={{ connectionId }}
            search={compact({ asOf })}
          >
            Accounts
          </AnchorLink>,
        ]}
        actions={
          <AsOf
            connectionId={connectionId}
            asOf={asOf}
            onChange={(at) => {
              void navigate({ search: compact({ asOf: at }) });
            }}
          />
        }
      />
      <PastNotice asOf={asOf} />
      <Loaded query={account}>{(found) => <Person found={found} />}</Loaded>
    </>
  );
}

function Person({ found }: { readonly found: { readonly account: Account } & Provenance }) {
  const { connectionId, objectId } = useParams({ from: ROUTE });
  const { asOf } = useSearch({ from: ROUTE });
  const { account } = found;
  return (
    <Stack gap="md">
      <ProvenanceLine provenance={found} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Identity account={account} />
        <Work account={account} />
      </SimpleGrid>
      <AccountGroups connectionId={connectionId} objectId={objectId} asOf={asOf} />
      <Paper p={0}>
        <Accordion variant="filled">
          <Accordion.Item value="all">
            <Accordion.Control>
              <Title order={2}>Everything that was collected</Title>
            </Accordion.Control>
            <Accordion.Panel>
              <AllFacts object={account} />
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      </Paper>
    </Stack>
  );
}

function Identity({ account }: { readonly account: Account }) {
  const synced = account['onPremisesSyncEnabled'];
  return (
    <Paper component="section" aria-labelledby="identity">
      <Title order={2} mb="md" id="identity">
        Identity
      </Title>
      <dl className="facts">
        <dt>Sign-in name</dt>
        <dd>
          <Value value={account.userPrincipalName} />
        </dd>
        <dt>Email</dt>
        <dd>
          <Value value={account.mail} />
        </dd>
        <dt>Created</dt>
        <dd>
          <When at={account.createdDateTime} />
        </dd>
        <dt>Source</dt>
        <dd>{synced === true ? 'Synchronised from Active Directory' : 'Microsoft Entra'}</dd>
        <dt>Object ID</dt>
        <dd className="mono">{account.id}</dd>
      </dl>
    </Paper>
  );
}

function Work({ account }: { readonly account: Account }) {
  return (
    <Paper component="section" aria-labelledby="work">
      <Title order={2} mb="md" id="work">
        Work
      </Title>
      <dl className="facts">
        <dt>Job title</dt>
        <dd>
          <Value value={account.jobTitle} />
        </dd>
        <dt>Department</dt>
        <dd>
          <Value value={account.department} />
        </dd>
        <dt>Manager</dt>
        <dd>
          <Manager managerId={account.managerId} />
        </dd>
        <dt>Employee ID</dt>
        <dd>
          <Value value={account.employeeId} />
        </dd>
        <dt>Company</dt>
        <dd>
          <Value value={account['companyName'] as string | null | undefined} />
        </dd>
      </dl>
    </Paper>
  );
}

function Manager({ managerId }: { readonly managerId: string | null | undefined }) {
  const { connectionId } = useParams({ from: ROUTE });
  const { asOf } = useSearch({ from: ROUTE });
  const id = managerId ?? '';
  const manager = useQuery({ ...accountQuery(connectionId, id, asOf), enabled: id !== '' });
  if (id === '') return <Value value={undefined} />;
  return (
    <AnchorLink
      to="/directory/$connectionId/accounts/$objectId"
      params={{ connectionId, objectId: id }}
      search={compact({ asOf })}
    >
      {manager.data?.account.displayName ?? id}
    </AnchorLink>
  );
}
