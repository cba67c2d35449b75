import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { getMetadataStorage } from 'class-validator';
import { checkManifest } from '#plugin-host/load-manifest.js';
import { HOST_API_VERSION } from '#plugin-host/host.port.js';
import * as plugin from '../../src/index.js';
import { ownManifest } from '../../src/manifest/manifest.js';
import { DEFAULT_INTERVAL_MINUTES } from '../../src/sync/schedule/due.js';
import { SETTINGS_PATTERNS, SettingsDto, SYNC_INTERVAL } from '../../src/settings/settings.dto.js';
import { BASE_PATH } from '../../src/api/base-path.js';

describe('given plugin.manifest.json', () => {
  const manifest = ownManifest();
  const document = JSON.parse(readFileSync('plugin.manifest.json', 'utf8')) as Record<string, unknown>;

  it('announces the entry before it is turned on', () => {
    expect(manifest.catalog).toMatchObject({
      name: 'Azure Entra ID',
      category: 'identity',
      availability: 'coming_soon',
    });
    const frameworks = manifest.catalog.frameworks.flatMap(({ name, controls }) =>
      controls.map((control) => `${name} ${control}`),
    );
    expect(frameworks).toEqual(expect.arrayContaining(['SOC 2 CC6.1', 'ISO/IEC 27001:2013 A.9.2']));
  });

  it('has the version of the package and names a class that the package exports', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(manifest.version).toBe(version);
    expect(plugin).toHaveProperty(manifest.module);
  });

  it('asks for exactly the permissions that the code knows, none of which can write', () => {
    const asked = plugin.ASKED_PERMISSIONS.map(({ core, ...rest }) => ({
      ...rest,
      kind: core ? 'core' : 'extended',
    }));
    expect(manifest.permissions).toEqual(
      asked.map(({ name, appRoleId, scopeId, kind, feature, reason }) => ({
        name,
        appRoleId,
        scopeId,
        kind,
        feature,
        reason,
      })),
    );
    for (const { name, kind, scopeId } of manifest.permissions) {
      expect(name).toMatch(/\.Read(\.|$)/);
      expect(scopeId !== undefined).toBe(kind === 'core');
    }
  });

  it('describes the settings as the code validates them', () => {
    const properties = manifest.settings['properties'] as Record<string, Record<string, unknown>>;
    const validated = getMetadataStorage()
      .getTargetValidationMetadatas(SettingsDto, '', true, false)
      .map((metadata) => metadata.propertyName);
    expect(Object.keys(properties).sort()).toEqual([...new Set(validated)].sort());
    expect(manifest.settings['required']).toEqual(['tenantId']);
    expect(properties['tenantId']?.['pattern']).toBe(SETTINGS_PATTERNS.tenantId);
    expect(properties['appId']?.['pattern']).toContain(SETTINGS_PATTERNS.appId);
    expect(properties['appSecret']).toMatchObject({ 'x-secret': true, writeOnly: true });
    expect(properties['syncIntervalMinutes']).toMatchObject({
      minimum: SYNC_INTERVAL.min,
      maximum: SYNC_INTERVAL.max,
      default: SYNC_INTERVAL.default,
    });
  });

  it('names the callback and the schedule that the code has', () => {
    expect(manifest.oauth.callbackPath).toBe(`/${BASE_PATH}/callback`);
    const run = manifest.operations.find(({ name }) => name === 'startRun');
    expect(run?.defaultIntervalMinutes).toBe(DEFAULT_INTERVAL_MINUTES);
  });

  it('is refused by a host of another major version, and when it is malformed', () => {
    expect(() => checkManifest(document, HOST_API_VERSION)).not.toThrow();
    expect(() => checkManifest(document, '2.0.0')).toThrow(/host-api-unsupported/);
    expect(() => checkManifest({ ...document, permissions: 'all' }, HOST_API_VERSION)).toThrow(
      /manifest-invalid/,
    );
    expect(() => checkManifest({ ...document, surprise: 1 }, HOST_API_VERSION)).toThrow(/manifest-invalid/);
  });
});
