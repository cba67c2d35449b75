import {
  NO_EXEMPTION,
  type Exemption as Declared,
  type Exemptions,
} from '#access-policy/checks/exemption.js';
import { DECLARABLE } from '#access-policy/checks/profiles.js';
import type { Exemption, Standard } from '../standards/standards.port.js';

const KINDS = Object.keys(NO_EXEMPTION) as readonly (keyof Declared)[];

/**
 * What is declared for each check at this time: exemptions in force, and the accounts for emergencies at every check
 * that people can be declared for, so that they are declared once.
 */
export function exemptionsInForce(
  standard: Pick<Standard, 'breakGlassAccounts'>,
  exemptions: readonly Pick<Exemption, 'checkId' | 'scope' | 'state'>[],
): Exemptions {
  const found = new Map<string, Declared>();
  const add = (checkId: string, scope: Partial<Declared>): void => {
    found.set(checkId, merge(found.get(checkId) ?? NO_EXEMPTION, scope));
  };
  const users = standard.breakGlassAccounts.map((id) => id.toLowerCase());
  for (const [checkId, kinds] of DECLARABLE) if (kinds.includes('users')) add(checkId, { users });
  for (const { checkId, scope, state } of exemptions) if (state === 'in-force') add(checkId, scope);
  return found;
}

function merge(one: Declared, other: Partial<Declared>): Declared {
  const lists = KINDS.map((kind) => [kind, [...new Set([...one[kind], ...(other[kind] ?? [])])]] as const);
  return Object.fromEntries(lists) as unknown as Declared;
}
