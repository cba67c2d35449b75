import type { GuestType } from '../model/well-known.js';
import type { Address } from '../conditions/address.js';
import type { Truth } from './truth.js';

/** Who signs in. */
export type Subject = UserSubject | WorkloadSubject;

/** A person, with what policies ask about one. */
export interface UserSubject {
  readonly kind: 'user';
  /** Object id. */
  readonly id: string;
  /** Whether the person is a member of a group, nested membership included. */
  readonly inGroup: (groupId: string) => Truth;
  /** Whether the person holds a directory role (template id) for the whole tenant, also through groups. */
  readonly hasRole: (templateId: string) => Truth;
  /** Which kind of guest or external person it is. */
  readonly isGuestOf: (type: GuestType) => Truth;
  /** Home tenant of an external person; undefined where it is not known. */
  readonly homeTenantId: string | undefined;
}

/** A workload identity. */
export interface WorkloadSubject {
  readonly kind: 'workload';
  /** Object id of the service principal. */
  readonly id: string;
  /** Whether policies for workload identities reach it: single-tenant service principals, not managed identities. */
  readonly isGovernable: Truth;
}

/** What a sign-in is for; several applications mean each of them. */
export type Target =
  | { readonly kind: 'applications'; readonly ids: readonly string[] }
  | { readonly kind: 'userAction'; readonly action: string }
  | { readonly kind: 'authenticationContext'; readonly id: string };

/** Where a sign-in comes from. */
export interface Origin {
  /** Undefined where it is not known. */
  readonly address: Address | undefined;
  /** ISO 3166 code in upper case; empty where Entra cannot tell the country; undefined where it is not known. */
  readonly country: string | undefined;
  /** Ids of all locations that the sign-in comes from, `AllTrusted` included; decides alone where it is given. */
  readonly membership?: ReadonlySet<string>;
}

/** Attributes of a registered device, by name in lower case. */
export type Device = ReadonlyMap<string, string | readonly string[]>;

/** One sign-in after its first factor. A part that is undefined is not known. */
export interface SignIn {
  readonly subject: Subject;
  readonly target: Target | undefined;
  readonly clientApp: string | undefined;
  /** `unknown` is a platform that Entra could not tell; undefined is one that the asker did not say. */
  readonly platform: string | undefined;
  readonly origin: Origin;
  /** Undefined is a device that is not registered: every attribute of it is null. */
  readonly device: Device | undefined;
  readonly signInRisk: string | undefined;
  readonly userRisk: string | undefined;
  readonly insiderRisk: string | undefined;
  readonly servicePrincipalRisk: string | undefined;
  /** `none`, `deviceCodeFlow` or `authenticationTransfer`. */
  readonly flow: string | undefined;
}
