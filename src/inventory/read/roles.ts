import type { JsonObject } from '#kernel/json.js';
import { roleLevel } from '#access-graph/role-levels.js';
import type { Database } from '../../database/database.port.js';
import type { RoleView } from './access-reader.port.js';
import type { ReadAt } from './inventory-reader.port.js';
import { IN_REVISION } from './object-pages.js';

/** A role definition as reviewers see it. */
export function roleView(definition: JsonObject): RoleView {
  const isBuiltIn = definition['isBuiltIn'] === true;
  const templateId = textOf(definition['templateId']);
  const label = definition['isPrivileged'];
  const isPrivileged = typeof label === 'boolean' ? label : null;
  return {
    id: textOf(definition['id']) ?? '',
    displayName: textOf(definition['displayName']),
    description: textOf(definition['description']),
    templateId,
    isBuiltIn,
    isEnabled: definition['isEnabled'] !== false,
    ...roleLevel({ templateId, isBuiltIn, isPrivileged }),
  };
}

/**
 * All roles of a revision; Entra has some hundreds at most.
 * Source: https://learn.microsoft.com/entra/identity/users/directory-service-limits-restrictions (100 custom roles)
 */
export async function allRoles(database: Database, at: ReadAt): Promise<ReadonlyMap<string, RoleView>> {
  const rows = await database.query<{ payload: JsonObject }>(
    `select payload from entra_id.role_definition where connection_id = $1 and ${IN_REVISION}`,
    [at.connectionId, at.revision],
  );
  return new Map(rows.map(({ payload }) => roleView(payload)).map((role) => [role.id, role]));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
