import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { AppWindow } from 'lucide-react';
import { useMemo } from 'react';
import { BASE, withQuery } from '../../api/http.js';
import { readApplicationsSearch } from '../../app/search/policy-search.js';
import { PageHeader } from '../../design/page-header.js';
import { SectionTabs } from '../../design/section-tabs.js';
import { TenantChoice } from '../../design/tenant-choice.js';
import { filtersOf, type Go } from '../../lists/filters.js';
import { ListFrame } from '../../lists/list-frame.js';
import { consentColumns, principalColumns, registrationColumns } from './application-columns.js';
import { useApplicationFilters } from './application-filters.js';

const ROUTE = '/app/applications/$connectionId';

const SECTIONS = [
  { value: 'enterprise', label: 'Enterprise applications' },
  { value: 'registrations', label: 'App registrations' },
  { value: 'consent', label: 'Consent' },
] as const;

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
      <SectionTabs
        label="Lists of applications"
        tabs={SECTIONS}
        active={list ?? 'enterprise'}
        onChoose={({ value }) => {
          void navigate({ search: readApplicationsSearch({ list: value }) });
        }}
      />
      <ApplicationList key={list} list={list ?? 'enterprise'} connectionId={connectionId} />
    </>
  );
}

const LISTS = {
  enterprise: {
    label: 'Enterprise applications',
    resource: 'service-principals',
    columnsOf: principalColumns,
    nothing: {
      icon: AppWindow,
      rows: 'enterprise applications',
      none: 'The tenant has none.',
    },
  },
  registrations: {
    label: 'App registrations',
    resource: 'applications',
    columnsOf: registrationColumns,
    nothing: {
      icon: AppWindow,
      rows: 'app registrations',
      none: 'Nobody registered an application in this tenant.',
    },
  },
  consent: {
    label: 'Consent',
    resource: 'permission-grants',
    columnsOf: consentColumns,
    nothing: {
      icon: AppWindow,
      rows: 'consents',
      none: 'No application acts on behalf of anybody.',
    },
  },
} as const;

interface ApplicationListProps {
  readonly list: keyof typeof LISTS;
  readonly connectionId: string;
}

function ApplicationList({ list, connectionId }: ApplicationListProps) {
  const { label, resource, columnsOf, nothing } = LISTS[list];
  const search = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: '/applications/$connectionId' });
  const filters = useApplicationFilters(list, connectionId);
  const columns = useMemo(() => columnsOf(connectionId), [columnsOf, connectionId]);
  const go: Go = (change) => {
    void navigate({ search: (now) => readApplicationsSearch({ ...now, ...change }), replace: true });
  };
  return (
    <ListFrame
      label={label}
      path={withQuery(`${BASE}/connections/${connectionId}/${resource}`, filtersOf(filters, { ...search }))}
      columns={columns}
      nothing={nothing}
      state={{ filters, search: { ...search }, go }}
    />
  );
}
