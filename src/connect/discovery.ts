import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet } from 'jose';
import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { isGuid, parseTenantId, type TenantId } from '#kernel/ids.js';
import { ProblemError } from '#kernel/problem.js';
import type { Clock } from '#kernel/clock.js';
import type { Transport } from '#graph/transport.js';
import { aadstsProblems } from './aadsts.problems.js';
import { codeInText, problemOfCode } from './aadsts.js';
import { connectProblems } from './connect.problems.js';

/** Who signed in, proved by an id_token. */
export interface SignedIn {
  readonly tenantId: TenantId;
  readonly userId: string;
}

/** Reads the identity platform's public documents. */
export class Discovery {
  constructor(
    private readonly authority: string,
    private readonly transport: Transport,
    private readonly clock: Clock,
  ) {}

  /** The tenant behind a GUID or verified domain. @throws ProblemError `tenant-not-found`, `tenant-malformed` */
  async tenantOf(text: string): Promise<TenantId> {
    const path = `${encodeURIComponent(text.trim().toLowerCase())}/v2.0/.well-known/openid-configuration`;
    const document = await this.read(path);
    const issuer = typeof document['issuer'] === 'string' ? document['issuer'] : '';
    const tenant = issuer.split('/').find(isGuid);
    if (tenant === undefined) throw new ProblemError(aadstsProblems['tenant-not-found']);
    return parseTenantId(tenant);
  }

  /**
   * Verifies an id_token: signature, issuer of its own tenant, audience, nonce and time.
   * @throws ProblemError `sign-in-invalid`
   */
  async verify(
    idToken: string,
    expected: { readonly audience: string; readonly nonce: string },
  ): Promise<SignedIn> {
    try {
      const { tid } = decodeJwt(idToken);
      const tenantId = parseTenantId(String(tid));
      const keys = await this.read(`${tenantId}/discovery/v2.0/keys`);
      const { payload } = await jwtVerify(idToken, createLocalJWKSet(keys as unknown as JSONWebKeySet), {
        issuer: `${this.authority}/${tenantId}/v2.0`,
        audience: expected.audience,
        currentDate: this.clock.now(),
        clockTolerance: 300,
        algorithms: ['RS256'],
        requiredClaims: ['exp', 'nonce', 'oid', 'tid'],
      });
      if (payload['nonce'] !== expected.nonce) throw new Error('the nonce is another one');
      return { tenantId, userId: String(payload['oid']) };
    } catch (cause) {
      if (ProblemError.is(cause, 'identity-platform-unreachable')) throw cause;
      throw new ProblemError(connectProblems['sign-in-invalid'], { cause });
    }
  }

  private async read(path: string): Promise<JsonObject> {
    const request = {
      method: 'GET',
      url: `${this.authority}/${path}`,
      headers: {},
      body: undefined,
      signal: undefined,
    };
    const answer = await this.transport(request).catch((cause: unknown) => {
      throw new ProblemError(aadstsProblems['identity-platform-unreachable'], { cause });
    });
    const body = parse(answer.body);
    if (answer.status === 200 && body !== undefined) return body;
    const code = codeInText(answer.body);
    if (code === undefined) throw new ProblemError(aadstsProblems['identity-platform-busy']);
    throw new ProblemError(problemOfCode(code), { context: { aadsts: code } });
  }
}

function parse(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isJsonObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
