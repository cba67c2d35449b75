import { randomUUID } from 'node:crypto';
import type { Clock } from '#kernel/clock.js';
import type { SimulatedRequest, SimulatedResponse } from '../model.js';
import { AADSTS_ROWS, type AadstsRow } from './aadsts-table.js';

/** What a message names: the application, the tenant, a scope. */
export type AadstsDetails = Readonly<Record<string, string>>;

/** Raised while the identity platform answers; becomes an error body or an error page. */
export class AadstsFault extends Error {
  override readonly name = 'AadstsFault';
  constructor(
    readonly code: number,
    readonly details: AadstsDetails = {},
  ) {
    super(`AADSTS${code}: ${rowOf(code).message}`);
  }

  /** OAuth's name of the error. */
  get error(): string {
    return rowOf(this.code).error;
  }

  /** The message with its own details and those of the request. */
  describe(request: AadstsDetails): string {
    const details = { ...request, ...this.details };
    return this.message.replace(/\{(\w+)\}/g, (_, name: string) => details[name] ?? '');
  }
}

function rowOf(code: number): AadstsRow {
  return AADSTS_ROWS[code] ?? { error: 'invalid_request', status: 400, message: 'The request is not valid.' };
}

/** Headers of every answer of the token endpoint; a client's id of its request is echoed. */
export function identityHeaders(traceId: string, clientRequestId?: string): Readonly<Record<string, string>> {
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
    ...(clientRequestId === undefined ? {} : { 'client-request-id': clientRequestId }),
  };
}

/** A client's id of its request: a header, or a parameter as MSAL sends it. */
export function clientRequestIdOf(request: SimulatedRequest): string | undefined {
  return (
    request.headers['client-request-id'] ?? request.url.searchParams.get('client-request-id') ?? undefined
  );
}

/** The error as the token endpoint sends it. */
export function tokenError(
  fault: AadstsFault,
  at: {
    readonly clientRequestId: string | undefined;
    readonly details: AadstsDetails;
    readonly clock: Clock;
  },
): SimulatedResponse {
  const row = rowOf(fault.code);
  const traceId = randomUUID();
  const correlationId = at.clientRequestId ?? randomUUID();
  const timestamp = `${at.clock.now().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const trailer = `Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
  const body = {
    error: row.error,
    error_description: `${fault.describe(at.details)} ${trailer}`,
    error_codes: [fault.code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${fault.code}`,
    ...(row.suberror === undefined ? {} : { suberror: row.suberror }),
  };
  return {
    status: row.status,
    headers: identityHeaders(traceId, at.clientRequestId),
    body: JSON.stringify(body),
  };
}
