import { text } from '#kernel/json.js';
import type { TenantStore } from '../tenant/tenant-store.js';
import { AadstsFault } from './aadsts.js';

/** App id of Microsoft Graph, as tokens of v1 name it. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
/** Microsoft Graph, as its tokens name it. */
export const GRAPH_AUDIENCE = 'https://graph.microsoft.com';

/** Source: https://learn.microsoft.com/graph/deployments; the loopback hosts are those at which the simulator is served. */
const GRAPH_HOSTS: ReadonlySet<string> = new Set([
  'graph.microsoft.com',
  'graph.microsoft.us',
  'dod-graph.microsoft.us',
  'microsoftgraph.chinacloudapi.cn',
  'localhost',
  '127.0.0.1',
  '[::1]',
]);

/** The resource of a scope `{resource}/.default`. @throws AadstsFault 70011 */
export function resourceOf(scope: string): string {
  const resource = /^(\S+)\/\.default$/.exec(scope.trim())?.[1];
  if (resource === undefined) throw new AadstsFault(70011, { scope });
  return resource;
}

/** Audience of a token for a resource: Graph, or an application of the tenant. @throws AadstsFault 500011 */
export function audienceOf(resource: string, store: TenantStore, appId: string): string {
  const name = resource.replace(/\/+$/, '');
  if (name.toLowerCase() === GRAPH_APP_ID) return GRAPH_APP_ID;
  if (URL.canParse(name) && GRAPH_HOSTS.has(new URL(name).hostname)) return GRAPH_AUDIENCE;
  const wanted = name.replace(/^api:\/\//, '').toLowerCase();
  if (wanted === appId) return appId;
  for (const principal of store.servicePrincipals.values()) {
    if (principal['appId'] === wanted) return text(principal['appId']);
  }
  throw new AadstsFault(500011, { resource: name, directory: text(store.organization['displayName']) });
}
