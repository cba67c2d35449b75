import type { Known } from '#access-graph/known.js';
import { record, whole } from '#plugin-host/openapi/field.js';
import type { AccountFigures, PrivilegeFigures } from '../../../inventory/read/inventory-summary.port.js';
import { fact } from './facts.js';

type ValueOf<Fact extends Known<object>> = Extract<Fact, { readonly kind: 'known' }>['value'];

const UNKNOWN = whole('Accounts of which the report does not say.');

const SIGN_IN = record<ValueOf<AccountFigures['signIn']>>('SignInFigures', 'Sign-in activity, counted.', {
  inactive: whole('Accounts whose last successful sign-in, or creation without one, is so long ago.'),
  never: whole('Accounts that never signed in.'),
  unknown: UNKNOWN,
});

const MFA = record<ValueOf<AccountFigures['mfa']>>('MfaFigures', 'MFA registration, counted.', {
  registered: whole('Accounts with a method for MFA.'),
  notRegistered: whole('Accounts without one.'),
  unknown: UNKNOWN,
});

/** Accounts that can sign in, counted. */
export const ACCOUNT_FIGURES = record<AccountFigures>('AccountFigures', 'Enabled accounts, counted.', {
  enabled: whole('Accounts that can sign in.'),
  inactiveDays: whole('Whole days without a successful sign-in after which an account counts as inactive.'),
  signIn: fact(SIGN_IN),
  mfa: fact(MFA),
});

/** Holders of privileged roles, counted. */
export const PRIVILEGE_FIGURES = record<PrivilegeFigures>(
  'PrivilegeFigures',
  'Holders of privileged and highly privileged roles, active or eligible, each counted once.',
  {
    people: whole('People who hold one.'),
    applications: whole('Applications that hold one.'),
    permanent: whole('People who hold one actively and without an end.'),
  },
);
