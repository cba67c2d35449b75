import { createDirectory, type Directory } from '../evaluation/directory.js';
import { coverageOver, personOf } from '../mfa-coverage/cover-snapshot.js';
import type { CoverageClass, CoverageQuestion } from '../mfa-coverage/coverage.js';
import type { User } from '../model/directory-shapes.js';
import type { CoverageVerdict, Evidence } from '../model/results.js';
import type { Snapshot } from '../model/snapshot.js';
import { doubt, no, YES, type Answer } from './answer.js';
import { userName } from './directory.js';
import type { Exemption } from './exemption.js';
import { licenceOf } from './licence.js';
import { about, conclude, verdict, type Verdict } from './verdict.js';

/** A user with the coverage of the sign-ins that were asked about. */
export interface CoveredUser {
  readonly user: User;
  readonly id: string;
  readonly coverage: CoverageClass;
}

/** The users of a snapshot as policies treat them; what is asked without a question is computed once. */
export interface People {
  readonly directory: Directory;
  /** Users that are enabled, or that may be. */
  readonly enabled: readonly User[];
  readonly cover: (question?: CoverageQuestion) => readonly CoveredUser[];
}

/** Indexes the users of a snapshot. */
export function peopleOf(snapshot: Snapshot): People {
  const directory = createDirectory(snapshot);
  const enabled = (snapshot.users ?? []).filter(({ accountEnabled }) => accountEnabled !== false);
  let plain: readonly CoveredUser[] | undefined;
  const compute = (question?: CoverageQuestion): readonly CoveredUser[] => {
    const coverage = coverageOver(snapshot, directory, question);
    return enabled.map((user) => ({
      user,
      id: user.id ?? '',
      coverage: coverage.classOf(personOf(user, directory)),
    }));
  };
  return {
    directory,
    enabled,
    cover: (question) => (question === undefined ? (plain ??= compute()) : compute(question)),
  };
}

/** Whether the coverage of somebody is what is asked for. */
export type CoverageTest = (covered: CoveredUser) => Answer;

/**
 * Whether MFA is demanded of every sign-in. Security defaults count in tenants that cannot have Conditional Access, as auditors
 * take them.
 */
export function isFull(snapshot: Pick<Snapshot, 'subscribedSkus'>): CoverageTest {
  const hasP1 = licenceOf(snapshot, 'p1');
  return ({ coverage }) => {
    const { verdict: found, reasons } = coverage;
    if (found === 'full' || found === 'blocked') return YES;
    const said = `is covered as ${found}${list(reasons)}${escapeText(coverage)}`;
    if (found === 'indeterminate') return coverage.isGap ? no(said) : doubt(said);
    if (found !== 'security_defaults' || hasP1 === 'present') return no(said);
    return hasP1 === 'absent'
      ? YES
      : doubt('relies on security defaults, and subscribedSkus was not collected');
  };
}

/** Judges people; exempted where everybody who fails is declared. */
export function everybody(
  covered: readonly CoveredUser[],
  test: CoverageTest,
  exemption: Exemption,
  directory: Directory,
): Verdict {
  const judged = covered.map((each) => ({ ...each, answer: withState(each, test(each)) }));
  const open = judged.filter(({ answer }) => answer.kind !== 'yes');
  const left = open.filter(({ id }) => !isDeclared(id, exemption, directory));
  const of = (kind: 'no' | 'doubt'): readonly Evidence[] =>
    left.flatMap(({ answer, id, user }) =>
      answer.kind === kind ? [about(id, `${userName(user, id)} ${answer.because.join('; ')}.`)] : [],
    );
  const share = judged.length === 0 ? 100 : Math.floor((100 * (judged.length - open.length)) / judged.length);
  const summary = about('users', `${judged.length - open.length} of ${judged.length} users (${share} %).`);
  const found = conclude({ broken: of('no'), doubtful: of('doubt') }, [summary]);
  if (found.status !== 'pass') return verdict(found.status, [summary, ...found.evidence]);
  const declared = open.map(({ id, user }) => about(id, `${userName(user, id)} is declared.`));
  return declared.length > 0 ? verdict('exempted', [summary, ...declared]) : found;
}

/** Whether somebody is declared: by name, or as a member of a declared group. */
export function isDeclared(id: string, { users, groups }: Exemption, directory: Directory): boolean {
  const own = directory.groupsOf(id);
  return users.includes(id) || groups.some((group) => own.has(group));
}

/** Somebody who may be disabled cannot fail a check on enabled users. */
function withState({ user }: CoveredUser, answer: Answer): Answer {
  const isOpen = user.accountEnabled === undefined && answer.kind === 'no';
  return isOpen ? doubt(...answer.because, 'and whether the account is enabled was not collected') : answer;
}

function list(reasons: readonly string[]): string {
  return reasons.length === 0 ? '' : ` (${reasons.join(', ')})`;
}

function escapeText({ escape }: CoverageClass): string {
  return escape === undefined ? '' : `: a sign-in by ${escape} escapes`;
}

/** Order of coverage, for "better than": security defaults and other mechanisms lie between partial and full. */
const RANKS: Readonly<Record<CoverageVerdict, number>> = {
  none: 0,
  partial: 1,
  report_only: 1,
  indeterminate: 1,
  third_party: 2,
  per_user_mfa: 2,
  security_defaults: 2,
  full: 3,
  blocked: 3,
};

/** How good a coverage is; higher is better. */
export function rankOf({ verdict: found }: CoverageClass): number {
  return RANKS[found];
}
