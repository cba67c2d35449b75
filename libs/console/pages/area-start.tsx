import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { AppWindow, KeyRound, ShieldCheck, type LucideIcon } from 'lucide-react';
import { connectionsQuery } from '../api/queries.js';
import { EmptyState } from '../design/empty-state.js';
import { ButtonLink } from '../design/links.js';
import { Loaded } from '../design/loaded.js';
import { PageHeader } from '../design/page-header.js';

interface AreaStartProps {
  readonly title: string;
  readonly icon: LucideIcon;
  readonly to: '/policy/$connectionId' | '/privileged/$connectionId' | '/applications/$connectionId';
  readonly after: string;
}

function AreaStart({ title, icon, to, after }: AreaStartProps) {
  const connections = useQuery(connectionsQuery);
  return (
    <Loaded query={connections}>
      {(items) => {
        const first = items.find(({ revision }) => revision > 0) ?? items[0];
        if (first !== undefined) return <Navigate to={to} params={{ connectionId: first.id }} replace />;
        return (
          <>
            <PageHeader title={title} />
            <EmptyState
              icon={icon}
              title="No tenant is connected yet"
              action={<ButtonLink to="/organization-settings/integrations">Go to integrations</ButtonLink>}
            >
              {after}
            </EmptyState>
          </>
        );
      }}
    </Loaded>
  );
}

/** Leads to the authentication policy of a tenant, or says how to get one. */
export function PolicyStart() {
  return (
    <AreaStart
      title="Authentication policy"
      icon={ShieldCheck}
      to="/policy/$connectionId"
      after="After the first sync you see here whether MFA holds for each account, and which checks fail."
    />
  );
}

/** Leads to the privileges of a tenant, or says how to get one. */
export function PrivilegedStart() {
  return (
    <AreaStart
      title="Privileged access"
      icon={KeyRound}
      to="/privileged/$connectionId"
      after="After the first sync you see here who holds which directory role, and how."
    />
  );
}

/** Leads to the applications of a tenant, or says how to get one. */
export function ApplicationsStart() {
  return (
    <AreaStart
      title="Applications"
      icon={AppWindow}
      to="/applications/$connectionId"
      after="After the first sync you see here which applications there are and what they may do."
    />
  );
}
