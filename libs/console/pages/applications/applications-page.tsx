import { Tabs } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { PageHeader } from '../../design/page-header.js';
import { TenantChoice } from '../../design/tenant-choice.js';
import { consentColumns, principalColumns, registrationColumns } from './application-columns.js';
import { ApplicationList } from './application-list.js';

const ROUTE = '/app/applications/$connectionId';

/** Enterprise applications, app registrations and consent of a tenant. */
export function ApplicationsPage() {
  const { connectionId } = useParams({ from: ROUTE });
  const { list } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: '/applications/$connectionId' });
  return (
    <>
      <PageHeader
        title="Applications"
        description="Which applications there are, who may use them, what they may do themselves, and which secrets end soon."
        actions={
          <TenantChoice
            connectionId={connectionId}
            onChange={(id) => {
              void navigate({ to: '/applications/$connectionId', params: { connectionId: id }, search: {} });
            }}
          />
        }
      />
      <Tabs
        value={list ?? 'enterprise'}
        mb="md"
        onChange={(value) => {
          const chosen = CHOICES.find((known) => known === value);
          void navigate({ search: chosen === undefined ? {} : { list: chosen } });
        }}
      >
        <Tabs.List aria-label="Lists of applications">
          <Tabs.Tab value="enterprise">Enterprise applications</Tabs.Tab>
          <Tabs.Tab value="registrations">App registrations</Tabs.Tab>
          <Tabs.Tab value="consent">Consent</Tabs.Tab>
        </Tabs.List>
      </Tabs>
      <Chosen list={list ?? 'enterprise'} connectionId={connectionId} />
    </>
  );
}

const CHOICES = ['registrations', 'consent'] as const;

const LISTS = {
  enterprise: {
    label: 'Enterprise applications',
    resource: 'service-principals',
    columnsOf: principalColumns,
  },
  registrations: { label: 'App registrations', resource: 'applications', columnsOf: registrationColumns },
  consent: { label: 'Consent', resource: 'permission-grants', columnsOf: consentColumns },
} as const;

function Chosen({
  list,
  connectionId,
}: {
  readonly list: keyof typeof LISTS;
  readonly connectionId: string;
}) {
  return <ApplicationList key={list} {...LISTS[list]} connectionId={connectionId} />;
}
