import { Compass } from 'lucide-react';
import { AnchorLink } from '../design/links.js';
import { EmptyState } from '../design/empty-state.js';

/** An address that leads nowhere. */
export function NotFoundPage() {
  return (
    <EmptyState
      icon={Compass}
      title="There is no such page"
      action={<AnchorLink to="/">Go to the overview</AnchorLink>}
    >
      The address may be mistyped, or what it showed may have been removed.
    </EmptyState>
  );
}
