import type { Directory } from '../evaluation/directory.js';
import { coverageOver, personOf } from '../mfa-coverage/cover-snapshot.js';
import type { Coverage, CoverageClass, CoveragePerson, CoverageQuestion } from '../mfa-coverage/coverage.js';
import type { User } from '../model/directory-shapes.js';
import type { Policy } from '../model/policy.js';
import type { CoverageVerdict } from '../model/results.js';
import type { Snapshot } from '../model/snapshot.js';
import { doubt, no, YES, type Answer } from './answer.js';
import { userName } from './directory.js';
import { EvidenceList, joined } from './evidence-list.js';
import type { Exemption } from './exemption.js';
import { licenceOf } from './licence.js';
import { about, verdict, type Verdict } from './verdict.js';

/** A user with the coverage of the sign-ins that were asked about. */
export interface CoveredUser {
  readonly user: User;
  readonly id: string;
  readonly coverage: CoverageClass;
}

/** What is asked about people: of the tenant's policies, or of others. */
export interface PeopleQuestion extends CoverageQuestion {
  readonly policies?: readonly Policy[] | undefined;
}

/** Compiled questions, by identity: a question that is asked of every page is compiled once. */
export type CompiledQuestions = (question: PeopleQuestion) => Coverage;

/** The users of a snapshot as policies treat them. */
export interface People {
  readonly directory: Directory;
  /** Users that are enabled, or that may be. */
  readonly enabled: readonly User[];
  /** Coverage of some users; a question keeps its identity, for it is compiled once. Without one, of MFA. */
  readonly cover: (users: readonly User[], question?: PeopleQuestion) => readonly CoveredUser[];
}

const OF_MFA: PeopleQuestion = {};

/** Compiles questions about a tenant, whoever is asked about. */
export function questionsOf(tenant: Snapshot, directory: Directory): CompiledQuestions {
  const compiled = new Map<PeopleQuestion, Coverage>();
  return (question) => {
    const { policies = tenant.conditionalAccessPolicies } = question;
    const coverage =
      compiled.get(question) ??
      coverageOver({ ...tenant, conditionalAccessPolicies: policies }, directory, question);
    compiled.set(question, coverage);
    return coverage;
  };
}

/** The users of a snapshot, or of one page of it. */
export function peopleOf(snapshot: Snapshot, directory: Directory, questions: CompiledQuestions): People {
  const persons = new Map<User, CoveragePerson>();
  const plain = new Map<User, CoverageClass>();
  const personFor = (user: User): CoveragePerson => {
    const person = persons.get(user) ?? personOf(user, directory);
    persons.set(user, person);
    return person;
  };
  const classOf = (user: User, question: PeopleQuestion): CoverageClass => {
    const known = question === OF_MFA ? plain.get(user) : undefined;
    const coverage = known ?? questions(question).classOf(personFor(user));
    if (question === OF_MFA) plain.set(user, coverage);
    return coverage;
  };
  return {
    directory,
    enabled: (snapshot.users ?? []).filter(({ accountEnabled }) => accountEnabled !== false),
    cover: (users, question = OF_MFA) =>
      users.map((user) => ({ user, id: user.id ?? '', coverage: classOf(user, question) })),
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

/** A census of people by a test. */
export interface Census {
  /** Judges people of one page. */
  readonly add: (covered: readonly CoveredUser[], test: CoverageTest, page: Declared) => void;
  /** Number of people judged so far. */
  readonly judged: () => number;
  /** Exempted where everybody who fails is declared. */
  readonly verdict: () => Verdict;
}

/** What is declared, and who is in which group. */
export interface Declared {
  readonly exemption: Exemption;
  readonly people: Pick<People, 'directory'>;
}

/** Starts a census. */
export function createCensus(): Census {
  const [broken, doubtful, declared] = [new EvidenceList(), new EvidenceList(), new EvidenceList()];
  let judged = 0;
  let open = 0;
  const judge = (each: CoveredUser, test: CoverageTest, { exemption, people }: Declared): void => {
    const answer = withState(each, test(each));
    judged += 1;
    if (answer.kind === 'yes') return;
    open += 1;
    const name = userName(each.user, each.id);
    if (isDeclared(each.id, exemption, people.directory)) {
      declared.note(() => about(each.id, `${name} is declared.`));
      return;
    }
    const list = answer.kind === 'no' ? broken : doubtful;
    list.note(() => about(each.id, `${name} ${answer.because.join('; ')}.`));
  };
  return {
    add: (covered, test, page) => {
      for (const each of covered) judge(each, test, page);
    },
    judged: () => judged,
    verdict: () => {
      const share = judged === 0 ? 100 : Math.floor((100 * (judged - open)) / judged);
      const summary = about('users', `${judged - open} of ${judged} users (${share} %).`);
      if (broken.total > 0) return verdict('fail', joined([summary], broken));
      if (doubtful.total > 0) return verdict('unknown', joined([summary], doubtful));
      return declared.total > 0
        ? verdict('exempted', joined([summary], declared))
        : verdict('pass', [summary]);
    },
  };
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
