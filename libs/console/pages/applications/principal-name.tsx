import { useQuery } from '@tanstack/react-query';
import { principalQuery } from '../../api/access-queries.js';
import { PlainLink } from '../../design/links.js';

interface PrincipalNameProps {
  readonly id: string;
  readonly connectionId: string;
}

/** Name of a service principal that leads to its page; the id where it was not read. */
export function PrincipalName({ id, connectionId }: PrincipalNameProps) {
  const found = useQuery({ ...principalQuery(connectionId, id), retry: false }).data;
  if (found === undefined) return <span className="mono">{id}</span>;
  return (
    <PlainLink
      className="row-link"
      to="/applications/$connectionId/$objectId"
      params={{ connectionId, objectId: id }}
    >
      {found.servicePrincipal.displayName ?? id}
    </PlainLink>
  );
}
