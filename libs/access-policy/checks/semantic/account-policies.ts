import { compileSubject } from '../../conditions/users.js';
import type { UserSubject } from '../../evaluation/sign-in.js';
import { NO, YES as CERTAIN } from '../../evaluation/truth.js';
import type { Evidence } from '../../model/results.js';
import type { Policy } from '../../model/policy.js';
import { SYNC_ROLES } from '../../model/well-known.js';
import { nameOf } from '../any-policy.js';
import { breakGlassAccounts, mayBe, type BreakGlass } from '../break-glass.js';
import { userName } from '../directory.js';
import { EvidenceList, joined } from '../evidence-list.js';
import { demandCount } from '../grant.js';
import { enabled } from '../policy-doubts.js';
import { missing, settled, survey, type Rule, type Survey } from '../rule.js';
import { about, conclude, settingIs, verdict } from '../verdict.js';
import { byId } from './registration.js';
import type { Snapshot } from '../../model/snapshot.js';

const ACCOUNTS_MIN = 2;
const STRONGEST = /^fido2|certificate|x509/i;
const PASSKEY = /^passKey/i;

/** Accounts that policies must leave alone: for emergencies, and for synchronization. */
export const ACCOUNT_RULES: Readonly<Record<string, Rule>> = {
  'CA-25': survey(['users', 'conditionalAccessPolicies'], () => {
    const evidence = new EvidenceList();
    let [right, open] = [0, 0];
    return {
      add: ({ snapshot, exemption, people: { directory } }) => {
        for (const account of breakGlassAccounts(snapshot, directory, exemption.users)) {
          if (account.answer.kind === 'yes') right += 1;
          if (mayBe(account)) open += 1;
          evidence.note(() => accountText(account));
        }
      },
      verdict: () => {
        const count = about('users', `${right} break-glass accounts are as they should be.`);
        const status = right >= ACCOUNTS_MIN ? 'pass' : open >= ACCOUNTS_MIN ? 'unknown' : 'fail';
        return verdict(status, joined([count], evidence));
      },
    };
  }),
  'CA-26': survey(['users', 'conditionalAccessPolicies', 'userRegistrationDetails'], strongMethods, {
    plan: 'p1',
    required: false,
  }),
  'CA-31': survey(
    ['organization', 'users', 'conditionalAccessPolicies'],
    (data) => {
      const isHybrid = data.organization.onPremisesSyncEnabled;
      if (isHybrid === undefined)
        return settled(settingIs('organization', 'onPremisesSyncEnabled', isHybrid, () => true));
      if (isHybrid !== true) {
        const statement = 'The tenant does not synchronize.';
        return settled(verdict('not_applicable', [about('organization', statement)]));
      }
      return data.roleAssignments === undefined ? settled(missing(['roleAssignments'])) : syncAccounts(data);
    },
    { plan: 'p1', required: false },
  ),
};

function accountText({ user, answer }: BreakGlass): Evidence {
  const id = user.id ?? '';
  const name = userName(user, id);
  return answer.kind === 'yes'
    ? about(id, `${name} is a break-glass account.`)
    : about(id, `${name} is none as it should be: it ${answer.because.join('; it ')}.`);
}

function strongMethods(): Survey {
  const has = (methods: readonly string[], test: RegExp): boolean => methods.some((each) => test.test(each));
  const [weak, open, byHand, strong] = [
    new EvidenceList(),
    new EvidenceList(),
    new EvidenceList(),
    new EvidenceList(),
  ];
  const judge = (id: string, name: string, methods: readonly string[] | undefined): void => {
    const note = (list: EvidenceList, said: string): void => {
      list.note(() => about(id, `${name} ${said}.`));
    };
    if (methods === undefined) note(open, 'is not in the registration report');
    else if (has(methods, STRONGEST)) note(strong, 'has a security key or a certificate');
    else if (has(methods, PASSKEY))
      note(byHand, 'has a passkey: look whether it is bound to a device of its own');
    else note(weak, 'has no security key and no certificate');
  };
  return {
    add: ({ snapshot, exemptionOf, people: { directory } }) => {
      const declared = exemptionOf('CA-25').users;
      const report = byId(snapshot.userRegistrationDetails ?? []);
      for (const account of breakGlassAccounts(snapshot, directory, declared)) {
        const { id = '' } = account.user;
        const isMeant = declared.length > 0 || mayBe(account);
        if (isMeant) judge(id, userName(account.user, id), report.get(id)?.methodsRegistered);
      }
    },
    verdict: () => {
      if ([weak, open, byHand, strong].every(({ total }) => total === 0)) {
        return verdict('not_applicable', [about('users', 'There is no break-glass account.')]);
      }
      const found = conclude({ broken: weak, doubtful: open }, strong);
      return found.status === 'pass' && byHand.total > 0 ? verdict('manual', byHand) : found;
    },
  };
}

/** Compiled policies that are on, or may be. */
interface Compiled {
  readonly policy: Policy;
  readonly matches: ReturnType<typeof compileSubject>;
}

function syncAccounts(data: Snapshot): Survey {
  const active = (data.conditionalAccessPolicies ?? [])
    .filter((policy) => enabled(policy).kind !== 'no')
    .map((policy) => ({ policy, matches: compileSubject(policy) }));
  const lists = { broken: new EvidenceList(), doubtful: new EvidenceList() };
  const found = new EvidenceList();
  return {
    add: ({ snapshot, people: { directory } }) => {
      for (const user of snapshot.users ?? []) {
        const { id = '' } = user;
        if (![...directory.rolesOf(id)].some((role) => SYNC_ROLES.includes(role))) continue;
        found.note(() => about(id, 'This account is excluded and restricted.'));
        judgeSync(active, directory.subjectOf(id), userName(user, id), lists);
      }
    },
    verdict: () =>
      found.total === 0
        ? verdict('not_applicable', [
            about('users', 'No user synchronizes: applications are not subject to these policies.'),
          ])
        : conclude(lists, found),
  };
}

function judgeSync(
  active: readonly Compiled[],
  subject: UserSubject,
  name: string,
  { broken, doubtful }: { readonly broken: EvidenceList; readonly doubtful: EvidenceList },
): void {
  const matching = active.map(({ policy, matches }) => ({ policy, truth: matches(subject) }));
  for (const { policy, truth } of matching) {
    if (!isInteractive(policy) || truth === NO) continue;
    const isSure = truth === CERTAIN && enabled(policy).kind === 'yes';
    (isSure ? broken : doubtful).note(() =>
      about(subject.id, `${name} ${isSure ? 'is' : 'may be'} subject to ${nameOf(policy)}.`),
    );
  }
  const scoped = matching.filter(({ policy }) => !isInteractive(policy));
  if (scoped.some(({ truth }) => truth === CERTAIN)) return;
  const isOpen = scoped.some(({ truth }) => truth !== NO);
  (isOpen ? doubtful : broken).note(() => about(subject.id, `No other policy restricts ${name}.`));
}

/** All users, all resources, and something to do for a person. */
function isInteractive(policy: Policy): boolean {
  const { users, applications } = policy.conditions;
  return (
    users.includeUsers.includes('All') &&
    applications.includeApplications.includes('All') &&
    demandCount(policy) > 0
  );
}
