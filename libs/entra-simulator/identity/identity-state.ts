import { randomBytes } from 'node:crypto';
import type { Clock } from '#kernel/clock.js';
import { text } from '#kernel/json.js';
import type { TenantStore } from '../tenant/tenant-store.js';
import { CONSENTING_ROLES } from '../tenant/roles.js';
import { AadstsFault, type AadstsDetails } from './aadsts.js';
import { createSwitches, type IdentitySwitches } from './switches.js';
import type { Consent, Registration } from './registrations.js';

const CODE_LIFE_MS = 10 * 60_000;
const REFRESH_LIFE_MS = 90 * 86_400_000;

/** What an authorization code or refresh token stands for. */
export interface Grant {
  readonly appId: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly nonce: string | undefined;
  readonly challenge: string | undefined;
  readonly challengeMethod: string | undefined;
}

interface Issued {
  readonly grant: Grant;
  readonly atMs: number;
  used: boolean;
}

/** Codes, refresh tokens and consents of the simulated platform. */
export class IdentityState {
  readonly switches: IdentitySwitches = createSwitches();
  readonly #codes = new Map<string, Issued>();
  readonly #refreshTokens = new Map<string, Issued>();
  readonly #consents = new Map<string, Consent>();

  constructor(
    readonly clock: Clock,
    readonly registrations: readonly Registration[],
    readonly tenants: ReadonlyMap<string, TenantStore>,
  ) {}

  /** @throws AadstsFault 700016 */
  registration(appId: string | undefined): Registration {
    const found = this.registrations.find((registration) => registration.appId === appId?.toLowerCase());
    if (appId === undefined) throw new AadstsFault(900144, { parameter: 'client_id' });
    if (found === undefined) throw new AadstsFault(700016, { app: appId });
    return found;
  }

  /** The tenant of a path segment: GUID or verified domain. @throws AadstsFault 90002, 900023 */
  tenant(segment: string): TenantStore {
    const store = this.storeOf(segment);
    if (store === undefined) throw new AadstsFault(/^[0-9a-f-]{36}$|\./i.test(segment) ? 90002 : 900023);
    return store;
  }

  private storeOf(segment: string): TenantStore | undefined {
    const wanted = segment.toLowerCase();
    for (const [id, store] of this.tenants) {
      if (id === wanted || store.domains.some((domain) => domain['id'] === wanted)) return store;
    }
    return undefined;
  }

  /** What messages about a request name, as far as it is known. */
  details(segment: string, appId: string | undefined): AadstsDetails {
    const app = this.registrations.find((registration) => registration.appId === appId?.toLowerCase());
    const store = this.storeOf(segment);
    return {
      app: appId ?? '',
      appName: app?.displayName ?? '',
      tenant: store?.tenantId ?? segment,
      directory: store === undefined ? segment : text(store.organization['displayName']),
    };
  }

  /** Where a user lives, found by sign-in name in every tenant that the segment allows. */
  userOf(segment: string, upn: string): { readonly store: TenantStore; readonly userId: string } {
    const stores = isAnyTenant(segment) ? [...this.tenants.values()] : [this.tenant(segment)];
    for (const store of stores) {
      const userId = store.userByUpn(upn);
      if (userId !== undefined) return { store, userId };
    }
    throw new AadstsFault(50034);
  }

  /** Whether a user may consent to application permissions for the whole tenant. */
  mayConsent(store: TenantStore, userId: string): boolean {
    return store.rolesOf(userId).some((role) => CONSENTING_ROLES.has(role));
  }

  consent(tenantId: string, appId: string): Consent {
    const key = `${tenantId} ${appId}`;
    const known = this.#consents.get(key) ?? {
      application: new Set<string>(),
      delegated: new Set<string>(),
      effectiveAtMs: 0,
    };
    this.#consents.set(key, known);
    return known;
  }

  /** Application permissions that tokens show by now. */
  effectiveRoles(tenantId: string, appId: string): readonly string[] {
    const consent = this.consent(tenantId, appId);
    return this.clock.now().getTime() >= consent.effectiveAtMs ? [...consent.application] : [];
  }

  grantApplication(tenantId: string, appId: string, permissions: readonly string[], delayed: boolean): void {
    const consent = this.consent(tenantId, appId);
    consent.application = new Set(permissions);
    consent.effectiveAtMs = delayed ? this.clock.now().getTime() + this.switches.consentDelayMs : 0;
  }

  issueCode(grant: Grant): string {
    return this.issue(this.#codes, grant);
  }

  issueRefreshToken(grant: Grant): string {
    return this.issue(this.#refreshTokens, grant);
  }

  /** Redeems a code once. @throws AadstsFault 70000, 70008, 54005 */
  redeemCode(code: string): Grant {
    const issued = this.#codes.get(code);
    if (issued === undefined) throw new AadstsFault(70000);
    if (issued.used) throw new AadstsFault(54005);
    issued.used = true;
    if (this.clock.now().getTime() - issued.atMs > CODE_LIFE_MS) throw new AadstsFault(70008);
    return issued.grant;
  }

  /** A refresh token stays valid when it is used. @throws AadstsFault 70000, 70008 */
  redeemRefreshToken(token: string): Grant {
    const issued = this.#refreshTokens.get(token);
    if (issued === undefined) throw new AadstsFault(70000);
    if (this.clock.now().getTime() - issued.atMs > REFRESH_LIFE_MS) throw new AadstsFault(70008);
    return issued.grant;
  }

  /** Ends every session, as an administrator does with "revoke sessions". */
  revokeSessions(): void {
    this.#refreshTokens.clear();
  }

  private issue(into: Map<string, Issued>, grant: Grant): string {
    const token = `1.${randomBytes(48).toString('base64url')}`;
    into.set(token, { grant, atMs: this.clock.now().getTime(), used: false });
    return token;
  }
}

/** Path segments that leave the tenant to the user who signs in. */
export function isAnyTenant(segment: string): boolean {
  return segment === 'common' || segment === 'organizations';
}
