import type { PluginManifest } from '#plugin-host/manifest.js';

/** Forms in which the registration can be printed. */
export const REGISTRATION_FORMATS = ['az', 'graph', 'terraform', 'bicep'] as const;

/** Name of a form. */
export type RegistrationFormat = (typeof REGISTRATION_FORMATS)[number];

const GRAPH = '00000003-0000-0000-c000-000000000000';
const NAME = 'Compliance platform (read-only)';

type Roles = readonly { readonly id: string; readonly type: 'Role' }[];

/** What an administrator runs to create the registration, with exactly the permissions of the manifest. */
export function appRegistration(
  format: RegistrationFormat,
  manifest: Pick<PluginManifest, 'permissions'>,
  redirectUri: string,
): string {
  const roles: Roles = manifest.permissions.flatMap(({ appRoleId: id }) =>
    id === null ? [] : [{ id, type: 'Role' }],
  );
  switch (format) {
    case 'az':
      return az(roles, redirectUri);
    case 'graph':
      return `${JSON.stringify(application(roles, redirectUri), undefined, 2)}\n`;
    case 'terraform':
      return terraform(roles, redirectUri);
    case 'bicep':
      return bicep(roles, redirectUri);
  }
}

/** Body of `POST https://graph.microsoft.com/v1.0/applications`. */
function application(roles: Roles, redirectUri: string): object {
  return {
    displayName: NAME,
    signInAudience: 'AzureADMyOrg',
    web: { redirectUris: [redirectUri] },
    requiredResourceAccess: [{ resourceAppId: GRAPH, resourceAccess: roles }],
  };
}

function az(roles: Roles, redirectUri: string): string {
  const access = JSON.stringify([{ resourceAppId: GRAPH, resourceAccess: roles }]);
  return `appId=$(az ad app create --display-name '${NAME}' --sign-in-audience AzureADMyOrg \\
  --web-redirect-uris '${redirectUri}' \\
  --required-resource-accesses '${access}' --query appId --output tsv)
az ad sp create --id "$appId"
az ad app credential reset --id "$appId" --display-name compliance --years 1
az ad app permission admin-consent --id "$appId"
`;
}

function terraform(roles: Roles, redirectUri: string): string {
  const accesses = roles.map(
    ({ id }) => `    resource_access {\n      id   = "${id}"\n      type = "Role"\n    }`,
  );
  return `resource "azuread_application" "compliance" {
  display_name     = "${NAME}"
  sign_in_audience = "AzureADMyOrg"
  web {
    redirect_uris = ["${redirectUri}"]
  }
  required_resource_access {
    resource_app_id = "${GRAPH}"
${accesses.join('\n')}
  }
}

resource "azuread_service_principal" "compliance" {
  client_id = azuread_application.compliance.client_id
}

resource "azuread_application_password" "compliance" {
  application_id = azuread_application.compliance.id
}
`;
}

function bicep(roles: Roles, redirectUri: string): string {
  const accesses = roles.map(({ id }) => `        { id: '${id}', type: 'Role' }`);
  return `extension microsoftGraphV1

resource compliance 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: 'compliance-platform-read-only'
  displayName: '${NAME}'
  signInAudience: 'AzureADMyOrg'
  web: { redirectUris: [ '${redirectUri}' ] }
  requiredResourceAccess: [
    {
      resourceAppId: '${GRAPH}'
      resourceAccess: [
${accesses.join('\n')}
      ]
    }
  ]
}

resource principal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: compliance.appId
}
`;
}
