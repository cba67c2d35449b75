import type { JsonObject } from '#kernel/json.js';

/** What an administrator sets for a role, or for a managed group. */
export interface RoleSettings {
  /** `MultiFactorAuthentication`, `Justification`, `Ticketing`. */
  readonly activationRequires: readonly string[];
  /** Longest activation, an ISO 8601 duration. */
  readonly activationMax: string;
  /** Who approves activations; nobody needs to when empty. */
  readonly approvers: readonly JsonObject[];
  readonly permanentEligible: boolean;
  readonly permanentActive: boolean;
  /** Authentication context of Conditional Access that an activation needs, for instance `c1`. */
  readonly authenticationContext: string | undefined;
}

type Caller = 'Admin' | 'EndUser';
type Level = 'Eligibility' | 'Assignment';

const PHASES: readonly (readonly [Caller, Level])[] = [
  ['Admin', 'Eligibility'],
  ['Admin', 'Assignment'],
  ['EndUser', 'Assignment'],
];

/**
 * The 17 rules of a policy. Source: https://learn.microsoft.com/graph/identity-governance-pim-rules-overview
 */
export function rulesOf(settings: RoleSettings): readonly JsonObject[] {
  return [
    expiration('Admin', 'Eligibility', !settings.permanentEligible, 'P365D'),
    enablement('Admin', 'Eligibility', []),
    expiration('Admin', 'Assignment', !settings.permanentActive, 'P180D'),
    enablement('Admin', 'Assignment', ['Justification']),
    expiration('EndUser', 'Assignment', true, settings.activationMax),
    enablement('EndUser', 'Assignment', settings.activationRequires),
    approval(settings.approvers),
    {
      ...rule('AuthenticationContext', 'AuthenticationContext', 'EndUser', 'Assignment'),
      isEnabled: settings.authenticationContext !== undefined,
      claimValue: settings.authenticationContext ?? null,
    },
    ...PHASES.flatMap(([caller, level]) => notifications(caller, level)),
  ];
}

function expiration(caller: Caller, level: Level, required: boolean, maximumDuration: string): JsonObject {
  return {
    ...rule('Expiration', 'Expiration', caller, level),
    isExpirationRequired: required,
    maximumDuration,
  };
}

function enablement(caller: Caller, level: Level, enabledRules: readonly string[]): JsonObject {
  return { ...rule('Enablement', 'Enablement', caller, level), enabledRules };
}

function approval(primaryApprovers: readonly JsonObject[]): JsonObject {
  return {
    ...rule('Approval', 'Approval', 'EndUser', 'Assignment'),
    setting: {
      isApprovalRequired: primaryApprovers.length > 0,
      isApprovalRequiredForExtension: false,
      isRequestorJustificationRequired: true,
      approvalMode: 'SingleStage',
      approvalStages: [
        {
          approvalStageTimeOutInDays: 1,
          isApproverJustificationRequired: true,
          escalationTimeInMinutes: 0,
          isEscalationEnabled: false,
          primaryApprovers,
          escalationApprovers: [],
        },
      ],
    },
  };
}

function notifications(caller: Caller, level: Level): readonly JsonObject[] {
  return ['Admin', 'Requestor', 'Approver'].map((recipientType) => ({
    ...rule('Notification', `Notification_${recipientType}`, caller, level),
    notificationType: 'Email',
    recipientType,
    notificationLevel: 'All',
    isDefaultRecipientsEnabled: true,
    notificationRecipients: [],
  }));
}

function rule(kind: string, name: string, caller: Caller, level: Level): JsonObject {
  return {
    '@odata.type': `#microsoft.graph.unifiedRoleManagementPolicy${kind}Rule`,
    id: `${name}_${caller}_${level}`,
    target: { caller, operations: ['all'], level, inheritableSettings: [], enforcedSettings: [] },
  };
}
