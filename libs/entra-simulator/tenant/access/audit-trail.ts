import { createRandom, type Random } from '#kernel/random.js';
import type { JsonObject } from '#kernel/json.js';
import type { DirectoryObject } from '../directory.js';
import { guidFrom } from '../guids.js';
import { ticks } from './reports.js';

/** Who or what an action was about. */
export interface AuditTarget {
  readonly id: string;
  /** `User`, `Group`, `Role`, `ServicePrincipal`, `Application`, `Policy`, `Device`. */
  readonly type: string;
  readonly displayName: string | null;
  readonly userPrincipalName?: string | null;
  readonly changed?: readonly JsonObject[];
}

/** One action in the directory. */
export interface AuditedAction {
  readonly category:
    'UserManagement' | 'GroupManagement' | 'RoleManagement' | 'ApplicationManagement' | 'Policy' | 'Device';
  readonly activity: string;
  readonly operation: 'Add' | 'Assign' | 'Delete' | 'Unassign' | 'Update';
  readonly service?: string;
  readonly targets: readonly AuditTarget[];
}

/** The person who acted. */
export interface AuditActor {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
}

/** What the directory's audit log remembers, oldest first. */
export class AuditTrail {
  readonly entries: DirectoryObject[] = [];
  readonly #random: Random;

  constructor() {
    this.#random = createRandom('audit trail');
  }

  /** Notes an action: who did what to whom, and when. */
  note(action: AuditedAction, actor: AuditActor, at: Date): void {
    const correlationId = guidFrom(this.#random);
    this.entries.push({
      id: `Directory_${correlationId}_${String(this.#random.integer(10_000_000, 99_999_999))}`,
      category: action.category,
      correlationId,
      result: 'success',
      resultReason: '',
      activityDisplayName: action.activity,
      activityDateTime: ticks(at),
      loggedByService: action.service ?? 'Core Directory',
      operationType: action.operation,
      initiatedBy: { app: null, user: { ...actor, ipAddress: '203.0.113.10', ...NO_HOME } },
      targetResources: action.targets.map(targetResource),
      additionalDetails: [],
    });
  }
}

const NO_HOME = { userType: 'Member', homeTenantId: null, homeTenantName: null } as const;

function targetResource(target: AuditTarget): JsonObject {
  return {
    id: target.id,
    displayName: target.displayName,
    type: target.type,
    userPrincipalName: target.userPrincipalName ?? null,
    groupType: target.type === 'Group' ? 'unknownFutureValue' : null,
    modifiedProperties: target.changed ?? [],
  };
}
