import type { PluginManifest } from '#plugin-host/manifest.js';
import { UsageError } from '#kernel/usage-error.js';

/** Forms in which the registration can be printed. */
export const REGISTRATION_FORMATS = ['az', 'graph', 'terraform', 'bicep'] as const;

/** Name of a form. */
export type RegistrationFormat = (typeof REGISTRATION_FORMATS)[number];

/** What may be wanted otherwise. */
export interface RegistrationOptions {
  readonly redirectUri: string;
  /** Whether several tenants sign in; a registration of its own tenant needs the tenant named when connecting. */
  readonly multiTenant: boolean;
}

const GRAPH = '00000003-0000-0000-c000-000000000000';
const NAME = 'Compliance platform (read-only)';

interface Access {
  readonly id: string;
  readonly type: 'Role' | 'Scope';
}

/** Everything that the forms are made of. */
interface Wanted {
  readonly accesses: readonly Access[];
  readonly redirectUri: string;
  readonly audience: 'AzureADMyOrg' | 'AzureADMultipleOrgs';
}

/**
 * What an administrator runs to create the registration, with exactly the permissions of the manifest: as app roles,
 * and the core ones as scopes too, by which a sign-in proves its role.
 * @throws UsageError when the redirect URI is none, or could not be quoted
 */
export function appRegistration(
  format: RegistrationFormat,
  { permissions }: Pick<PluginManifest, 'permissions'>,
  { redirectUri, multiTenant }: RegistrationOptions,
): string {
  const wanted: Wanted = {
    accesses: permissions.flatMap(accessesOf),
    redirectUri: checkedUri(redirectUri),
    audience: multiTenant ? 'AzureADMultipleOrgs' : 'AzureADMyOrg',
  };
  switch (format) {
    case 'az':
      return az(wanted);
    case 'graph':
      return `${JSON.stringify(application(wanted), undefined, 2)}\n`;
    case 'terraform':
      return terraform(wanted);
    case 'bicep':
      return bicep(wanted);
  }
}

function accessesOf({ appRoleId, scopeId }: PluginManifest['permissions'][number]): readonly Access[] {
  return [
    ...(appRoleId === null ? [] : [{ id: appRoleId, type: 'Role' } as const]),
    ...(scopeId === undefined ? [] : [{ id: scopeId, type: 'Scope' } as const]),
  ];
}

/** Entra takes https, and http for this machine. Source: https://learn.microsoft.com/entra/identity-platform/reply-url */
function checkedUri(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url?.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname);
  if ((url?.protocol !== 'https:' && !isLocal) || /['"`$\\\s]/.test(text))
    throw new UsageError(
      '--redirect-uri is an https address (or http on localhost) without quotes or spaces.',
    );
  return text;
}

/** Body of `POST https://graph.microsoft.com/v1.0/applications`. */
function application({ accesses, redirectUri, audience }: Wanted): object {
  return {
    displayName: NAME,
    signInAudience: audience,
    web: { redirectUris: [redirectUri] },
    requiredResourceAccess: [{ resourceAppId: GRAPH, resourceAccess: accesses }],
  };
}

function az({ accesses, redirectUri, audience }: Wanted): string {
  const access = JSON.stringify([{ resourceAppId: GRAPH, resourceAccess: accesses }]);
  return `appId=$(az ad app create --display-name '${NAME}' --sign-in-audience ${audience} \\
  --web-redirect-uris '${redirectUri}' \\
  --required-resource-accesses '${access}' --query appId --output tsv)
az ad sp create --id "$appId"
az ad app credential reset --id "$appId" --display-name compliance --years 1
az ad app permission admin-consent --id "$appId"
`;
}

function terraform({ accesses, redirectUri, audience }: Wanted): string {
  const blocks = accesses.map(
    ({ id, type }) => `    resource_access {\n      id   = "${id}"\n      type = "${type}"\n    }`,
  );
  return `resource "azuread_application" "compliance" {
  display_name     = "${NAME}"
  sign_in_audience = "${audience}"
  web {
    redirect_uris = ["${redirectUri}"]
  }
  required_resource_access {
    resource_app_id = "${GRAPH}"
${blocks.join('\n')}
  }
}

resource "azuread_service_principal" "compliance" {
  client_id = azuread_application.compliance.client_id
}

resource "azuread_application_password" "compliance" {
  application_id = azuread_application.compliance.id
}

output "client_id" {
  value = azuread_application.compliance.client_id
}

output "client_secret" {
  value     = azuread_application_password.compliance.value
  sensitive = true
}

# Then an administrator grants consent: az ad app permission admin-consent --id "$(terraform output -raw client_id)"
`;
}

function bicep({ accesses, redirectUri, audience }: Wanted): string {
  const lines = accesses.map(({ id, type }) => `        { id: '${id}', type: '${type}' }`);
  return `extension microsoftGraphV1

resource compliance 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: 'compliance-platform-read-only'
  displayName: '${NAME}'
  signInAudience: '${audience}'
  web: { redirectUris: [ '${redirectUri}' ] }
  requiredResourceAccess: [
    {
      resourceAppId: '${GRAPH}'
      resourceAccess: [
${lines.join('\n')}
      ]
    }
  ]
}

resource principal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: compliance.appId
}

output clientId string = compliance.appId

// Then an administrator grants consent and makes a secret:
// az ad app permission admin-consent --id <clientId>
// az ad app credential reset --id <clientId> --display-name compliance --years 1
`;
}
