import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import type { HostDatabase } from './host-database.js';
import { PASSWORD_LENGTH_MIN } from './setup.dto.js';

/** Whoever is signed in, by the host's session. */
export interface HostSession {
  readonly userId: string;
  readonly sessionId: string;
  readonly email: string;
  readonly name: string;
}

/** Sign-in and sessions, kept by better-auth. */
export interface HostAuth {
  /** Answers requests below `/api/auth`. */
  readonly handler: (request: Request) => Promise<Response>;
  session(headers: Headers): Promise<HostSession | undefined>;
  /** Adds a user who signs in with a password; answers the id. @throws Error when the email is taken */
  addUser(user: {
    readonly email: string;
    readonly password: string;
    readonly name: string;
  }): Promise<string>;
}

/** Guesses at passwords are few and slow, in every environment. Windows are in seconds. */
const RATE_LIMIT = {
  enabled: true,
  window: 60,
  max: 300,
  customRules: { '/sign-in/email': { window: 60, max: 30 } },
};

/** Header in which this host says who called; whatever a caller put there is written over. */
export const CLIENT_ADDRESS = 'x-host-client-address';

/** Opens sign-in on the host's database. Nobody can sign up: users come from set-up links and the demo. */
export async function openHostAuth(
  database: HostDatabase,
  config: { readonly publicUrl: string; readonly secret: string },
): Promise<HostAuth> {
  const common = {
    database: { db: database.kysely, type: 'postgres' as const },
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret: config.secret,
    telemetry: { enabled: false },
    logger: { level: 'error' as const },
    trustedOrigins: [config.publicUrl],
    rateLimit: RATE_LIMIT,
    advanced: { ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS] } },
  } satisfies BetterAuthOptions;
  const rules = { enabled: true, minPasswordLength: PASSWORD_LENGTH_MIN };
  const { runMigrations } = await getMigrations({ ...common, emailAndPassword: rules });
  await runMigrations();
  const open = betterAuth({ ...common, emailAndPassword: { ...rules, disableSignUp: true } });
  const inner = betterAuth({ ...common, emailAndPassword: { ...rules, autoSignIn: false } });
  return {
    handler: (request) => open.handler(request),
    session: async (headers) => {
      const found = await open.api.getSession({ headers });
      if (found === null) return undefined;
      return {
        userId: found.user.id,
        sessionId: found.session.id,
        email: found.user.email,
        name: found.user.name,
      };
    },
    addUser: async (user) => {
      const { internalAdapter } = await inner.$context;
      // Signing up with a known address answers like success, so that strangers cannot find out who has an account.
      if ((await internalAdapter.findUserByEmail(user.email)) !== null) {
        throw new Error('There is an account with this email already.');
      }
      const { user: created } = await inner.api.signUpEmail({ body: { ...user } });
      return created.id;
    },
  };
}
