import type { INestApplication, Type } from '@nestjs/common';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { describeModules } from '#plugin-host/openapi/document.js';

const PLUGIN_DOCUMENT = '/integrations/azure-entra-id/openapi.json';
const HOST_DOCUMENT = '/openapi.json';

const ABOUT = {
  title: 'Reference host',
  version: '1.0.0',
  description:
    'The host’s own routes: its catalog, who is signed in, and setting up. Sign-in itself is better-auth’s, below /api/auth; ' +
    'each plugin describes its routes in a document of its own.',
  tags: [{ name: 'Host', description: 'The platform around the plugins.' }],
};

interface JsonResponse {
  json(body: unknown): unknown;
}

/** Serves the document of the host's own routes, and a page that shows it beside that of the plugin. */
export function serveDocuments(app: INestApplication, host: Type): void {
  let document: OpenAPIObject | undefined;
  const adapter = app.getHttpAdapter();
  adapter.get(HOST_DOCUMENT, (_request: unknown, response: JsonResponse) => {
    document ??= describeModules(app, [host], ABOUT);
    response.json(document);
  });
  const empty = { openapi: '3.1.0', info: { title: ABOUT.title, version: ABOUT.version }, paths: {} };
  const urls = [
    { url: PLUGIN_DOCUMENT, name: 'Azure Entra ID' },
    { url: HOST_DOCUMENT, name: ABOUT.title },
  ];
  SwaggerModule.setup('docs', app, empty, { swaggerOptions: { urls }, explorer: true });
}
