/** The host with the plugin, as `npm start` runs it, against the simulator; the process that is measured. */
import type { JsonObject } from '#kernel/json.js';
import { text } from '#kernel/json.js';
import { loadPlugin } from '#plugin-host/load-plugin.js';
import { startHost } from '#reference-host/create-host.js';
import type { HostConfig } from '#reference-host/host-config.js';
import { answerParent } from './channel.js';
import { Usage } from './usage.js';

const usage = new Usage();

async function start(argument: JsonObject): Promise<JsonObject> {
  const config = hostConfig(argument);
  const plugins = await Promise.all(config.plugins.map((reference) => loadPlugin(reference, process.cwd())));
  const host = await startHost(config, plugins);
  const organizationId = await host.parts.members.addOrganization('Contoso');
  const { email, password } = { email: text(argument['email']), password: text(argument['password']) };
  await host.parts.members.addUser(organizationId, { email, password, name: 'Adam Admin', role: 'admin' });
  return { url: host.url };
}

function hostConfig(argument: JsonObject): HostConfig {
  const https = text(argument['https']);
  const port = Number(argument['port']);
  return {
    port,
    publicUrl: `http://localhost:${port}`,
    databaseUrl: text(argument['databaseUrl']),
    dataDirectory: undefined,
    encryptionKeys: [],
    sessionSecret: undefined,
    plugins: ['./plugin.manifest.json'],
    entra: {
      app: { clientId: text(argument['clientId']), clientSecret: text(argument['clientSecret']) },
      cloud: 'global',
      endpoints: { authority: https, graph: `${https}/v1.0`, caFile: text(argument['caFile']) },
      breaker: 'off',
    },
    logLevel: 'error',
  };
}

answerParent({
  start,
  begin: () => {
    usage.begin();
    return {};
  },
  usage: () => usage.read(),
});
