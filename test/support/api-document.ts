import type { OpenAPIObject } from '@nestjs/swagger';
import { Test } from '@nestjs/testing';
import { describeModules } from '#plugin-host/openapi/document.js';
import { FakeHost } from '#plugin-host/fake-host.js';
import { text, type JsonObject } from '#kernel/json.js';
import { ApiModule } from '../../src/api/api.module.js';
import { ABOUT } from '../../src/api/openapi/about.js';
import { GENERATED, tableCell } from './generated-docs.js';
import { ApiDescription, type DescribedOperation } from './api-description.js';

/** Roles of the reference host that have a capability. */
const ROLES: Readonly<Record<string, string>> = {
  read: 'auditor, admin, owner',
  manage: 'admin, owner',
  own: 'owner',
  public: 'the browser that began to connect',
};

/** The OpenAPI document of the plugin, from its controllers alone: nothing behind them is started. */
export async function apiDocument(): Promise<OpenAPIObject> {
  const api = ApiModule.register({ caller: FakeHost, imports: [], controllers: [] });
  const testing = await Test.createTestingModule({ imports: [api] })
    .useMocker(() => ({}))
    .compile();
  const app = testing.createNestApplication({ logger: false });
  return describeModules(app, [ApiModule], ABOUT);
}

/** docs/api.md: every operation by its tag. */
export async function apiMarkdown(): Promise<string> {
  const { operations } = new ApiDescription((await apiDocument()) as unknown as JsonObject);
  const groups = ABOUT.tags.map(({ name, description }) => {
    const rows = operations.filter(({ document }) => tagsOf(document).includes(name)).map(rowOf);
    const head = '| operation | route | roles | what it does |\n|---|---|---|---|';
    return `## ${name}\n\n${description}\n\n${head}\n${rows.join('\n')}\n`;
  });
  const about =
    'All routes are below `/integrations/azure-entra-id`; parameters, answers and problems of each are in the OpenAPI document\n' +
    '`/integrations/azure-entra-id/openapi.json`. *Roles* are those of the reference host; another host maps its own to the\n' +
    'capabilities read, manage and own.';
  return `# HTTP API\n\n${GENERATED}\n\n${about}\n\n${groups.join('\n')}`;
}

function tagsOf(document: JsonObject): readonly string[] {
  return (document['tags'] ?? []) as readonly string[];
}

function rowOf({ operationId, method, path, document }: DescribedOperation): string {
  const route = `${method.toUpperCase()} ${path.replace('/integrations/azure-entra-id', '')}`;
  const needs = text(document['x-needs']);
  return `| \`${operationId}\` | \`${route}\` | ${ROLES[needs] ?? needs} | ${tableCell(text(document['summary']))} |`;
}
