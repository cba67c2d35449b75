import { isJsonObject, type Json } from '#kernel/json.js';
import type { Sql } from '../../database/database.port.js';
import type { FactListName } from '../../inventory/fact-lists.js';
import { objectFromList } from '../normalise/normalise.js';
import type { Lease } from './page-store.js';

/** Writes one page of facts, read at an instant; the last entry of an object wins. */
export type WriteFacts = (sql: Sql, lease: Lease, items: readonly Json[], at: Date) => Promise<void>;

/** How a page of each report is written. */
export const WRITE_FACTS: Readonly<Record<FactListName, WriteFacts>> = {
  signInActivity: (sql, lease, items, at) => upsert(sql, SIGN_INS, lease, items.map(signInRow), at),
  userRegistrationDetails: (sql, lease, items, at) =>
    upsert(sql, REGISTRATIONS, lease, items.map(registrationRow), at),
  directoryAudits: async (sql, lease, items) => {
    await sql.execute(AUDITS, [lease.connectionId, JSON.stringify(items.map(auditRow))]);
  },
};

/** Removes what a pass that has ended did not show: the account is gone, or the report dropped it. */
export const FORGET_FACTS: Readonly<Record<FactListName, string | undefined>> = {
  signInActivity: 'delete from entra_id.sign_in_activity where connection_id = $1 and read_at < $2',
  userRegistrationDetails:
    'delete from entra_id.registration_detail where connection_id = $1 and read_at < $2',
  directoryAudits: undefined,
};

async function upsert(
  sql: Sql,
  statement: string,
  lease: Lease,
  rows: readonly object[],
  at: Date,
): Promise<void> {
  await sql.execute(statement, [lease.connectionId, JSON.stringify(rows), at]);
}

/** Whoever never signed in is listed without activity and gets a row without instants. */
function signInRow(raw: Json): object {
  const { id, payload } = objectFromList(raw);
  const activity = payload?.['signInActivity'];
  const of = isJsonObject(activity) ? activity : {};
  return {
    id,
    successful: of['lastSuccessfulSignInDateTime'] ?? null,
    interactive: of['lastSignInDateTime'] ?? null,
    background: of['lastNonInteractiveSignInDateTime'] ?? null,
  };
}

const SIGN_INS = `
insert into entra_id.sign_in_activity
  (connection_id, object_id, last_successful_at, last_sign_in_at, last_non_interactive_at, read_at)
select distinct on (id) $1, id, successful, interactive, background, $3
from jsonb_to_recordset($2::jsonb) as
  (id uuid, successful timestamptz, interactive timestamptz, background timestamptz)
on conflict (connection_id, object_id) do update set last_successful_at = excluded.last_successful_at,
  last_sign_in_at = excluded.last_sign_in_at, last_non_interactive_at = excluded.last_non_interactive_at,
  read_at = excluded.read_at`;

function registrationRow(raw: Json): object {
  const { id, payload } = objectFromList(raw);
  return {
    id,
    registered: payload?.['isMfaRegistered'] ?? null,
    capable: payload?.['isMfaCapable'] ?? null,
    payload,
  };
}

const REGISTRATIONS = `
insert into entra_id.registration_detail
  (connection_id, object_id, is_mfa_registered, is_mfa_capable, payload, read_at)
select distinct on (id) $1, id, registered, capable, payload, $3
from jsonb_to_recordset($2::jsonb) as (id uuid, registered boolean, capable boolean, payload jsonb)
on conflict (connection_id, object_id) do update set is_mfa_registered = excluded.is_mfa_registered,
  is_mfa_capable = excluded.is_mfa_capable, payload = excluded.payload, read_at = excluded.read_at`;

function auditRow(raw: Json): object {
  const { id, payload } = objectFromList(raw);
  const targets = payload?.['targetResources'];
  const ids = Array.isArray(targets)
    ? targets.flatMap((target: Json) => (isJsonObject(target) ? [target['id'] ?? ''] : []))
    : [];
  const of = payload ?? {};
  return {
    id,
    at: of['activityDateTime'],
    category: of['category'] ?? null,
    activity: of['activityDisplayName'] ?? null,
    result: of['result'] ?? null,
    targets: ids.filter((one) => typeof one === 'string' && /^[0-9a-f-]{36}$/i.test(one)),
    payload,
  };
}

/** An event never changes, so one that is known stays. */
const AUDITS = `
insert into entra_id.directory_audit
  (connection_id, event_id, activity_at, category, activity, result, target_ids, payload)
select $1, id, at, category, activity, result, array(select jsonb_array_elements_text(targets)::uuid), payload
from jsonb_to_recordset($2::jsonb) as
  (id text, at timestamptz, category text, activity text, result text, targets jsonb, payload jsonb)
on conflict do nothing`;
