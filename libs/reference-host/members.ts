import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { ProblemError } from '#kernel/problem.js';
import type { Capability } from '#plugin-host/host.port.js';
import type { HostAuth } from './host-auth.js';
import type { HostDatabase } from './host-database.js';
import { hostProblems } from './host.problems.js';

/** Role of a user in their organisation. */
export type HostRole = 'owner' | 'admin' | 'auditor';

/** What each role may do. */
export const CAPABILITIES: Readonly<Record<HostRole, readonly Capability[]>> = {
  owner: ['read', 'manage', 'own'],
  admin: ['read', 'manage'],
  auditor: ['read'],
};

/** A user's place. */
export interface Membership {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly role: HostRole;
}

/** A user to be added. */
export interface NewUser {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly role: HostRole;
}

/** Organisations and who belongs to them. */
export class Members {
  constructor(
    private readonly database: HostDatabase,
    private readonly auth: HostAuth,
  ) {}

  async of(userId: string): Promise<Membership | undefined> {
    const row = await this.database.kysely
      .selectFrom('member')
      .innerJoin('organization', 'organization.id', 'member.organization_id')
      .select(['member.organization_id', 'member.role', 'organization.name'])
      .where('member.user_id', '=', userId)
      .executeTakeFirst();
    return row === undefined
      ? undefined
      : {
          organizationId: row.organization_id,
          organizationName: row.name,
          role: row.role as HostRole,
        };
  }

  async addOrganization(name: string): Promise<string> {
    const id = randomUUID();
    await this.database.kysely.insertInto('organization').values({ id, name }).execute();
    return id;
  }

  async addUser(organizationId: string, { role, ...user }: NewUser): Promise<void> {
    const userId = await this.auth.addUser(user);
    const member = { user_id: userId, organization_id: organizationId, role };
    await this.database.kysely.insertInto('member').values(member).execute();
  }

  async isEmpty(): Promise<boolean> {
    const row = await this.database.kysely.selectFrom('member').select('user_id').limit(1).executeTakeFirst();
    return row === undefined;
  }

  /** Makes the one-time link by which the first owner sets the host up; older links end. */
  async makeSetupToken(): Promise<string> {
    const token = randomBytes(24).toString('base64url');
    await this.database.kysely.deleteFrom('setup_link').execute();
    await this.database.kysely
      .insertInto('setup_link')
      .values({ token_hash: hash(token), used_at: null })
      .execute();
    return token;
  }

  /**
   * Makes an organisation and its first owner, by a link that is good once; when that fails, the link stays good.
   * @throws ProblemError `setup-link-invalid`, `setup-input-invalid`
   */
  async setUp(token: string, organization: string, owner: Omit<NewUser, 'role'>): Promise<void> {
    if (!(await this.markSetupToken(token, new Date()))) {
      throw new ProblemError(hostProblems['setup-link-invalid']);
    }
    const organizationId = await this.addOrganization(organization);
    try {
      await this.addUser(organizationId, { ...owner, role: 'owner' });
    } catch (cause) {
      await this.database.kysely.deleteFrom('organization').where('id', '=', organizationId).execute();
      await this.markSetupToken(token, null);
      const detail = 'The account could not be made; is there one with this email already?';
      throw new ProblemError(hostProblems['setup-input-invalid'], { detail, cause });
    }
  }

  /** Answers whether the link was there in the other state. */
  private async markSetupToken(token: string, usedAt: Date | null): Promise<boolean> {
    const marked = await this.database.kysely
      .updateTable('setup_link')
      .set({ used_at: usedAt })
      .where('token_hash', '=', hash(token))
      .where('used_at', usedAt === null ? 'is not' : 'is', null)
      .executeTakeFirst();
    return marked.numUpdatedRows === 1n;
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
