/** How much a directory role can do, and who says so. */
export interface RoleLevel {
  readonly level: 'highly-privileged' | 'privileged' | 'standard' | 'unknown';
  readonly source: 'cisa-scuba' | 'microsoft-label' | 'microsoft-list' | 'not-labelled';
}

/** What is needed of a role definition. */
export interface RoleToJudge {
  readonly templateId: string | null;
  readonly isBuiltIn: boolean;
  /** Microsoft's label; null where Graph did not send it. */
  readonly isPrivileged: boolean | null;
}

/**
 * Roles that the CISA baseline calls highly privileged.
 * Source: https://github.com/cisagov/ScubaGear/blob/main/PowerShell/ScubaGear/baselines/aad.md#highly-privileged-roles
 */
const HIGHLY_PRIVILEGED: ReadonlySet<string> = new Set([
  '62e90394-69f5-4237-9190-012177145e10', // Global Administrator
  'e8611ab8-c189-46e8-94e1-60213ab1f814', // Privileged Role Administrator
  'fe930be7-5e62-47db-91af-98c3a49a38b1', // User Administrator
  'f28a1f50-f6e7-4571-818b-6a12f2af6b6c', // SharePoint Administrator
  '29232cdf-9323-42fd-ade2-1d097af3e4de', // Exchange Administrator
  '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2', // Hybrid Identity Administrator
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', // Application Administrator
  '158c047a-c907-4556-b7ef-446551a6b5f7', // Cloud Application Administrator
]);

/**
 * Built-in roles that Microsoft labels as privileged, for answers without the label.
 * Source: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
 */
const PRIVILEGED: ReadonlySet<string> = new Set([
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451', // Global Reader
  '7be44c8a-adaf-4e2a-84d6-ab2649e08a13', // Privileged Authentication Administrator
  'c4e39bd9-1100-46d3-8c65-fb160da0071f', // Authentication Administrator
  'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9', // Conditional Access Administrator
  '194ae4cb-b126-40b2-bd5b-6091b380977d', // Security Administrator
  '5d6b6bb7-de71-4623-b4af-96380a352509', // Security Reader
  '729827e3-9c14-49f7-bb1b-9608f156bbb8', // Helpdesk Administrator
  '3a2c62db-5318-420d-8d74-23affee5d9d5', // Intune Administrator
  '9360feb5-f418-4baa-8175-e2a00bac4301', // Directory Writers
  '966707d0-3269-4727-9be2-8c3a10f19b9d', // Password Administrator
]);

/** Judges a role: the baseline first, then Microsoft's own label, then the documented list. Custom roles without a label stay unknown. */
export function roleLevel(role: RoleToJudge): RoleLevel {
  const template = role.templateId ?? '';
  if (role.isBuiltIn && HIGHLY_PRIVILEGED.has(template))
    return { level: 'highly-privileged', source: 'cisa-scuba' };
  if (role.isPrivileged !== null)
    return { level: role.isPrivileged ? 'privileged' : 'standard', source: 'microsoft-label' };
  if (!role.isBuiltIn) return { level: 'unknown', source: 'not-labelled' };
  return { level: PRIVILEGED.has(template) ? 'privileged' : 'standard', source: 'microsoft-list' };
}
