/** How one error of the identity platform looks. */
export interface AadstsRow {
  /** OAuth's name of the error. */
  readonly error: string;
  readonly status: number;
  /** What it says; `{name}` stands for a detail of the request. */
  readonly message: string;
  readonly suberror?: string;
}

/** Errors of the identity platform. Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
export const AADSTS_ROWS: Readonly<Record<number, AadstsRow>> = {
  50011: {
    error: 'invalid_request',
    status: 400,
    message:
      "The redirect URI '{redirect}' specified in the request does not match the redirect URIs configured for the application '{app}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to troubleshoot this error.",
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
    message:
      "The user or administrator has not consented to use the application with ID '{app}' named '{appName}'. Send an interactive authorization request for this user and resource.",
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
    message: "The provided value for the input parameter 'scope' isn't valid. The scope {scope} isn't valid.",
  },
  70021: {
    error: 'invalid_client',
    status: 401,
    message: 'No matching federated identity record found for presented assertion.',
  },
  70002: {
    error: 'invalid_client',
    status: 401,
    message:
      "The provided client is not supported for this feature. The client application must be marked as 'mobile.'",
  },
  70003: {
    error: 'unsupported_grant_type',
    status: 400,
    message: "The app requested an unsupported grant type '{grant}'.",
  },
  90002: {
    error: 'invalid_request',
    status: 400,
    message:
      "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.",
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
      "Application with identifier '{app}' was not found in the directory '{directory}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.",
  },
  700027: {
    error: 'invalid_client',
    status: 401,
    message: 'The certificate with identifier used to sign the client assertion is not registered.',
  },
  900023: {
    error: 'invalid_request',
    status: 400,
    message:
      "Specified tenant identifier '{tenant}' is neither a valid DNS name, nor a valid external domain.",
  },
  900144: {
    error: 'invalid_request',
    status: 400,
    message: "The request body must contain the following parameter: '{parameter}'.",
  },
  900561: {
    error: 'invalid_request',
    status: 400,
    message: 'The endpoint only accepts POST requests. Received a {method} request.',
  },
  7000215: {
    error: 'invalid_client',
    status: 401,
    message:
      "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{app}'.",
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
      "The provided client secret keys for app '{app}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.",
  },
  7000229: {
    error: 'invalid_client',
    status: 401,
    message:
      'The client application {app} is missing service principal in the tenant {tenant}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119',
  },
  50020: {
    error: 'invalid_grant',
    status: 400,
    message:
      'User account from identity provider does not exist in tenant and cannot access the application in that tenant.',
  },
  50057: {
    error: 'invalid_grant',
    status: 400,
    message: 'The user account is disabled.',
  },
  50076: {
    error: 'interaction_required',
    status: 400,
    message:
      'Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.',
    suberror: 'basic_action',
  },
  50079: {
    error: 'interaction_required',
    status: 400,
    message:
      'Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access the resource.',
    suberror: 'basic_action',
  },
  50105: {
    error: 'invalid_grant',
    status: 400,
    message:
      'Your administrator has configured the application to block users unless they are specifically granted access to the application.',
  },
  50173: {
    error: 'invalid_grant',
    status: 400,
    message: 'The provided grant has expired due to it being revoked, a fresh auth token is needed.',
    suberror: 'bad_token',
  },
  50194: {
    error: 'invalid_request',
    status: 400,
    message:
      'Application is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps.',
  },
  50196: {
    error: 'invalid_grant',
    status: 400,
    message: 'The server terminated an operation because it encountered a client request loop.',
  },
  53000: {
    error: 'interaction_required',
    status: 400,
    message: 'Device is not in required device state.',
  },
  53001: {
    error: 'interaction_required',
    status: 400,
    message: 'Device is not in required device state: the device must be joined.',
  },
  53002: {
    error: 'interaction_required',
    status: 400,
    message: 'The app that is used is not an approved app for Conditional Access.',
  },
  53003: {
    error: 'interaction_required',
    status: 400,
    message:
      'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
    suberror: 'message_only',
  },
  65005: {
    error: 'invalid_resource',
    status: 400,
    message:
      'The application required resource access list does not contain applications discoverable by the resource.',
  },
  70043: {
    error: 'invalid_grant',
    status: 400,
    message:
      'The refresh token has expired or is invalid due to sign-in frequency checks by Conditional Access.',
    suberror: 'token_expired',
  },
  90094: {
    error: 'consent_required',
    status: 400,
    message: 'Admin consent is required for the permissions requested by this application.',
  },
  90095: {
    error: 'consent_required',
    status: 400,
    message: 'Admin consent is required. The user may send a request to an admin.',
  },
  500011: {
    error: 'invalid_resource',
    status: 400,
    message:
      'The resource principal named {resource} was not found in the tenant named {directory}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.',
  },
  530035: {
    error: 'interaction_required',
    status: 400,
    message: 'Access has been blocked by security defaults.',
  },
  650056: {
    error: 'invalid_client',
    status: 400,
    message:
      'Misconfigured application. The client has not listed any permissions in the requested permissions.',
  },
  650057: {
    error: 'invalid_resource',
    status: 400,
    message:
      "Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration.",
  },
  700082: {
    error: 'invalid_grant',
    status: 400,
    message: 'The refresh token has expired due to inactivity.',
    suberror: 'token_expired',
  },
  700084: {
    error: 'invalid_grant',
    status: 400,
    message:
      'The refresh token was issued to a single page app, and therefore has a fixed, limited lifetime, which cannot be extended.',
    suberror: 'token_expired',
  },
  7000112: {
    error: 'unauthorized_client',
    status: 400,
    message: 'Application is disabled.',
  },
  9001023: {
    error: 'invalid_request',
    status: 400,
    message:
      'The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.',
  },
};
