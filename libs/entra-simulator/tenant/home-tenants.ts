import { text, type JsonObject } from '#kernel/json.js';
import { guidOf } from './guids.js';
import { PARTNERS } from './names.js';

/** Tenant of a partner's domain: the simulated world knows the domains that guests come from. */
export function homeTenantOf(domain: string): string | undefined {
  return PARTNERS.includes(domain.toLowerCase()) ? guidOf(`tenant of ${domain.toLowerCase()}`) : undefined;
}

/** Home tenant of a guest, by the domain of the address that was invited. */
export function homeTenantOfUser(user: JsonObject): string | undefined {
  return homeTenantOf(text(user['mail']).split('@')[1] ?? '');
}
