import { createHash } from 'node:crypto';
import type { Random } from '#kernel/random.js';

/** A reproducible GUID of version 4. */
export function guidFrom(random: Random): string {
  const hex = (digits: number): string =>
    Math.floor(random.next() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  const variant = '89ab'[random.integer(0, 3)] ?? '8';
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(6)}${hex(6)}`;
}

/** A GUID that depends on a text alone. */
export function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The bytes of a GUID in the order in which .NET writes them, as Graph's composed ids use it. */
export function guidBytes(guid: string): Buffer {
  const [a = '', b = '', c = '', d = '', e = ''] = guid.split('-');
  const reversed = (hex: string): Buffer => Buffer.from(hex, 'hex').reverse();
  return Buffer.concat([reversed(a), reversed(b), reversed(c), Buffer.from(d + e, 'hex')]);
}

/** Id of a role assignment: role definition and principal, base64url. Source: recorded answers of Graph. */
export function roleAssignmentId(roleDefinitionId: string, principalId: string): string {
  return `${Buffer.concat([guidBytes(roleDefinitionId), guidBytes(principalId)]).toString('base64url')}-1`;
}

/**
 * Id of a role assignment below the tenant: the scope's GUID follows. Recorded answers show only the tenant itself,
 * so the form is an assumption that keeps ids apart.
 */
export function scopedAssignmentId(roleDefinitionId: string, principalId: string, scope: string): string {
  if (scope === '/') return roleAssignmentId(roleDefinitionId, principalId);
  const parts = [roleDefinitionId, principalId, scope.split('/').at(-1) ?? ''];
  return `${Buffer.concat(parts.map(guidBytes)).toString('base64url')}-2`;
}

/** Id of an app role assignment: the principal and 16 further bytes. Source: recorded answers of Graph. */
export function appRoleAssignmentId(principalId: string, resourceId: string, appRoleId: string): string {
  const further = guidBytes(guidOf(`${principalId} ${resourceId} ${appRoleId}`));
  return Buffer.concat([guidBytes(principalId), further]).toString('base64url');
}

/** Id of a delegated consent: client and resource, and for one person's consent the person. Source: documented samples. */
export function permissionGrantId(
  clientId: string,
  resourceId: string,
  principalId: string | undefined,
): string {
  const parts = [clientId, resourceId, ...(principalId === undefined ? [] : [principalId])];
  return Buffer.concat(parts.map(guidBytes)).toString('base64url');
}

/** Id of a licence detail: a GUID that all licences of a person share, and the sku. Source: documented samples. */
export function licenceDetailId(tenantId: string, skuId: string): string {
  return Buffer.concat([guidBytes(tenantId), guidBytes(skuId)]).toString('base64url');
}
