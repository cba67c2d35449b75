import type { ApiResponseSchemaHost } from '@nestjs/swagger';
import { TIMELINE_KINDS } from '#access-graph/change-author.js';
import type { ResourceName } from '../../inventory/resources.js';
import { TIMELINE_CATEGORIES } from '../../inventory/read/timeline-reader.port.js';

type Schema = ApiResponseSchemaHost['schema'];

/** Columns of exports of timelines. */
export const TIMELINE_COLUMNS = [
  'revision',
  'at',
  'notBefore',
  'category',
  'phase',
  'kind',
  'subjectType',
  'subjectId',
  'subjectName',
  'state',
  'route',
  'scope',
  'viaGroupId',
  'before',
  'after',
  'by',
  'byId',
  'doneAt',
  'activity',
  'eventId',
] as const;

/** What a timeline is derived from besides the account itself. */
export const TIMELINE_SOURCES: readonly ResourceName[] = [
  'accounts',
  'memberships',
  'ownerships',
  'roleAssignments',
  'roleEligibilityScheduleInstances',
  'appRoleAssignments',
  'oauth2PermissionGrants',
  'directoryAudits',
];

const text = { type: 'string' } as const;
const maybe = { type: 'string', nullable: true } as const;
const instant = { type: 'string', format: 'date-time' } as const;

const AUTHOR: Schema = {
  description: 'Who did it as the audit log says, or why that is not known.',
  oneOf: [
    {
      type: 'object',
      required: ['kind', 'value'],
      properties: {
        kind: { type: 'string', enum: ['known'] },
        value: {
          type: 'object',
          properties: {
            eventId: text,
            at: instant,
            activity: text,
            type: { type: 'string', enum: ['user', 'application', 'unknown'] },
            id: maybe,
            displayName: maybe,
            userPrincipalName: maybe,
          },
        },
      },
    },
    {
      type: 'object',
      required: ['kind', 'reason'],
      properties: { kind: { type: 'string', enum: ['unknown'] }, reason: text },
    },
  ],
};

const SUBJECT: Schema = {
  type: 'object',
  nullable: true,
  description: 'Group, role or application; null where the account itself changed.',
  properties: {
    type: { type: 'string', enum: ['group', 'role', 'servicePrincipal'] },
    id: text,
    displayName: maybe,
  },
};

const ENTRY: Schema = {
  type: 'object',
  required: ['revision', 'at', 'category', 'phase', 'kind', 'by'],
  properties: {
    revision: { type: 'integer' },
    at: { ...instant, description: 'When the reading ended that showed it.' },
    notBefore: {
      ...instant,
      nullable: true,
      description: 'When the last complete reading began that did not show it yet.',
    },
    category: { type: 'string', enum: [...TIMELINE_CATEGORIES] },
    phase: { type: 'string', enum: ['joiner', 'mover', 'leaver'] },
    kind: { type: 'string', enum: [...TIMELINE_KINDS] },
    subject: SUBJECT,
    state: { type: 'string', enum: ['active', 'eligible'], nullable: true },
    route: { type: 'string', enum: ['direct', 'group', 'pim-for-groups'], nullable: true },
    scope: maybe,
    viaGroupId: maybe,
    before: maybe,
    after: maybe,
    by: AUTHOR,
  },
};

/** OpenAPI schema of a page of a timeline. */
export const TIMELINE_PAGE_SCHEMA: Schema = {
  type: 'object',
  required: ['items', 'revision', 'readFrom', 'readTo', 'completeness'],
  properties: {
    items: { type: 'array', items: ENTRY },
    next: text,
    revision: { type: 'integer' },
    readFrom: instant,
    readTo: instant,
    completeness: text,
    gaps: {
      type: 'array',
      items: { type: 'object', properties: { resource: text, completeness: text } },
    },
  },
};
