import { AuthError } from '@azure/msal-node';
import { ProblemError, type Problem } from '#kernel/problem.js';
import { aadstsProblems as problems } from './aadsts.problems.js';
import { connectProblems } from './connect.problems.js';

/** From AADSTS code to problem. Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const CODES: readonly (readonly [codes: readonly number[], problem: Problem])[] = [
  [[700016, 7000229], problems['app-not-in-tenant']],
  [[7000215], problems['app-secret-wrong']],
  [[7000222], problems['app-secret-expired']],
  [[7000218, 700027, 70021, 700211, 700212, 700213, 700024], problems['app-proof-rejected']],
  [[7000112], problems['app-disabled']],
  [[50194], problems['app-single-tenant']],
  [[90002], problems['tenant-not-found']],
  [[900023], problems['tenant-malformed']],
  [[65001, 65005, 650056, 650057, 90094, 90095, 500011], problems['consent-missing']],
  [[50173, 70000, 70008, 700082, 700084, 70043, 50057, 50076, 50079], problems['sign-in-again']],
  [[53000, 53001, 53002, 53003, 530035, 50105], problems['access-blocked']],
  [[50011], problems['redirect-uri-mismatch']],
  [[54005, 501481], problems['code-already-redeemed']],
  [[90033, 50196, 90055], problems['identity-platform-busy']],
];

/** The problem behind an AADSTS code. */
export function problemOfCode(code: number): Problem {
  return CODES.find(([codes]) => codes.includes(code))?.[1] ?? problems['sign-in-failed'];
}

/** Turns what MSAL raises into a problem; other errors mean that nothing answered. */
export function toAadstsProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (!(error instanceof AuthError)) {
    return new ProblemError(problems['identity-platform-unreachable'], { cause: error });
  }
  if (error.errorCode === 'nonce_mismatch') return new ProblemError(connectProblems['sign-in-invalid']);
  const code = codeOf(error);
  if (code !== undefined) return new ProblemError(problemOfCode(code), { context: { aadsts: code } });
  const transient =
    /temporarily_unavailable|server_error|no_network|network_error|post_request_failed|get_request_failed/;
  const problem = transient.test(`${error.errorCode} ${error.errorMessage}`)
    ? problems['identity-platform-busy']
    : problems['sign-in-failed'];
  return new ProblemError(problem, { context: { error: error.errorCode } });
}

/** The AADSTS code of an error answer of the identity platform, if it names one. */
export function codeInText(text: string): number | undefined {
  const digits = /AADSTS(?<code>\d+)/.exec(text)?.groups?.['code'];
  return digits === undefined ? undefined : Number(digits);
}

function codeOf(error: AuthError): number | undefined {
  const { errorNo } = error as AuthError & { readonly errorNo?: string };
  const first = errorNo ?? (/^\d+/.test(error.errorCode) ? error.errorCode : undefined);
  return first === undefined ? codeInText(error.errorMessage) : Number.parseInt(first, 10);
}
