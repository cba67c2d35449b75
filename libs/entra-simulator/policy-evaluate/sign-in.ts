import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import { texts } from './match.js';

/** Who signs in. */
export type SignInIdentity =
  | {
      readonly kind: 'user';
      /** Undefined for people without an object in this tenant (direct connect, service providers). */
      readonly userId: string | undefined;
      readonly externalUserType: string | undefined;
      readonly externalTenantId: string | undefined;
    }
  | { readonly kind: 'servicePrincipal'; readonly servicePrincipalId: string };

/** What is signed in to. */
export type SignInContext =
  | { readonly kind: 'application'; readonly appIds: readonly string[] }
  | { readonly kind: 'userAction'; readonly action: string }
  | { readonly kind: 'authContext'; readonly value: string };

/** The request of What-If. Source: https://learn.microsoft.com/graph/api/conditionalaccessroot-evaluate */
export interface SignIn {
  readonly identity: SignInIdentity;
  readonly context: SignInContext;
  readonly conditions: JsonObject;
  readonly appliedPoliciesOnly: boolean;
}

/** Raised for a body that is no request of What-If. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
}

/** User actions as What-If names them, and as policies do. */
const ACTIONS: Readonly<Record<string, string>> = {
  registerSecurityInformation: 'urn:user:registersecurityinfo',
  registerOrJoinDevices: 'urn:user:registerdevice',
};

/** Reads the body of a request. @throws SignInError */
export function parseSignIn(body: Json): SignIn {
  const object = isJsonObject(body) ? body : {};
  const { signInConditions } = object;
  if (!isJsonObject(signInConditions)) throw new SignInError('signInConditions is required.');
  return {
    identity: parseIdentity(required(object, 'signInIdentity')),
    context: parseContext(required(object, 'signInContext')),
    conditions: signInConditions,
    appliedPoliciesOnly: object['appliedPoliciesOnly'] === true,
  };
}

function required(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  if (!isJsonObject(value)) throw new SignInError(`${name} is required.`);
  return value;
}

function parseIdentity(identity: JsonObject): SignInIdentity {
  switch (typeOf(identity)) {
    case 'userSignIn': {
      const userId = optional(identity['userId']);
      const externalUserType = optional(identity['externalUserType']);
      if (userId === undefined && (externalUserType ?? 'none') === 'none') {
        throw new SignInError('userId or externalUserType is required.');
      }
      return {
        kind: 'user',
        userId,
        externalUserType: externalUserType === 'none' ? undefined : externalUserType,
        externalTenantId: optional(identity['externalTenantId']),
      };
    }
    case 'servicePrincipalSignIn':
      return { kind: 'servicePrincipal', servicePrincipalId: text(identity['servicePrincipalId']) };
    default:
      throw new SignInError('signInIdentity is a userSignIn or a servicePrincipalSignIn.');
  }
}

function parseContext(context: JsonObject): SignInContext {
  switch (typeOf(context)) {
    case 'applicationContext':
      return { kind: 'application', appIds: texts(context['includeApplications']) };
    case 'userActionContext': {
      const action = ACTIONS[text(context['userAction'])];
      if (action === undefined) throw new SignInError('userAction is not known.');
      return { kind: 'userAction', action };
    }
    case 'authContext':
      return { kind: 'authContext', value: text(context['authenticationContextValue']) };
    default:
      throw new SignInError('signInContext is an applicationContext, userActionContext or authContext.');
  }
}

function typeOf(object: JsonObject): string {
  return text(object['@odata.type']).replace('#microsoft.graph.', '');
}

function optional(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
