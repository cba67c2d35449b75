import type { Snapshot } from '../model/snapshot.js';
import type { Sku } from '../model/tenant-shapes.js';
import { SERVICE_PLANS } from '../model/well-known.js';

/** Editions of Microsoft Entra ID that checks depend on. */
export type Plan = 'p1' | 'p2';

/** Whether a tenant has a licence. */
export type LicenceState = 'present' | 'absent' | 'unknown';

/** Names of the plans, for people. */
export const PLAN_NAMES: Readonly<Record<Plan, string>> = {
  p1: 'Microsoft Entra ID P1',
  p2: 'Microsoft Entra ID P2',
};

/** Which plan a service plan stands for; P2 contains P1. */
const GIVES: Readonly<Record<Plan, readonly string[]>> = {
  p1: [SERVICE_PLANS.p1, SERVICE_PLANS.p2, 'AAD_PREMIUM', 'AAD_PREMIUM_P2'],
  p2: [SERVICE_PLANS.p2, 'AAD_PREMIUM_P2'],
};

/** Whether the tenant has a plan, counting enabled subscriptions and provisioned plans only. */
export function licenceOf(snapshot: Pick<Snapshot, 'subscribedSkus'>, plan: Plan): LicenceState {
  const skus = snapshot.subscribedSkus;
  if (skus === undefined) return 'unknown';
  return skus.some((sku) => sku.capabilityStatus === 'Enabled' && hasPlan(sku, plan)) ? 'present' : 'absent';
}

function hasPlan(sku: Sku, plan: Plan): boolean {
  return (sku.servicePlans ?? []).some(
    ({ servicePlanId = '', servicePlanName = '', provisioningStatus }) =>
      provisioningStatus === 'Success' &&
      (GIVES[plan].includes(servicePlanId) || GIVES[plan].includes(servicePlanName)),
  );
}
