import type { Related } from '../../api/types.js';
import { compact } from '../../app/search/page-search.js';
import { AnchorLink } from '../../design/links.js';

interface RelatedLinkProps {
  readonly related: Related;
  readonly connectionId: string;
  readonly asOf: string | undefined;
}

/** Leads to an account, a group or an application; other kinds of object have no page. */
export function RelatedLink({ related, connectionId, asOf }: RelatedLinkProps) {
  const name = related.displayName ?? related.id;
  const rest = { params: { connectionId, objectId: related.id }, search: compact({ asOf }) };
  if (related.type === 'user')
    return (
      <AnchorLink to="/directory/$connectionId/accounts/$objectId" {...rest}>
        {name}
      </AnchorLink>
    );
  if (related.type === 'group')
    return (
      <AnchorLink to="/directory/$connectionId/groups/$objectId" {...rest}>
        {name}
      </AnchorLink>
    );
  if (related.type === 'servicePrincipal')
    return (
      <AnchorLink to="/applications/$connectionId/$objectId" params={rest.params}>
        {name}
      </AnchorLink>
    );
  return <>{name}</>;
}
