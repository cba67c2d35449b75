/** What the token endpoint answers. */
export interface TokenAnswer {
  readonly token_type: 'Bearer';
  /** Seconds. */
  readonly expires_in: number;
  /** Seconds. */
  readonly ext_expires_in: number;
  readonly access_token: string;
  readonly scope?: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly client_info?: string;
}

/**
 * The answer as the first version of the endpoint writes it: numbers are text, instants are seconds since the epoch, and
 * the resource is named. Source: recorded answers of `POST /{tenant}/oauth2/token`.
 */
export function firstVersion(answer: TokenAnswer, resource: string, now: Date): object {
  const seconds = Math.floor(now.getTime() / 1_000);
  const { token_type: type, expires_in: lifetime, ext_expires_in: extended, ...others } = answer;
  return {
    token_type: type,
    expires_in: String(lifetime),
    ext_expires_in: String(extended),
    expires_on: String(seconds + lifetime),
    not_before: String(seconds),
    resource,
    ...others,
  };
}
