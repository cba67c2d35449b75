import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { Users } from 'lucide-react';
import { connectionsQuery } from '../../api/queries.js';
import { EmptyState } from '../../design/empty-state.js';
import { ButtonLink } from '../../design/links.js';
import { Loaded } from '../../design/loaded.js';
import { PageHeader } from '../../design/page-header.js';

/** Leads to the directory of a tenant, or says how to get one. */
export function DirectoryStart() {
  const connections = useQuery(connectionsQuery);
  return (
    <Loaded query={connections}>
      {(items) => {
        const first = items.find(({ revision }) => revision > 0) ?? items[0];
        if (first !== undefined) {
          return (
            <Navigate to="/directory/$connectionId/accounts" params={{ connectionId: first.id }} replace />
          );
        }
        return (
          <>
            <PageHeader title="Directory" />
            <EmptyState
              icon={Users}
              title="No tenant is connected yet"
              action={<ButtonLink to="/organization-settings/integrations">Go to integrations</ButtonLink>}
            >
              Accounts and groups show up here after the first sync of a connected tenant.
            </EmptyState>
          </>
        );
      }}
    </Loaded>
  );
}
