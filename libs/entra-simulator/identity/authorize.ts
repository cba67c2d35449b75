import type { SimulatedRequest, SimulatedResponse } from '../model.js';
import type { TenantStore } from '../tenant/tenant-store.js';
import { text } from '#kernel/json.js';
import { SIGN_IN_USERS } from '../tenant/generate.js';
import { AadstsFault } from './aadsts.js';
import { isAnyTenant, type IdentityState } from './identity-state.js';
import { consentPage, messagePage, returnPage, signInPage, type PageChoice } from './pages.js';
import type { Registration } from './registrations.js';

/** What a sign-in asks for, once its parameters are known to be good. */
interface SignIn {
  readonly tenant: string;
  readonly query: URLSearchParams;
  readonly registration: Registration;
  readonly redirectUri: string;
}

/** Pages where a person signs in and consents. */
export class AuthorizePages {
  constructor(private readonly state: IdentityState) {}

  /** Answers `GET` and `POST /{tenant}/oauth2/v2.0/authorize`. */
  authorize(tenant: string, request: SimulatedRequest): SimulatedResponse {
    return this.guard(tenant, request, () => {
      const signIn = this.parse(tenant, request.url.searchParams);
      if (signIn.query.get('response_type') !== 'code') {
        return back(signIn, { error: 'unsupported_response_type' });
      }
      if (request.method === 'GET') return this.begin(signIn);
      return this.goOn(signIn, new URLSearchParams(request.body));
    });
  }

  /** Answers `GET` and `POST /{tenant}/v2.0/adminconsent` and its first version without `scope`. */
  adminConsent(tenant: string, request: SimulatedRequest, version: 1 | 2): SimulatedResponse {
    return this.guard(tenant, request, () => {
      const { searchParams } = request.url;
      if (version === 2 && (tenant === 'common' || !searchParams.has('scope'))) throw new AadstsFault(900023);
      const signIn = this.parse(tenant, searchParams);
      if (request.method === 'GET') return signInPage({}, this.people(tenant));
      return this.decide(signIn, new URLSearchParams(request.body), version);
    });
  }

  /** An error that cannot be sent back to the app is shown. */
  private guard(
    tenant: string,
    request: SimulatedRequest,
    answer: () => SimulatedResponse,
  ): SimulatedResponse {
    try {
      return answer();
    } catch (error) {
      if (!(error instanceof AadstsFault)) throw error;
      const details = this.state.details(tenant, request.url.searchParams.get('client_id') ?? undefined);
      return messagePage('Sorry, but we’re having trouble signing you in.', error.describe(details));
    }
  }

  private parse(tenant: string, query: URLSearchParams): SignIn {
    if (!isAnyTenant(tenant)) this.state.tenant(tenant);
    const registration = this.state.registration(query.get('client_id') ?? undefined);
    const redirectUri = query.get('redirect_uri') ?? '';
    if (!allowsRedirect(registration.redirectUris, redirectUri))
      throw new AadstsFault(50011, { redirect: redirectUri });
    return { tenant, query, registration, redirectUri };
  }

  private begin(signIn: SignIn): SimulatedResponse {
    if (signIn.query.get('prompt') === 'none') return back(signIn, { error: 'login_required' });
    return signInPage({}, this.people(signIn.tenant));
  }

  private people(tenant: string): readonly PageChoice[] {
    const stores = isAnyTenant(tenant) ? [...this.state.tenants.values()] : [this.state.tenant(tenant)];
    return stores.flatMap((store) =>
      [...store.users.values()].slice(0, Object.keys(SIGN_IN_USERS).length).map((user) => ({
        value: text(user['userPrincipalName']),
        label: `${text(user['displayName'])} (${text(store.organization['displayName'])})`,
      })),
    );
  }

  private goOn(signIn: SignIn, form: URLSearchParams): SimulatedResponse {
    if (form.get('choice') === 'cancel') {
      return back(signIn, {
        error: 'access_denied',
        error_subcode: 'cancel',
        error_description: 'AADSTS65004: User declined to consent to access the app.',
      });
    }
    const user = form.get('user') ?? '';
    const { store, userId } = this.state.userOf(signIn.tenant, user);
    const consent = this.state.consent(store.tenantId, signIn.registration.appId);
    if (form.get('step') === 'consent') {
      if (!this.state.mayConsent(store, userId)) throw new AadstsFault(65001);
      consent.delegated = new Set(signIn.registration.delegatedPermissions);
      return this.finish(signIn, store, userId);
    }
    const asks = consent.delegated.size === 0 || signIn.query.get('prompt') === 'consent';
    return asks ? this.askConsent(signIn, store, userId, user) : this.finish(signIn, store, userId);
  }

  private askConsent(signIn: SignIn, store: TenantStore, userId: string, user: string): SimulatedResponse {
    if (!this.state.mayConsent(store, userId)) {
      const message = `${signIn.registration.displayName} needs permission to access resources in your organization that only an admin can grant.`;
      return messagePage('Need admin approval', message, {
        fields: { user },
        label: 'Return to the application without granting consent',
      });
    }
    const { displayName: name, delegatedPermissions: permissions } = signIn.registration;
    return consentPage({ user }, { name, permissions, forOrganization: false });
  }

  private finish(signIn: SignIn, store: TenantStore, userId: string): SimulatedResponse {
    const { query, registration, redirectUri } = signIn;
    const code = this.state.issueCode({
      appId: registration.appId,
      tenantId: store.tenantId,
      userId,
      scopes: (query.get('scope') ?? '').split(' '),
      redirectUri,
      nonce: query.get('nonce') ?? undefined,
      challenge: query.get('code_challenge') ?? undefined,
      challengeMethod: query.get('code_challenge_method') ?? undefined,
    });
    return back(signIn, { code, session_state: store.tenantId });
  }

  private decide(signIn: SignIn, form: URLSearchParams, version: 1 | 2): SimulatedResponse {
    const user = form.get('user') ?? '';
    const { store, userId } = this.state.userOf(signIn.tenant, user);
    const { displayName: name, applicationPermissions, delegatedPermissions } = signIn.registration;
    if (form.get('step') !== 'consent') {
      if (!this.state.mayConsent(store, userId)) {
        const back_ = { fields: { user }, label: 'Return to the application without granting consent' };
        return messagePage('Need admin approval', 'You cannot consent for your organization.', back_);
      }
      return consentPage({ user }, { name, permissions: applicationPermissions, forOrganization: true });
    }
    if (form.get('choice') !== 'accept') return back(signIn, declined(version));
    if (!this.state.mayConsent(store, userId)) throw new AadstsFault(65001);
    const consent = this.state.consent(store.tenantId, signIn.registration.appId);
    consent.delegated = new Set(delegatedPermissions);
    this.state.grantApplication(store.tenantId, signIn.registration.appId, applicationPermissions, true);
    const scope =
      version === 2
        ? { scope: applicationPermissions.map((p) => `https://graph.microsoft.com/${p}`).join(' ') }
        : {};
    const forged = this.state.switches.consentTenant;
    return back(signIn, {
      admin_consent: 'True',
      tenant: forged === '' ? store.tenantId : forged,
      ...scope,
    });
  }
}

/** The second version says "admin_consent=True" although consent failed. Source: documented answers. */
function declined(version: 1 | 2): Readonly<Record<string, string>> {
  if (version === 1)
    return { error: 'permission_denied', error_description: 'The admin canceled the request' };
  return {
    admin_consent: 'True',
    error: 'consent_required',
    error_description: 'AADSTS65004: The resource owner or authorization server denied the request.',
  };
}

/** Whether a browser may be sent to an address: one of those that are registered or, without any, https or loopback. */
export function allowsRedirect(registered: readonly string[] | undefined, redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false;
  if (registered !== undefined) return registered.includes(redirectUri);
  const { protocol, hostname } = new URL(redirectUri);
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

function back(signIn: SignIn, answer: Readonly<Record<string, string>>): SimulatedResponse {
  const state = signIn.query.get('state');
  const fields = { ...answer, ...(state === null ? {} : { state }) };
  if (signIn.query.get('response_mode') === 'form_post') return returnPage(signIn.redirectUri, fields);
  const url = new URL(signIn.redirectUri);
  const parameters =
    signIn.query.get('response_mode') === 'fragment' ? new URLSearchParams() : url.searchParams;
  for (const [name, value] of Object.entries(fields)) parameters.set(name, value);
  if (parameters !== url.searchParams) url.hash = parameters.toString();
  return { status: 302, headers: { location: url.href, 'cache-control': 'no-store, no-cache' }, body: '' };
}
