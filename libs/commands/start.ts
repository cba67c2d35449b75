import { loadPlugin } from '#plugin-host/load-plugin.js';
import { startHost } from '#reference-host/create-host.js';
import { HostConfigError, readHostConfig } from '#reference-host/host-config.js';
import { announce, withdraw } from './announce.js';
import { runCommand, untilSignal } from './lifetime.js';

const USAGE = 'npm start (configured by environment variables, see .env.example)\n';

async function main(): Promise<number> {
  const config = configured();
  if (config === undefined) return 1;
  const plugins = await Promise.all(config.plugins.map((reference) => loadPlugin(reference, process.cwd())));
  const host = await startHost(config, plugins);
  announce(host);
  const { members } = host.parts;
  process.stderr.write(`\n  The platform runs at ${config.publicUrl}\n`);
  process.stderr.write(
    `  Redirect URI to register in Entra: ${config.publicUrl}/integrations/azure-entra-id/callback\n`,
  );
  if (await members.isEmpty()) {
    const token = await members.makeSetupToken();
    process.stderr.write(`  Set the owner up, once: ${config.publicUrl}/setup?token=${token}\n`);
  }
  await untilSignal();
  withdraw();
  await host.close();
  return 0;
}

function configured(): ReturnType<typeof readHostConfig> | undefined {
  try {
    return readHostConfig(process.env);
  } catch (error) {
    if (!(error instanceof HostConfigError)) throw error;
    process.stderr.write(`The configuration is not right:\n${error.message}\n`);
    return undefined;
  }
}

runCommand(main, USAGE);
