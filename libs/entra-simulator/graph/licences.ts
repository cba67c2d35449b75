import type { LicenceLevel } from '../model.js';
import { GraphFault } from './errors.js';
import type { GraphRead } from './request.js';

const RANK: Readonly<Record<LicenceLevel, number>> = { free: 0, p1: 1, p2: 2 };

function has(read: GraphRead, level: LicenceLevel): boolean {
  return RANK[read.store.options.licence] >= RANK[level];
}

/** PIM needs P2 or Governance. Source: observed by several public clients. @throws GraphFault 400 */
export function needsPim(read: GraphRead): void {
  if (has(read, 'p2')) return;
  throw new GraphFault({
    status: 400,
    code: 'AadPremiumLicenseRequired',
    message: 'The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.',
  });
}

/** Reports and sign-in activity need P1. Source: recorded answers of Graph. @throws GraphFault 403 */
export function needsPremium(read: GraphRead): void {
  if (!has(read, 'p1')) throw nonPremium();
}

/** The refusal of an unlicensed tenant, which licensed ones meet at times too. */
export function nonPremium(): GraphFault {
  return new GraphFault({
    status: 403,
    code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    message: "Neither tenant is B2C or tenant doesn't have premium license",
  });
}

/** Identity Protection needs P2. Source: observed by public clients. @throws GraphFault 403 */
export function needsIdentityProtection(read: GraphRead): void {
  if (has(read, 'p2')) return;
  throw new GraphFault({
    status: 403,
    code: 'Forbidden',
    message: 'Your tenant is not licensed for this feature.',
  });
}
