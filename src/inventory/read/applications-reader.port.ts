import type { JsonObject } from '#kernel/json.js';
import type { Page, PageRequest, ReadAt } from './inventory-reader.port.js';

/** Which applications a list shows; a condition on what Graph did not say fits none. */
export interface ApplicationFilter {
  /** Beginning of the display name, in any case. */
  readonly name: string | undefined;
  /** Beginning of the verified publisher's name or of the publisher's domain, in any case. */
  readonly publisher: string | undefined;
  readonly verified: boolean | undefined;
  readonly enabled: boolean | undefined;
  /** Holds a permission that is marked as high risk, by itself or on behalf of people. */
  readonly hasHighRiskPermissions: boolean | undefined;
  /** A secret or certificate is valid now and ends within so many days. */
  readonly credentialExpiresWithinDays: number | undefined;
  /** A secret or certificate has ended. */
  readonly credentialExpired: boolean | undefined;
  /** Conditions on properties as Graph names them. */
  readonly equal: Readonly<Record<string, string | undefined>>;
}

/** Reads lists of applications from published revisions. */
export interface ApplicationsReader {
  /** By name. @throws ProblemError `cursor-invalid` */
  applications(
    at: ReadAt & { readonly now: Date },
    kind: 'application' | 'service_principal',
    filter: ApplicationFilter,
    page: PageRequest,
  ): Promise<Page<JsonObject>>;
}

/** Injection token of `ApplicationsReader`. */
export const APPLICATIONS_READER = Symbol('entra-id/applications-reader');
