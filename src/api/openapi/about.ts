import type { DocumentTitle } from '#plugin-host/openapi/document.js';
import { API_TAGS } from './tags.js';

/** What the OpenAPI document says of the API as a whole. */
export const ABOUT: DocumentTitle = {
  title: 'Azure Entra ID',
  version: '1.0.0',
  description: [
    'Connect a Microsoft Entra tenant, sync it read-only and read it at any time since.',
    'Who calls is known to the host, by whatever it signs people in with; `x-needs` names the capability that an ' +
      'operation needs of them: `read` (see), `manage` (change connections and settings) or `own` (erase evidence). ' +
      'What belongs to another organisation is answered as if it did not exist.',
    'Times are RFC 3339 in UTC. Every problem is `application/problem+json` (RFC 9457) with a stable `code`. Lists are ' +
      'pages with an opaque cursor; answers about the tenant say which revision they show, when it was read and how ' +
      'complete it is. Fields may be added; what is described stays.',
  ].join('\n\n'),
  tags: API_TAGS,
};
