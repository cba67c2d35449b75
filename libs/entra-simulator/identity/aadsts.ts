import { randomUUID } from 'node:crypto';
import type { Clock } from '#kernel/clock.js';
import type { SimulatedResponse } from '../model.js';

interface AadstsRow {
  readonly error: string;
  readonly status: number;
  readonly message: string;
  readonly suberror?: string;
}

/** Errors of the identity platform. Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const ROWS: Readonly<Record<number, AadstsRow>> = {
  50011: {
    error: 'invalid_client',
    status: 400,
    message: 'The redirect URI specified in the request does not match the redirect URIs configured.',
  },
  50034: {
    error: 'invalid_grant',
    status: 400,
    message: 'The user account does not exist in the directory.',
  },
  50059: { error: 'invalid_request', status: 400, message: 'No tenant-identifying information found.' },
  54005: {
    error: 'invalid_grant',
    status: 400,
    message:
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  },
  65001: {
    error: 'invalid_grant',
    status: 400,
    message: 'The user or administrator has not consented to use the application.',
    suberror: 'consent_required',
  },
  65004: {
    error: 'consent_required',
    status: 400,
    message: 'The resource owner or authorization server denied the request.',
  },
  70000: { error: 'invalid_grant', status: 400, message: 'The provided grant is invalid or malformed.' },
  70008: {
    error: 'invalid_grant',
    status: 400,
    message: 'The provided authorization code or refresh token has expired due to inactivity.',
  },
  70011: {
    error: 'invalid_scope',
    status: 400,
    message: "The provided value for the input parameter 'scope' is not valid.",
  },
  70021: {
    error: 'invalid_client',
    status: 401,
    message: 'No matching federated identity record found for presented assertion.',
  },
  90002: {
    error: 'invalid_request',
    status: 400,
    message:
      'Tenant not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.',
  },
  90014: { error: 'invalid_request', status: 400, message: "The required field 'grant_type' is missing." },
  90033: {
    error: 'temporarily_unavailable',
    status: 503,
    message: 'A transient error has occurred. Please try again.',
  },
  90055: { error: 'temporarily_unavailable', status: 429, message: 'Server is busy.' },
  501481: {
    error: 'invalid_grant',
    status: 400,
    message: 'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  },
  700016: {
    error: 'unauthorized_client',
    status: 400,
    message:
      'Application was not found in the directory. It may not have been consented to by any user in the tenant.',
  },
  700027: {
    error: 'invalid_client',
    status: 401,
    message: 'The certificate with identifier used to sign the client assertion is not registered.',
  },
  900023: {
    error: 'invalid_request',
    status: 400,
    message: 'Specified tenant identifier is neither a valid DNS name, nor a valid external domain.',
  },
  7000215: {
    error: 'invalid_client',
    status: 401,
    message:
      'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to the app.',
  },
  7000218: {
    error: 'invalid_client',
    status: 401,
    message: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  },
  7000222: {
    error: 'invalid_client',
    status: 401,
    message:
      'The provided client secret keys for the app are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.',
  },
  7000229: {
    error: 'invalid_client',
    status: 401,
    message: 'The client application is missing service principal in the tenant.',
  },
};

/** Raised while the identity platform answers; becomes an error body or an error page. */
export class AadstsFault extends Error {
  override readonly name = 'AadstsFault';
  constructor(readonly code: number) {
    super(`AADSTS${code}: ${rowOf(code).message}`);
  }

  /** OAuth's name of the error. */
  get error(): string {
    return rowOf(this.code).error;
  }
}

function rowOf(code: number): AadstsRow {
  return ROWS[code] ?? { error: 'invalid_request', status: 400, message: 'The request is not valid.' };
}

/** Headers of every answer of the token endpoint. */
export function identityHeaders(traceId: string): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store, no-cache',
    pragma: 'no-cache',
    expires: '-1',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    p3p: 'CP="DSP CUR OTPi IND OTRi ONL FIN"',
    'x-ms-request-id': traceId,
    'x-ms-ests-server': '2.1.18517.11 - SIM ProdSlices',
  };
}

/** The error as the token endpoint sends it. */
export function tokenError(
  fault: AadstsFault,
  clientRequestId: string | undefined,
  clock: Clock,
): SimulatedResponse {
  const row = rowOf(fault.code);
  const traceId = randomUUID();
  const correlationId = clientRequestId ?? randomUUID();
  const timestamp = `${clock.now().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const description = `${fault.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
  const body = {
    error: row.error,
    error_description: description,
    error_codes: [fault.code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${fault.code}`,
    ...(row.suberror === undefined ? {} : { suberror: row.suberror }),
  };
  return { status: row.status, headers: identityHeaders(traceId), body: JSON.stringify(body) };
}
