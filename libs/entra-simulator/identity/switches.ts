import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import type { Random } from '#kernel/random.js';

/** An AADSTS error for some requests only. */
export interface ScopedTokenError {
  /** AADSTS code. */
  readonly code: number;
  /** Client that it hits; without it every client. */
  readonly appId?: string;
  /** Tenant (id, or segment of the path) that it hits; without it every tenant. */
  readonly tenantId?: string;
}

/** Behaviour of the identity platform that a test may switch. */
export interface IdentitySwitches {
  /** AADSTS code with which the token endpoint answers everything; 0 answers normally. */
  tokenError: number;
  /** AADSTS codes for some clients or tenants. */
  tokenErrors: readonly ScopedTokenError[];
  /** Milliseconds until a fresh consent shows in tokens. */
  consentDelayMs: number;
  /** Lifetime of access tokens in seconds. */
  tokenLifetimeSeconds: number;
  /** `random` gives each token 60 to 90 minutes, as documented; `fixed` what `tokenLifetimeSeconds` says. */
  tokenLifetime: 'fixed' | 'random';
  /** Tenant that the redirect of an admin consent names instead of the true one; nobody may believe it. Empty names the true one. */
  consentTenant: string;
  /** What Graph says of a token that is none: the words of today or those of 2021. */
  malformedToken: 'idx14100' | 'compact-token';
}

const SHORTEST_S = 60 * 60;
const LONGEST_S = 90 * 60;

/** Switches as they are by default. */
export function createSwitches(): IdentitySwitches {
  return {
    tokenError: 0,
    tokenErrors: [],
    consentDelayMs: 0,
    tokenLifetimeSeconds: 3599,
    tokenLifetime: 'fixed',
    consentTenant: '',
    malformedToken: 'idx14100',
  };
}

/** The code with which a client's request in a tenant is to fail; 0 for none. */
export function tokenErrorFor(
  switches: IdentitySwitches,
  at: { readonly appId: string | undefined; readonly tenants: readonly string[] },
): number {
  if (switches.tokenError !== 0) return switches.tokenError;
  const hit = switches.tokenErrors.find(
    ({ appId, tenantId }) =>
      (appId === undefined || appId === at.appId) &&
      (tenantId === undefined || at.tenants.includes(tenantId)),
  );
  return hit?.code ?? 0;
}

/** Lifetime of the next access token. Source: https://learn.microsoft.com/entra/identity-platform/access-tokens */
export function nextLifetimeSeconds(switches: IdentitySwitches, random: Random): number {
  return switches.tokenLifetime === 'random'
    ? random.integer(SHORTEST_S, LONGEST_S)
    : switches.tokenLifetimeSeconds;
}

/** Takes over the switches that a control request names. */
export function applySwitches(switches: IdentitySwitches, body: JsonObject): void {
  switches.tokenError = numberOf(body['tokenError'], switches.tokenError);
  switches.consentDelayMs = numberOf(body['consentDelayMs'], switches.consentDelayMs);
  switches.tokenLifetimeSeconds = numberOf(body['tokenLifetimeSeconds'], switches.tokenLifetimeSeconds);
  const { tokenLifetime, malformedToken, tokenErrors, consentTenant } = body;
  if (typeof consentTenant === 'string') switches.consentTenant = consentTenant;
  if (tokenLifetime === 'fixed' || tokenLifetime === 'random') switches.tokenLifetime = tokenLifetime;
  if (malformedToken === 'idx14100' || malformedToken === 'compact-token')
    switches.malformedToken = malformedToken;
  if (Array.isArray(tokenErrors)) {
    switches.tokenErrors = (tokenErrors as readonly Json[]).filter(isScopedError);
  }
}

function isScopedError(value: Json): value is Json & ScopedTokenError {
  return isJsonObject(value) && typeof value['code'] === 'number';
}

function numberOf(value: Json | undefined, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}
