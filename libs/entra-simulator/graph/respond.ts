import type { Clock } from '#kernel/clock.js';
import type { SimulatedResponse } from '../model.js';
import { errorBody, newRequestId, type GraphErrorReply, type GraphReply } from './errors.js';

const JSON_SUCCESS =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

const DIAGNOSTIC =
  '{"ServerInfo":{"DataCenter":"North Europe","Slice":"E","Ring":"4","ScaleUnit":"001","RoleInstance":"SIM00000001"}}';

/** What identifies one exchange. */
export interface ExchangeIds {
  readonly requestId: string;
  readonly clientRequestId: string;
}

/** Ids of a request; `client-request-id` is echoed. */
export function idsOf(headers: Readonly<Record<string, string>>): ExchangeIds {
  const requestId = newRequestId();
  return { requestId, clientRequestId: headers['client-request-id'] ?? requestId };
}

/** Completes a success with the headers that Graph sends; `units` undefined names no resource units. */
export function success(reply: GraphReply, ids: ExchangeIds, units: number | undefined): SimulatedResponse {
  const { 'x-no-resource-unit': withoutUnits, ...own } = reply.headers ?? {};
  return {
    status: reply.status,
    headers: {
      ...common(ids),
      'cache-control': 'no-cache',
      'odata-version': '4.0',
      'content-type': reply.text === undefined ? JSON_SUCCESS : 'text/plain',
      ...(withoutUnits === undefined && units !== undefined ? { 'x-ms-resource-unit': String(units) } : {}),
      ...own,
    },
    body: reply.text ?? JSON.stringify(reply.body ?? null),
  };
}

/** Completes an error with its date, ids and headers. */
export function failure(error: GraphErrorReply, ids: ExchangeIds, clock: Clock): SimulatedResponse {
  return {
    status: error.status,
    headers: { ...common(ids), 'content-type': 'application/json', ...error.headers },
    body: JSON.stringify(errorBody(error, ids, clock)),
  };
}

function common(ids: ExchangeIds): Readonly<Record<string, string>> {
  return {
    'strict-transport-security': 'max-age=31536000',
    vary: 'Accept-Encoding',
    'request-id': ids.requestId,
    'client-request-id': ids.clientRequestId,
    'x-ms-ags-diagnostic': DIAGNOSTIC,
  };
}
