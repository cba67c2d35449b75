import { compileSubject } from '../../conditions/users.js';
import { createDirectory } from '../../evaluation/directory.js';
import { NO, YES as CERTAIN } from '../../evaluation/truth.js';
import type { Evidence } from '../../model/results.js';
import type { Policy } from '../../model/policy.js';
import { SYNC_ROLES } from '../../model/well-known.js';
import { nameOf } from '../any-policy.js';
import { breakGlassAccounts, mayBe, type BreakGlass } from '../break-glass.js';
import { userName } from '../directory.js';
import { demandCount } from '../grant.js';
import { enabled } from '../policy-doubts.js';
import { missing, rule, type Rule } from '../rule.js';
import { about, conclude, settingIs, verdict, type Verdict } from '../verdict.js';
import { byId } from './registration.js';
import type { Snapshot } from '../../model/snapshot.js';

const ACCOUNTS_MIN = 2;
const STRONGEST = /^fido2|certificate|x509/i;
const PASSKEY = /^passKey/i;

/** Accounts that policies must leave alone: for emergencies, and for synchronization. */
export const ACCOUNT_RULES: Readonly<Record<string, Rule>> = {
  'CA-25': rule(['users', 'conditionalAccessPolicies'], (data, { exemption }) => {
    const accounts = breakGlassAccounts(data, exemption.users);
    const right = accounts.filter(({ answer }) => answer.kind === 'yes');
    const evidence = accounts.map(accountText);
    const count = about('users', `${right.length} break-glass accounts are as they should be.`);
    if (right.length >= ACCOUNTS_MIN) return verdict('pass', [count, ...evidence]);
    const isOpen = accounts.filter(mayBe).length >= ACCOUNTS_MIN;
    return verdict(isOpen ? 'unknown' : 'fail', [count, ...evidence]);
  }),
  'CA-26': rule(
    ['users', 'conditionalAccessPolicies', 'userRegistrationDetails'],
    (data, { exemptionOf }) => {
      const declared = exemptionOf('CA-25').users;
      const all = breakGlassAccounts(data, declared);
      const accounts = declared.length > 0 ? all : all.filter(mayBe);
      if (accounts.length === 0) {
        return verdict('not_applicable', [about('users', 'There is no break-glass account.')]);
      }
      return strongMethods(data, accounts);
    },
    { plan: 'p1', required: false },
  ),
  'CA-31': rule(
    ['organization', 'users', 'conditionalAccessPolicies'],
    (data) => {
      const isHybrid = data.organization.onPremisesSyncEnabled;
      if (isHybrid === undefined)
        return settingIs('organization', 'onPremisesSyncEnabled', isHybrid, () => true);
      if (isHybrid !== true) {
        return verdict('not_applicable', [about('organization', 'The tenant does not synchronize.')]);
      }
      if (data.roleAssignments === undefined) return missing(['roleAssignments']);
      return syncAccounts(data);
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

function strongMethods(data: Snapshot, accounts: readonly BreakGlass[]): Verdict {
  const report = byId(data.userRegistrationDetails ?? []);
  const judged = accounts.map(({ user: { id = '' }, user }) => ({
    id,
    name: userName(user, id),
    methods: report.get(id)?.methodsRegistered,
  }));
  const has = (methods: readonly string[], test: RegExp): boolean => methods.some((each) => test.test(each));
  const weak = judged.filter(
    ({ methods }) => methods !== undefined && !has(methods, STRONGEST) && !has(methods, PASSKEY),
  );
  const open = judged.filter(({ methods }) => methods === undefined);
  const byHand = judged.filter(({ methods }) => methods !== undefined && !has(methods, STRONGEST));
  const found = conclude(
    {
      broken: weak.map(({ id, name }) => about(id, `${name} has no security key and no certificate.`)),
      doubtful: open.map(({ id, name }) => about(id, `${name} is not in the registration report.`)),
    },
    judged.map(({ id, name }) => about(id, `${name} has a security key or a certificate.`)),
  );
  if (found.status !== 'pass' || byHand.length === 0) return found;
  return verdict(
    'manual',
    byHand.map(({ id, name }) =>
      about(id, `${name} has a passkey: look whether it is bound to a device of its own.`),
    ),
  );
}

function syncAccounts(data: Snapshot): Verdict {
  const directory = createDirectory(data);
  const accounts = (data.users ?? []).filter(({ id = '' }) =>
    [...directory.rolesOf(id)].some((role) => SYNC_ROLES.includes(role)),
  );
  if (accounts.length === 0) {
    return verdict('not_applicable', [
      about('users', 'No user synchronizes: applications are not subject to these policies.'),
    ]);
  }
  const active = (data.conditionalAccessPolicies ?? []).filter((policy) => enabled(policy).kind !== 'no');
  const broken: Evidence[] = [];
  const doubtful: Evidence[] = [];
  for (const user of accounts) {
    const id = user.id ?? '';
    const matching = active.map((policy) => ({
      policy,
      truth: compileSubject(policy)(directory.subjectOf(id)),
    }));
    for (const { policy, truth } of matching.filter(
      (each) => isInteractive(each.policy) && each.truth !== NO,
    )) {
      const isSure = truth === CERTAIN && enabled(policy).kind === 'yes';
      const list = isSure ? broken : doubtful;
      list.push(about(id, `${userName(user, id)} ${isSure ? 'is' : 'may be'} subject to ${nameOf(policy)}.`));
    }
    const scoped = matching.filter(({ policy }) => !isInteractive(policy));
    if (scoped.some(({ truth }) => truth === CERTAIN)) continue;
    const isOpen = scoped.some(({ truth }) => truth !== NO);
    (isOpen ? doubtful : broken).push(about(id, `No other policy restricts ${userName(user, id)}.`));
  }
  return conclude(
    { broken, doubtful },
    accounts.map(({ id = '' }) => about(id, 'This account is excluded and restricted.')),
  );
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
