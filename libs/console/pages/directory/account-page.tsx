import { Accordion, Group, Paper, SimpleGrid, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { accountAccessQuery } from '../../api/access-queries.js';
import { accountQuery } from '../../api/queries.js';
import type { Account, Provenance } from '../../api/types.js';
import { compact } from '../../app/search/page-search.js';
import { AnchorLink } from '../../design/links.js';
import { Loaded } from '../../design/loaded.js';
import { PageHeader } from '../../design/page-header.js';
import { AccountState, AccountType } from './account-columns.js';
import { AccountApplications } from './account-applications.js';
import { AccountGroups } from './account-groups.js';
import { Identity, Work } from './account-identity.js';
import { AccountLicences } from './account-licences.js';
import { AccountRoles } from './account-roles.js';
import { MfaCard, SignInCard } from './account-security.js';
import { AccountTimeline } from './account-timeline.js';
import { AllFacts } from './all-facts.js';
import { AsOf } from './as-of.js';
import { PastNotice } from './directory-frame.js';
import { ProvenanceLine } from '../../design/provenance-line.js';

const ROUTE = '/app/directory/$connectionId/accounts/$objectId';

/** One person (or guest, or service account): who they are, how they sign in, and what they can reach. */
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
  const access = useQuery(accountAccessQuery(connectionId, objectId, asOf));
  const place = { connectionId, objectId, asOf };
  return (
    <Stack gap="md">
      <ProvenanceLine provenance={found} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Identity account={account} />
        <Work account={account} connectionId={connectionId} asOf={asOf} />
      </SimpleGrid>
      <Loaded query={access} lines={[240, 160]}>
        {(reach) => (
          <>
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              {reach.account !== null && (
                <>
                  <MfaCard facts={reach.account} connectionId={connectionId} asOf={asOf} />
                  <SignInCard facts={reach.account} account={account} />
                </>
              )}
            </SimpleGrid>
            <AccountRoles {...place} />
            <AccountGroups {...place} />
            <AccountApplications access={reach} connectionId={connectionId} asOf={asOf} />
          </>
        )}
      </Loaded>
      <AccountTimeline {...place} />
      <AccountLicences account={account} connectionId={connectionId} asOf={asOf} />
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
