import { Compass } from 'lucide-react';
import { PageHeader } from '../design/page-header.js';
import { AnchorLink } from '../design/links.js';
import { EmptyState } from '../design/empty-state.js';

/** An address that leads nowhere. */
export function NotFoundPage() {
  return (
    <>
      <PageHeader title="There is no such page" />
      <EmptyState
        icon={Compass}
        title="Nothing is here"
        action={<AnchorLink to="/">Go to the overview</AnchorLink>}
      >
        The address may be mistyped, or what it showed may have been removed.
      </EmptyState>
    </>
  );
}
