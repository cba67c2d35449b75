import { createDirectory, type Directory } from '../evaluation/directory.js';
import type { User } from '../model/directory-shapes.js';
import type { CoverageResult, CoverageVerdict, UserCoverage } from '../model/results.js';
import type { Snapshot } from '../model/snapshot.js';
import {
  createCoverage,
  type Coverage,
  type CoverageClass,
  type CoveragePerson,
  type CoverageQuestion,
} from './coverage.js';

/** Coverage of every user of a snapshot, disabled ones and guests too; none where users were not collected. */
export function coverSnapshot(snapshot: Snapshot): CoverageResult {
  const directory = createDirectory(snapshot);
  const coverage = coverageOver(snapshot, directory);
  const rowOf = rowsOf(snapshot);
  const users = (snapshot.users ?? []).map((user) =>
    rowOf(user.id ?? '', coverage.classOf(personOf(user, directory))),
  );
  return { users, summary: summaryOf(users) };
}

/** Makes the row of a user from the class that the user belongs to and the registrations of a snapshot. */
export function rowsOf({
  userRegistrationDetails: report,
}: Pick<Snapshot, 'userRegistrationDetails'>): (userId: string, found: CoverageClass) => UserCoverage {
  const capable = new Map((report ?? []).map(({ id, isMfaCapable }) => [id, isMfaCapable ?? null]));
  return (userId, { verdict, reasons, policyIds, escape }) => {
    const mfaCapable = capable.get(userId) ?? null;
    return { userId, verdict, reasons, policyIds, mfaCapable, ...(escape !== undefined && { escape }) };
  };
}

/** Number of users by verdict, added to what was counted before. */
export function summaryOf(
  users: readonly UserCoverage[],
  before: CoverageResult['summary'] = {},
): CoverageResult['summary'] {
  const summary: Partial<Record<CoverageVerdict, number>> = { ...before };
  for (const { verdict } of users) summary[verdict] = (summary[verdict] ?? 0) + 1;
  return summary;
}

/** Judges people of a snapshot; a question narrows what is asked, for instance legacy clients only. */
export function coverageOver(
  snapshot: Snapshot,
  directory: Directory,
  question?: CoverageQuestion,
): Coverage {
  const unread = {
    group: (id: string): boolean => directory.isUnreadGroup(id),
    role: (id: string): boolean => directory.isUnreadRole(id),
  };
  return createCoverage(snapshot, unread, question);
}

/** A user of a snapshot as coverage needs one. */
export function personOf(user: User, directory: Directory): CoveragePerson {
  const id = user.id ?? '';
  const active = directory.rolesOf(id);
  const eligible = [...directory.rolesOf(id, 'activated')].filter((role) => !active.has(role));
  return {
    id,
    groupIds: directory.groupsOf(id),
    isGuestOf: directory.subjectOf(id).isGuestOf,
    activeRoleIds: [...active],
    eligibleRoleIds: eligible,
    perUserMfaState: user.perUserMfaState,
  };
}
