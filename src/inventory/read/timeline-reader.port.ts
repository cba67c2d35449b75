import type { ObjectId } from '#kernel/ids.js';
import type { TimelineKind } from '#access-graph/change-author.js';
import type { Known } from '#access-graph/known.js';
import type { FactsAt } from './access-reader.port.js';
import type { Page, PageRequest } from './inventory-reader.port.js';

/** What an entry of a timeline is about. */
export const TIMELINE_CATEGORIES = [
  'identity',
  'membership',
  'ownership',
  'role',
  'application',
  'consent',
] as const;

/** One of them. */
export type TimelineCategory = (typeof TIMELINE_CATEGORIES)[number];

/** Which entries a timeline shows. */
export interface TimelineFilter {
  readonly category?: TimelineCategory | undefined;
  readonly kind?: TimelineKind | undefined;
}

/** Who brought a change about, as Microsoft's audit log says. */
export interface TimelineAuthor {
  readonly eventId: string;
  /** RFC 3339; when it really happened. */
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
  /** RFC 3339; when the reading ended that showed it. */
  readonly at: string;
  /** RFC 3339; when the last complete reading began that did not show it yet; null for what the first reading showed. */
  readonly notBefore: string | null;
  readonly category: TimelineCategory;
  readonly phase: 'joiner' | 'mover' | 'leaver';
  readonly kind: TimelineKind;
  /** Group, role or application; null where the account itself changed. */
  readonly subject: {
    readonly type: 'group' | 'role' | 'servicePrincipal';
    readonly id: string;
    readonly displayName: string | null;
  } | null;
  /** How a role is held; null for all else. */
  readonly state: 'active' | 'eligible' | null;
  readonly route: 'direct' | 'group' | 'pim-for-groups' | null;
  readonly scope: string | null;
  readonly viaGroupId: string | null;
  /** Property, end of a role (RFC 3339, null without end), app role or consented scopes, before and after. */
  readonly before: string | null;
  readonly after: string | null;
  readonly by: Known<TimelineAuthor>;
}

/** Reads what happened to one account. */
export interface TimelineReader {
  /**
   * Changes up to a revision, newest first, as far as versions are retained; also of an account that is gone.
   * @throws ProblemError `object-not-in-revision` when no version of it is kept, `cursor-invalid`, `revision-gone`
   */
  timeline(
    at: FactsAt,
    accountId: ObjectId,
    filter: TimelineFilter,
    page: PageRequest,
  ): Promise<Page<TimelineEntry>>;
}

/** Injection token of `TimelineReader`. */
export const TIMELINE_READER = Symbol('entra-id/timeline-reader');
