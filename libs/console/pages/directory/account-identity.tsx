import { Paper, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { accountQuery } from '../../api/queries.js';
import type { Account } from '../../api/types.js';
import { compact } from '../../app/search/page-search.js';
import { AnchorLink } from '../../design/links.js';
import { When } from '../../design/time.js';
import { Value } from './account-columns.js';

/** Who an account is. */
export function Identity({ account }: { readonly account: Account }) {
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

interface WorkProps {
  readonly account: Account;
  readonly connectionId: string;
  readonly asOf: string | undefined;
}

/** What somebody does, and for whom. */
export function Work({ account, connectionId, asOf }: WorkProps) {
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
          <Manager managerId={account.managerId} connectionId={connectionId} asOf={asOf} />
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

interface ManagerProps extends Omit<WorkProps, 'account'> {
  readonly managerId: string | null | undefined;
}

function Manager({ managerId, connectionId, asOf }: ManagerProps) {
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
