import type { Related } from '../../api/types.js';
import { compact } from '../../app/search/page-search.js';
import { AnchorLink } from '../../design/links.js';

interface RelatedLinkProps {
  readonly related: Related;
  readonly connectionId: string;
  readonly asOf: string | undefined;
}

/** Leads to an account or a group; other kinds of object have no page yet. */
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
  return <>{name}</>;
}
