import { ProblemError } from '#kernel/problem.js';
import type { Registration } from '../settings/settings.port.js';
import { aadstsProblems } from './aadsts.problems.js';
import { toAadstsProblem } from './aadsts.js';
import type { RegistrationTokens } from './connect.tokens.js';
import { toGraphToken } from './graph-tokens.js';
import type { MsalClients } from './msal-clients.js';
import type { GraphToken } from './token-source.port.js';

/** Tokens of an app itself (client credentials), asked of the identity platform anew each time. */
export class ApplicationTokens implements RegistrationTokens {
  constructor(private readonly clients: MsalClients) {}

  async application(registration: Registration, tenantId: string): Promise<GraphToken> {
    try {
      const client = this.clients.client(registration, tenantId);
      const request = { scopes: [this.clients.scope], skipCache: true };
      const result = await client.acquireTokenByClientCredential(request);
      if (result === null) throw new ProblemError(aadstsProblems['sign-in-failed']);
      return toGraphToken(result, 'application');
    } catch (error) {
      throw toAadstsProblem(error);
    }
  }
}
