import { KeyRound } from 'lucide-react';
import { useMemo } from 'react';
import type { Privilege } from '../../api/access-types.js';
import { BASE, withQuery } from '../../api/http.js';
import { ListFrame } from '../../lists/list-frame.js';
import { privilegeColumns } from '../privileged/privilege-columns.js';

interface AccountRolesProps {
  readonly connectionId: string;
  readonly objectId: string;
  readonly asOf: string | undefined;
}

const NOTHING = { icon: KeyRound, rows: 'directory roles', none: 'This account holds no directory role.' };
/** Everything but who: that is what the page is about. */
const LEFT_OUT: ReadonlySet<string> = new Set(['principal', 'userPrincipalName']);

/** Directory roles of an account, active and eligible, with the way it has each. */
export function AccountRoles({ connectionId, objectId, asOf }: AccountRolesProps) {
  const columns = useMemo(
    () => privilegeColumns(connectionId).filter(({ id }) => !LEFT_OUT.has(id)),
    [connectionId],
  );
  return (
    <ListFrame<Privilege>
      label="Directory roles of the account"
      path={withQuery(`${BASE}/connections/${connectionId}/effective-privileges`, {
        principalId: objectId,
        asOf,
      })}
      columns={columns}
      nothing={NOTHING}
      section={{ id: 'roles', title: 'Directory roles' }}
    />
  );
}
