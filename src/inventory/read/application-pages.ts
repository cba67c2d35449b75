import type { JsonObject } from '#kernel/json.js';
import {
  HIGH_RISK_APPLICATION_PERMISSIONS,
  highRiskDelegated,
  MICROSOFT_GRAPH_APP_ID,
} from '#access-graph/graph-permissions.js';
import type { Database } from '../../database/database.port.js';
import type { ApplicationFilter } from './applications-reader.port.js';
import type { Page, PageRequest, ReadAt } from './inventory-reader.port.js';
import { Conditions, listObjects } from './object-pages.js';

const DAY_MS = 86_400_000;

const inRevision = (alias: string): string =>
  `${alias}.connection_id = $1 and ${alias}.since_revision <= $2 and ${alias}.until_revision > $2`;

/** Service principals that hold a high-risk permission by themselves, or on behalf of people. Places: names, names by resource. */
const highRisk = (names: string, byResource: string): string => `
  select g.payload->>'principalId' as holder from entra_id.app_role_assignment g
  where ${inRevision('g')} and (g.payload->>'resourceId', g.payload->>'appRoleId') in (
    select r.object_id::text, role->>'id'
    from entra_id.service_principal r, jsonb_array_elements(r.payload->'appRoles') role
    where ${inRevision('r')} and r.payload->>'appId' = '${MICROSOFT_GRAPH_APP_ID}'
      and role->>'value' = any(${names}::text[]))
  union
  select c.payload->>'clientId' from entra_id.oauth2_grant c
  join entra_id.service_principal r on ${inRevision('r')} and r.object_id::text = c.payload->>'resourceId'
  where ${inRevision('c')} and exists (
    select 1 from jsonb_array_elements_text(${byResource}::jsonb -> (r.payload->>'appId')) risky
    where risky = any(string_to_array(c.payload->>'scope', ' ')))`;

/** Who holds it: the service principal itself, or the one that the registration has in the tenant. */
const HOLDERS = {
  service_principal: (holders: string): string => `object_id::text in (${holders})`,
  application: (holders: string): string => `payload->>'appId' in (
    select sp.payload->>'appId' from entra_id.service_principal sp
    where ${inRevision('sp')} and sp.object_id::text in (${holders}))`,
} as const;

/** When a credential ends, whether secret or certificate. */
const ends = (condition: string): string => `exists (
  select 1 from jsonb_array_elements(coalesce(payload->'passwordCredentials', '[]') ||
    coalesce(payload->'keyCredentials', '[]')) credential
  where (credential->>'endDateTime')::timestamptz ${condition})`;

/** A page of app registrations or service principals, by name. @throws ProblemError `cursor-invalid` */
export function listApplications(
  database: Database,
  at: ReadAt & { readonly now: Date },
  kind: keyof typeof HOLDERS,
  filter: ApplicationFilter,
  page: PageRequest,
): Promise<Page<JsonObject>> {
  const where = new Conditions();
  propertyConditions(where, filter);
  credentialConditions(where, filter, at.now);
  const { hasHighRiskPermissions: wanted } = filter;
  if (wanted !== undefined) {
    const places = [HIGH_RISK_APPLICATION_PERMISSIONS, JSON.stringify(highRiskDelegated())];
    where.addKey(
      ([names = '', byResource = '']) =>
        `${wanted ? '' : 'not '}(${HOLDERS[kind](highRisk(names, byResource))})`,
      places,
    );
  }
  return listObjects(database, at, kind, where, page);
}

function propertyConditions(where: Conditions, filter: ApplicationFilter): void {
  const { name, publisher, verified, enabled, equal } = filter;
  for (const [property, value] of Object.entries(equal)) {
    if (!/^\w+$/.test(property)) throw new RangeError(`no property: ${property}`);
    if (value !== undefined) where.add((place) => `payload->>'${property}' = ${place}`, value);
  }
  if (name !== undefined) where.add((place) => `starts_with(display_name, ${place})`, name.toLowerCase());
  if (publisher !== undefined)
    where.add(
      (place) => `(starts_with(lower(payload->'verifiedPublisher'->>'displayName'), ${place})
        or starts_with(lower(payload->>'publisherDomain'), ${place}))`,
      publisher.toLowerCase(),
    );
  if (verified !== undefined)
    where.add(
      (place) => `payload->'verifiedPublisher' is not null
        and (payload->'verifiedPublisher'->>'verifiedPublisherId' is not null) = ${place}`,
      verified,
    );
  if (enabled !== undefined)
    where.add((place) => `(payload->>'accountEnabled')::boolean = ${place}`, enabled);
}

function credentialConditions(where: Conditions, filter: ApplicationFilter, now: Date): void {
  const { credentialExpiresWithinDays: days, credentialExpired: expired } = filter;
  if (days !== undefined)
    where.addKey(
      ([from = '', to = '']) => ends(`> ${from} and (credential->>'endDateTime')::timestamptz <= ${to}`),
      [now, new Date(now.getTime() + days * DAY_MS)],
    );
  if (expired !== undefined) where.add((place) => `${expired ? '' : 'not '}${ends(`<= ${place}`)}`, now);
}
