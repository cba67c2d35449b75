/** A licence that some resources need. Source: https://learn.microsoft.com/entra/fundamentals/licensing */
export type Licence = 'P1' | 'P2';

/**
 * Service plans that bring a licence; the larger one brings the smaller one.
 * Source: https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference
 */
const SERVICE_PLANS: Readonly<Record<string, readonly Licence[]>> = {
  AAD_PREMIUM: ['P1'],
  AAD_PREMIUM_P2: ['P1', 'P2'],
};

/** Licences that a tenant's service plans bring. */
export function licencesOf(servicePlans: Iterable<string>): ReadonlySet<Licence> {
  return new Set([...servicePlans].flatMap((plan) => SERVICE_PLANS[plan] ?? []));
}
