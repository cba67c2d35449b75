import { useQuery } from '@tanstack/react-query';
import { namedLocationsQuery } from '../../api/access-queries.js';
import { BASE, call } from '../../api/http.js';
import type { GraphObject } from '../../api/policy-types.js';
import { accountQuery, groupQuery, listPage } from '../../api/queries.js';
import { AnchorLink } from '../../design/links.js';
import { PrincipalName } from '../applications/principal-name.js';
import type { RefKind } from './policy-words.js';

interface ObjectNameProps {
  readonly kind: RefKind;
  readonly id: string;
  readonly connectionId: string;
}

/** The name of an object that is known by its id; the id itself where there is none. */
export function ObjectName(props: ObjectNameProps) {
  switch (props.kind) {
    case 'user':
      return <UserName {...props} />;
    case 'group':
      return <GroupName {...props} />;
    case 'role':
      return <RoleName {...props} />;
    case 'application':
      return <ApplicationName {...props} />;
    case 'principal':
      return <PrincipalName {...props} />;
    case 'location':
      return <LocationName {...props} />;
  }
}

function Bare({ id, of }: { readonly id: string; readonly of: string }) {
  return (
    <span>
      {of} <span className="mono">{id}</span>
    </span>
  );
}

function UserName({ id, connectionId }: ObjectNameProps) {
  const account = useQuery({ ...accountQuery(connectionId, id, undefined), retry: false }).data?.account;
  if (account === undefined) return <Bare id={id} of="account" />;
  return (
    <AnchorLink to="/directory/$connectionId/accounts/$objectId" params={{ connectionId, objectId: id }}>
      {account.displayName ?? account.userPrincipalName ?? id}
    </AnchorLink>
  );
}

function GroupName({ id, connectionId }: ObjectNameProps) {
  const group = useQuery({ ...groupQuery(connectionId, id, undefined), retry: false }).data?.group;
  if (group === undefined) return <Bare id={id} of="group" />;
  return (
    <AnchorLink to="/directory/$connectionId/groups/$objectId" params={{ connectionId, objectId: id }}>
      {group.displayName ?? id}
    </AnchorLink>
  );
}

const NAMES_STALE_MS = 300_000;

function RoleName({ id, connectionId }: ObjectNameProps) {
  const roles = useQuery({
    queryKey: ['connections', connectionId, 'roles'],
    queryFn: () =>
      listPage<GraphObject & { readonly templateId: string | null }>(
        `${BASE}/connections/${connectionId}/roles?limit=1000`,
      ),
    staleTime: NAMES_STALE_MS,
    retry: false,
  });
  const role = roles.data?.items.find((known) => known.id === id || known.templateId === id);
  return role === undefined ? <Bare id={id} of="role" /> : <>{role.displayName ?? id}</>;
}

function LocationName({ id, connectionId }: ObjectNameProps) {
  const locations = useQuery(namedLocationsQuery(connectionId)).data?.items;
  const name = locations?.find((location) => location.id === id)?.displayName;
  return typeof name === 'string' ? <>{name}</> : <Bare id={id} of="named location" />;
}

function ApplicationName({ id, connectionId }: ObjectNameProps) {
  const found = useQuery({
    queryKey: ['connections', connectionId, 'service-principals', 'by-app', id],
    queryFn: () =>
      call<{ readonly items: readonly GraphObject[] }>(
        'GET',
        `${BASE}/connections/${connectionId}/service-principals?appId=${id}&limit=1`,
      ),
    staleTime: NAMES_STALE_MS,
    retry: false,
  });
  const name = found.data?.items[0]?.displayName;
  return typeof name === 'string' ? <>{name}</> : <Bare id={id} of="application" />;
}
