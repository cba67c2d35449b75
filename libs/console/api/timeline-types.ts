/** Shapes of the timeline of an account. Instants are RFC 3339 in UTC. */
import type { Known } from './access-types.js';

/** What an entry is about. */
export const TIMELINE_CATEGORIES = [
  'identity',
  'membership',
  'ownership',
  'role',
  'application',
  'consent',
] as const;

/** Who brought a change about, as Microsoft's audit log says. */
export interface TimelineAuthor {
  readonly at: string;
  readonly activity: string;
  readonly type: 'user' | 'application' | 'unknown';
  readonly id: string | null;
  readonly displayName: string | null;
  readonly userPrincipalName: string | null;
}

/** One change of an account between two readings. */
export interface TimelineEntry {
  readonly revision: number;
  /** When the reading ended that showed it. */
  readonly at: string;
  /** When the last complete reading began that did not show it yet; null for what the first reading showed. */
  readonly notBefore: string | null;
  readonly category: (typeof TIMELINE_CATEGORIES)[number];
  readonly phase: 'joiner' | 'mover' | 'leaver';
  readonly kind: string;
  readonly subject: {
    readonly type: 'group' | 'role' | 'servicePrincipal';
    readonly id: string;
    readonly displayName: string | null;
  } | null;
  readonly state: 'active' | 'eligible' | null;
  readonly route: 'direct' | 'group' | 'pim-for-groups' | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly by: Known<TimelineAuthor>;
}
