import type { JsonObject } from '#kernel/json.js';
import { GENESIS } from '../tenant/people.js';
import { riskyUsersOf } from '../tenant/access/reports.js';
import { registrationDetails } from '../tenant/access/registration.js';
import { GraphFault } from './errors.js';
import { freshSource } from './fresh-source.js';
import { needsIdentityProtection, needsPremium } from './licences.js';
import type { ListSource } from './list.js';
import type { QueryRules } from './query.js';
import type { GraphRead } from './request.js';
import { entity, ID, list, route, type Route } from './routing.js';

const REGISTRATION: QueryRules = { topDefault: 999, topMax: 999, directory: false };
const RISK: QueryRules = { topDefault: 100, topMax: 500, directory: false };
const LOGS: QueryRules = { topDefault: 1_000, topMax: 1_000, directory: false };

const DAY_MS = 86_400_000;
const RETENTION_DAYS = { free: 7, p1: 30, p2: 30 } as const;

/** Reports, logs and what Identity Protection found. */
export const REPORT_ROUTES: readonly Route[] = [
  route('/reports/authenticationMethods/userRegistrationDetails', list(registration)),
  route(`/reports/authenticationMethods/userRegistrationDetails/${ID}`, (read, [id = '']) => {
    needsPremium(read);
    return entity(read, findRegistration(read, id), 'reports/authenticationMethods/userRegistrationDetails');
  }),
  route('/identityProtection/riskyUsers', list(riskyUsers)),
  route(`/identityProtection/riskyUsers/${ID}`, (read, [id = '']) => {
    needsIdentityProtection(read);
    return entity(
      read,
      riskyUsersOf(read.store).find((user) => user['id'] === id),
      'identityProtection/riskyUsers',
    );
  }),
  route('/auditLogs/directoryAudits', list(directoryAudits)),
  route(`/auditLogs/directoryAudits/${ID}`, (read, [id = '']) =>
    entity(
      read,
      read.store.access.audits.entries.find((entry) => entry['id'] === id),
      'auditLogs/directoryAudits',
    ),
  ),
  route('/auditLogs/signIns', list(signIns)),
];

function registration(read: GraphRead): ListSource {
  needsPremium(read);
  const { store } = read;
  return {
    name: 'reports/authenticationMethods/userRegistrationDetails',
    objects: (after) => registrationDetails(store, after),
    size: () => store.users.size,
    defaults: undefined,
    rules: REGISTRATION,
  };
}

function findRegistration(read: GraphRead, id: string): JsonObject | undefined {
  for (const details of registrationDetails(read.store)) if (details['id'] === id) return details;
  return undefined;
}

function riskyUsers(read: GraphRead): ListSource {
  needsIdentityProtection(read);
  return freshSource('identityProtection/riskyUsers', riskyUsersOf(read.store), RISK);
}

/** Newest first. A start before what is kept is refused, as clients found. */
function directoryAudits(read: GraphRead): ListSource {
  const from = /activityDateTime\s+g[et]\s+([\dTZ:.+-]+)/.exec(read.query.get('$filter') ?? '')?.[1];
  const now = Math.min(read.store.clock.now().getTime(), GENESIS.getTime());
  const oldest = now - RETENTION_DAYS[read.store.options.licence] * DAY_MS;
  if (from !== undefined && Date.parse(from) < oldest) throw outsideRetention();
  return freshSource('auditLogs/directoryAudits', [...read.store.access.audits.entries].reverse(), LOGS);
}

/** The refusal is known, its words are not. */
function outsideRetention(): GraphFault {
  const message = 'The start date is outside of the retention of the tenant.';
  return new GraphFault({ status: 400, code: 'BadRequest', message });
}

function signIns(read: GraphRead): ListSource {
  needsPremium(read);
  return freshSource('auditLogs/signIns', read.store.access.signIns, LOGS);
}
