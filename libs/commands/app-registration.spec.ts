import { execFileSync } from 'node:child_process';
import { UsageError } from '#kernel/usage-error.js';
import { loadManifest } from '#plugin-host/load-manifest.js';
import { appRegistration, REGISTRATION_FORMATS } from './app-registration.js';

const manifest = loadManifest('plugin.manifest.json');
const OPTIONS = { redirectUri: 'https://compliance.example/callback', multiTenant: false };

interface Resource {
  readonly resourceAppId: string;
  readonly resourceAccess: readonly { readonly id: string; readonly type: string }[];
}

const print = (format: (typeof REGISTRATION_FORMATS)[number]): string =>
  appRegistration(format, manifest, OPTIONS);

/** What each form asks for, as `Role id` and `Scope id`, read by the rules of its language. */
const ASKED: Readonly<Record<(typeof REGISTRATION_FORMATS)[number], () => readonly string[]>> = {
  graph: () =>
    asked((JSON.parse(print('graph')) as { requiredResourceAccess: Resource[] }).requiredResourceAccess),
  az: () => {
    // The shell itself takes the quotes off; the commands of Azure are replaced by one that prints what it gets.
    const script = `az() { if [ "$3" = create ] && [ "$2" = app ]; then printf '%s\\n' "$@" >&2; fi; }\n${print('az')}`;
    const out = execFileSync('sh', ['-c', `{ ${script}\n} 2>&1`], { encoding: 'utf8' });
    const json = out.split('\n').find((line) => line.startsWith('[{')) ?? '';
    return asked(JSON.parse(json) as Resource[]);
  },
  terraform: () =>
    blocks(print('terraform'), /resource_access \{\s+id\s+= "(?<id>[^"]+)"\s+type = "(?<type>\w+)"\s+\}/g),
  bicep: () => blocks(print('bicep'), /\{ id: '(?<id>[^']+)', type: '(?<type>\w+)' \}/g),
};

function asked(resources: readonly Resource[]): readonly string[] {
  expect(resources.map(({ resourceAppId }) => resourceAppId)).toEqual([
    '00000003-0000-0000-c000-000000000000',
  ]);
  return resources.flatMap(({ resourceAccess }) => resourceAccess.map(({ id, type }) => `${type} ${id}`));
}

function blocks(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(({ groups }) => `${groups?.['type'] ?? ''} ${groups?.['id'] ?? ''}`);
}

describe('given an administrator who registers the app', () => {
  it.each(REGISTRATION_FORMATS)('asks as %s for exactly the permissions of the manifest', (format) => {
    const wanted = manifest.permissions.flatMap(({ appRoleId, scopeId }) => [
      ...(appRoleId === null ? [] : [`Role ${appRoleId}`]),
      ...(scopeId === undefined ? [] : [`Scope ${scopeId}`]),
    ]);
    expect([...ASKED[format]()].sort()).toEqual([...wanted].sort());
    expect(print(format)).toContain(OPTIONS.redirectUri);
  });

  it('lets a sign-in prove its role, which takes a delegated permission', () => {
    expect(ASKED.graph()).toContain('Scope 741c54c3-0c1e-44a1-818b-3f97ab4e8c83');
  });

  it.each(REGISTRATION_FORMATS)('serves several tenants as %s when that is wanted', (format) => {
    expect(print(format)).toContain('AzureADMyOrg');
    expect(appRegistration(format, manifest, { ...OPTIONS, multiTenant: true })).toContain(
      'AzureADMultipleOrgs',
    );
  });

  it.each([
    "https://x.example/'; rm -rf ~ #",
    'http://compliance.example/callback',
    'https://x.example/${path}',
    'x',
  ])('prints nothing with the redirect URI %s', (redirectUri) => {
    expect(() => appRegistration('az', manifest, { ...OPTIONS, redirectUri })).toThrow(UsageError);
  });
});
