import { once } from 'node:events';
import { join } from 'node:path';
import {
  Global,
  Inject,
  Injectable,
  Module,
  type DynamicModule,
  type INestApplication,
  type NestApplicationOptions,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { toNodeHandler } from 'better-auth/node';
import compression from 'compression';
import { Logger, LoggerModule } from 'nestjs-pino';
import type { LoadedPlugin } from '#plugin-host/load-plugin.js';
import { HostAvailability } from './availability.js';
import { CatalogController } from './catalog.controller.js';
import { CONSOLE_DIRECTORY, ConsoleController } from './console.controller.js';
import { contentSecurity, docsSecurity } from './content-security.js';
import { refuseCrossSite } from './csrf.js';
import { CLIENT_ADDRESS } from './host-auth.js';
import { HostCaller } from './host-caller.js';
import { dataFile, type HostConfig } from './host-config.js';
import { HostProblemFilter } from './host-problem.filter.js';
import { HOST_PARTS, keptSecret, openHostParts, type HostParts } from './host-parts.js';
import { serveDocuments } from './host-document.js';
import { connectingOf, INSTALLATIONS, installationsOf, type Connects } from './installations.js';
import { MeController } from './me.controller.js';
import { OperatorController } from './operator.controller.js';
import { SetupController } from './setup.controller.js';

/** A running host. */
export interface RunningHost {
  readonly app: INestApplication;
  readonly parts: HostParts;
  readonly url: string;
  close(): Promise<void>;
}

/** What a plugin's module looks like from here. */
interface PluginModule {
  forRootAsync(options: Readonly<Record<string, unknown>>): DynamicModule;
}

/** Longer than clients and proxies keep an idle connection (60 s at most), so that none of them writes to one that is being closed. */
const KEEP_ALIVE_MS = 65_000;
/** Nest itself would write to stdout and end the process when something is wrong; whoever starts the host says what. */
const STARTING: NestApplicationOptions = { logger: false, abortOnError: false };

@Injectable()
class DatabaseEnd implements OnApplicationShutdown {
  constructor(@Inject(HOST_PARTS) private readonly parts: HostParts) {}

  onApplicationShutdown(): Promise<void> {
    return this.parts.database.close();
  }
}

/** The host's own controllers. */
@Module({})
class HostModule {}

/** Starts the host with its plugins on `config.port`. */
export async function startHost(config: HostConfig, plugins: readonly LoadedPlugin[]): Promise<RunningHost> {
  const parts = await openHostParts(config, plugins);
  const app = await createApp(parts);
  app.useLogger(app.get(Logger));
  app.use(contentSecurity(config.publicUrl));
  app.use('/docs', docsSecurity());
  app.use(refuseCrossSite(config.publicUrl));
  app.use('/api/auth', authMiddleware(parts));
  app.useGlobalFilters(new HostProblemFilter());
  app.enableShutdownHooks();
  serveDocuments(app, HostModule);
  serveConsole(app);
  const server = await app.listen(config.port, '127.0.0.1');
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  if (!server.listening) await once(app.getHttpServer(), 'listening');
  const url = config.publicUrl;
  return { app, parts, url, close: () => app.close() };
}

async function createApp(parts: HostParts): Promise<NestExpressApplication> {
  try {
    return await NestFactory.create<NestExpressApplication>(hostModule(parts), STARTING);
  } catch (error) {
    await parts.database.close();
    throw error;
  }
}

function hostModule(parts: HostParts): DynamicModule {
  @Global()
  @Module({
    providers: [{ provide: HOST_PARTS, useValue: parts }, HostCaller, DatabaseEnd],
    exports: [HOST_PARTS, HostCaller],
  })
  class CoreModule {}

  const modules = parts.plugins.map((plugin) => pluginModule(parts, plugin));
  const connecting = connectingOf(parts.plugins);
  const installations = (...services: readonly Connects[]) =>
    installationsOf(new Map(services.map((service, index) => [connecting[index]?.pluginId ?? '', service])));
  return {
    module: HostModule,
    imports: [loggerModule(parts.config), CoreModule, ...modules],
    controllers: [CatalogController, MeController, OperatorController, SetupController, ConsoleController],
    providers: [
      {
        provide: INSTALLATIONS,
        inject: connecting.map(({ service }) => service),
        useFactory: installations,
      },
    ],
  };
}

/** Plugins share the host's embedded engine, or bring a pool of their own to the same server. */
function pluginModule(parts: HostParts, plugin: LoadedPlugin): DynamicModule {
  const { config, database } = parts;
  const pluginClass = plugin.exports[plugin.manifest.module] as PluginModule;
  const place =
    database.pglite === undefined
      ? { databaseUrl: config.databaseUrl }
      : { database: { pglite: database.pglite } };
  const { app, cloud, endpoints, breaker } = config.entra;
  return pluginClass.forRootAsync({
    caller: HostCaller,
    schedule: 'own',
    useFactory: () => ({
      publicUrl: config.publicUrl,
      ...place,
      keyProvider: keyProvider(config, plugin),
      cloud,
      availability: new HostAvailability(database),
      ...(app === undefined ? {} : { app }),
      ...(endpoints === undefined ? {} : { endpoints }),
      ...(breaker === undefined ? {} : { breaker }),
    }),
  });
}

interface KeyProviders {
  readonly staticKeyProvider: (keys: readonly string[]) => unknown;
  readonly fileKeyProvider: (path: string) => unknown;
}

function keyProvider(config: HostConfig, plugin: LoadedPlugin): unknown {
  const { staticKeyProvider, fileKeyProvider } = plugin.exports as unknown as KeyProviders;
  if (config.encryptionKeys.length > 0) return staticKeyProvider(config.encryptionKeys);
  const file = dataFile(config, 'encryption.key');
  return file === undefined ? staticKeyProvider([keptSecret(config, 'unused')]) : fileKeyProvider(file);
}

function loggerModule(config: HostConfig): DynamicModule {
  return LoggerModule.forRoot({
    pinoHttp: {
      level: config.logLevel,
      // Queries of the callback hold authorization codes, cookies hold sessions.
      redact: ['req.headers', 'res.headers', 'req.query', 'req.params'],
      serializers: {
        req: (request: { readonly method: string; readonly url: string }) => ({
          method: request.method,
          url: request.url.split('?', 1)[0],
        }),
      },
      stream: process.stderr,
    },
  });
}

function authMiddleware(parts: HostParts) {
  const handle = toNodeHandler(parts.auth.handler);
  return (...[request, response]: Parameters<typeof handle>): void => {
    request.headers[CLIENT_ADDRESS] = request.socket.remoteAddress ?? 'unknown';
    handle(request, response).catch(() => response.destroy());
  };
}

/** Serves the console's scripts and styles: their names hold a hash, so browsers may keep them. */
function serveConsole(app: NestExpressApplication): void {
  app.use('/assets', compression());
  app.useStaticAssets(join(CONSOLE_DIRECTORY, 'assets'), {
    prefix: '/assets',
    immutable: true,
    maxAge: '365d',
    index: false,
  });
}
