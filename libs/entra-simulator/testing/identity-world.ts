import type { JsonObject } from '#kernel/json.js';
import { createSimulator } from '../simulator.js';

/** Where tests reach the identity platform. */
export const ORIGIN = 'https://login.example';
/** Id that a client gives its request for tokens. */
export const CLIENT_REQUEST = '11111111-2222-4333-8444-555555555555';

/** A small simulated tenant, and requests to its identity platform. */
export function identityWorld() {
  const simulator = createSimulator({ users: 5, groups: 2 });
  const { client, tenant } = simulator;
  const send = async (
    method: string,
    path: string,
    form: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const body = method === 'GET' ? '' : new URLSearchParams(form).toString();
    const answer = await simulator.handle({ method, url: new URL(`${ORIGIN}${path}`), headers, body });
    const isJson = answer.headers['content-type']?.startsWith('application/json') === true;
    return { ...answer, json: isJson ? (JSON.parse(answer.body) as JsonObject) : {} };
  };
  const credentials = {
    grant_type: 'client_credentials',
    client_id: client.appId,
    client_secret: client.secrets[0] ?? '',
  };
  const token = (
    form: Readonly<Record<string, string>>,
    path = 'oauth2/v2.0/token',
    at: string = tenant.tenantId,
  ) => send('POST', `/${at}/${path}`, form, { 'client-request-id': CLIENT_REQUEST });
  return { simulator, client, tenant, send, token, credentials };
}
