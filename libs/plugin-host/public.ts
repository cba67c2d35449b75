/** The host contract, as `entra-id-plugin/plugin-host` exports it. */
export type * from './host.port.js';
export { HOST_API_VERSION } from './host.port.js';
export {
  AVAILABILITY_PORT,
  CALLER_PORT,
  DIRECTORY_SINK_PORT,
  EVENT_SINK_PORT,
  KEY_PROVIDER_PORT,
} from './host.tokens.js';
export type { ManifestOperation, ManifestPermission, PluginManifest } from './manifest.js';
export { MANIFEST_SCHEMA } from './manifest.js';
export { checkManifest, loadManifest } from './load-manifest.js';
export { loadPlugin, type LoadedPlugin } from './load-plugin.js';
export { FakeHost, FAKE_CALLER_HEADER } from './fake-host.js';
