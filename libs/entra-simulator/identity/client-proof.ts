import { createPublicKey } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { AadstsFault } from './aadsts.js';
import type { IdentityState } from './identity-state.js';
import type { Registration } from './registrations.js';
import type { Signer } from './signer.js';

/** Issuer of federated assertions that every registration trusts. */
export const FEDERATED_SUBJECT = 'system:serviceaccount:compliance:plugin';
/** Seconds by which a client's clock may differ; MSAL rounds the time of its assertions up. */
const CLOCK_SKEW_S = 300;
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What a request to the token endpoint brings. */
export interface TokenRequest {
  readonly form: URLSearchParams;
  readonly authorization: string | undefined;
}

/** Proves which registration asks: by secret (form or basic), certificate or federated assertion. @throws AadstsFault */
export async function proveClient(
  state: IdentityState,
  signer: Signer,
  request: TokenRequest,
): Promise<Registration> {
  const basic = basicOf(request.authorization);
  const registration = state.registration(request.form.get('client_id') ?? basic?.id);
  const assertion = request.form.get('client_assertion');
  if (assertion !== null && request.form.get('client_assertion_type') === ASSERTION_TYPE) {
    await proveAssertion(registration, signer, assertion, state.clock.now());
    return registration;
  }
  const secret = request.form.get('client_secret') ?? basic?.secret;
  if (secret === undefined) throw new AadstsFault(7000218);
  if (!registration.secrets.includes(secret)) throw new AadstsFault(7000215, { app: registration.appId });
  return registration;
}

function basicOf(header: string | undefined): { readonly id: string; readonly secret: string } | undefined {
  const encoded = /^Basic (?<credentials>.+)$/i.exec(header ?? '')?.groups?.['credentials'];
  if (encoded === undefined) return undefined;
  const credentials = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = credentials.indexOf(':');
  return {
    id: formDecoded(credentials.slice(0, Math.max(0, colon))),
    secret: formDecoded(credentials.slice(colon + 1)),
  };
}

/** Both halves are form-encoded. Source: RFC 6749, 2.3.1; a half that is not well formed is taken as it is. */
function formDecoded(half: string): string {
  try {
    return decodeURIComponent(half.replaceAll('+', ' '));
  } catch (error) {
    if (error instanceof URIError) return half;
    throw error;
  }
}

async function proveAssertion(
  registration: Registration,
  signer: Signer,
  assertion: string,
  now: Date,
): Promise<void> {
  const federated = await signer.verify(assertion, now);
  if (federated !== undefined) {
    if (federated.sub !== FEDERATED_SUBJECT) throw new AadstsFault(70021);
    return;
  }
  const header = headerOf(assertion);
  for (const certificate of registration.certificates) {
    try {
      const who = { issuer: registration.appId, subject: registration.appId };
      const options = { ...who, currentDate: now, clockTolerance: CLOCK_SKEW_S };
      await jwtVerify(assertion, createPublicKey(certificate), options);
      return;
    } catch {
      continue;
    }
  }
  throw new AadstsFault(header.alg === 'RS256' || header.alg === 'PS256' ? 700027 : 70021);
}

function headerOf(assertion: string): { readonly alg?: string | undefined } {
  try {
    return decodeProtectedHeader(assertion);
  } catch {
    return {};
  }
}
