import { Outlet, useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { PageHeader } from '../../design/page-header.js';
import { SectionTabs } from '../../design/section-tabs.js';
import { TenantChoice } from '../../design/tenant-choice.js';

const TABS = [
  { value: 'overview', label: 'Overview', to: '/policy/$connectionId' },
  { value: 'accounts', label: 'Accounts', to: '/policy/$connectionId/accounts' },
  { value: 'checks', label: 'Checks', to: '/policy/$connectionId/checks' },
  { value: 'policies', label: 'Policies', to: '/policy/$connectionId/policies' },
  { value: 'what-if', label: 'What If', to: '/policy/$connectionId/what-if' },
  { value: 'standard', label: 'Standard', to: '/policy/$connectionId/standard' },
] as const;

/** Frame of the authentication policy of a tenant. */
export function PolicyPage() {
  const { connectionId } = useParams({ from: '/app/policy/$connectionId' });
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const section = pathname.split('/')[3] ?? '';
  const active = TABS.find(({ value }) => value === section)?.value ?? 'overview';
  return (
    <>
      <PageHeader
        title="Authentication policy"
        description="Whether multifactor authentication really holds for each account, and what your tenant is measured against."
        actions={
          <TenantChoice
            connectionId={connectionId}
            onChange={(id) => {
              void navigate({ to: '/policy/$connectionId', params: { connectionId: id } });
            }}
          />
        }
      />
      <SectionTabs
        label="Sections of the authentication policy"
        tabs={TABS}
        active={active}
        onChoose={({ to }) => {
          void navigate({ to, params: { connectionId } });
        }}
      />
      <Outlet />
    </>
  );
}
