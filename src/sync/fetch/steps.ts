import type { ResourceName } from '../../inventory/resources.js';
import { accountFromList, groupFromList, objectFromList } from '../normalise/normalise.js';
import { ACCOUNT_PROPERTIES, GROUP_PROPERTIES } from '../normalise/properties.js';
import { closeUnseen, crawlObjects, readWholeList, type ObjectList } from './crawl-objects.js';
import { DELTA_QUERIES } from './delta-queries.js';
import { followChanges, takeWatermark } from './follow-changes.js';
import { proveCount } from './prove-count.js';
import { readLinks, type LinkQuery } from './read-links.js';
import type { StepWork } from './step-context.js';

const ACCOUNTS: ObjectList = {
  resource: 'accounts',
  kind: 'account',
  path: `/users?$select=${ACCOUNT_PROPERTIES.join(',')}&$expand=manager($select=id)&$top=999`,
  entry: accountFromList,
};

const GROUPS: ObjectList = {
  resource: 'groups',
  kind: 'directory_group',
  path: `/groups?$select=${GROUP_PROPERTIES.join(',')}&$top=999`,
  entry: groupFromList,
};

const MEMBERS: LinkQuery = { resource: 'memberships', kind: 'membership', segment: 'members', choice: 'all' };
const OWNERS: LinkQuery = { resource: 'ownerships', kind: 'ownership', segment: 'owners', choice: 'all' };

/** The work of every step that a plan can contain, by resource and name. */
export const STEPS: Readonly<Record<ResourceName, Readonly<Record<string, StepWork>>>> = {
  organization: {
    read: readWhole({
      resource: 'organization',
      kind: 'organization',
      path: '/organization',
      entry: objectFromList,
    }),
  },
  domains: {
    read: readWhole({ resource: 'domains', kind: 'domain', path: '/domains', entry: objectFromList }),
  },
  subscribedSkus: {
    read: readWhole({
      resource: 'subscribedSkus',
      kind: 'subscribed_sku',
      path: '/subscribedSkus',
      entry: objectFromList,
    }),
  },
  accounts: {
    watermark: (context, step) => takeWatermark(context, step, DELTA_QUERIES.accounts),
    crawl: (context, step) => crawlObjects(context, step, ACCOUNTS),
    close: (context) => closeUnseen(context, { resource: 'accounts', name: 'crawl' }, 'account'),
    follow: (context, step) => followChanges(context, step, DELTA_QUERIES.accounts),
    prove: (context) => proveCount(context, { kind: 'account', path: '/users/$count' }),
  },
  groups: {
    watermark: (context, step) => takeWatermark(context, step, DELTA_QUERIES.groups),
    crawl: (context, step) => crawlObjects(context, step, GROUPS),
    close: (context) => closeUnseen(context, { resource: 'groups', name: 'crawl' }, 'directory_group'),
    follow: (context, step) => followChanges(context, step, DELTA_QUERIES.groups),
    prove: (context) => proveCount(context, { kind: 'directory_group', path: '/groups/$count' }),
  },
  memberships: linkSteps(MEMBERS),
  ownerships: linkSteps(OWNERS),
};

function readWhole(list: ObjectList): StepWork {
  return (context, step) => readWholeList(context, step, list);
}

function linkSteps(query: LinkQuery): Readonly<Record<string, StepWork>> {
  return {
    crawl: (context, step) => readLinks(context, step, query),
    reread: (context, step) => readLinks(context, step, { ...query, choice: 'doubtful' }),
  };
}
