import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import type { DoubtLog, Place } from './doubts.js';
import type { AuthenticationStrength, Doubt, GrantControls, SessionControls } from './policy.js';
import { flag, flags, identifier, identifiers, listOf, quantity, text } from './shape.js';
import { GRANT_CONTROLS } from './vocabulary.js';

const GRANT_FIELDS = [
  'operator',
  'builtInControls',
  'customAuthenticationFactors',
  'termsOfUse',
  'authenticationStrength',
];
const KNOWN_GRANTS = Object.fromEntries(GRANT_FIELDS.map((name) => [name, 'grant' as const]));

/** Normalises `grantControls`. */
export function parseGrantControls(source: JsonObject, log: DoubtLog): GrantControls {
  const place: Place = { part: 'grant', path: 'grantControls' };
  log.unknownFields(source, KNOWN_GRANTS, place);
  for (const name of ['builtInControls', 'customAuthenticationFactors', 'termsOfUse']) {
    log.wrongType(source[name], 'list', { ...place, path: `grantControls.${name}` });
  }
  const controls = log.values(flags(source['builtInControls']), GRANT_CONTROLS, {
    ...place,
    path: 'grantControls.builtInControls',
  });
  return {
    operator: parseOperator(source['operator'], log),
    builtInControls: controls,
    customAuthenticationFactors: identifiers(source['customAuthenticationFactors']),
    termsOfUse: identifiers(source['termsOfUse']),
    authenticationStrength: parseStrength(source['authenticationStrength']),
  };
}

function parseOperator(value: Json | undefined, log: DoubtLog): 'AND' | 'OR' | undefined {
  const operator = text(value)?.toUpperCase();
  if (operator === 'AND' || operator === 'OR') return operator;
  if (operator !== undefined && operator !== '')
    log.note({ part: 'grant', path: 'grantControls.operator' }, value);
  return undefined;
}

/** Normalises an authentication strength; undefined where there is none. */
export function parseStrength(value: Json | undefined): AuthenticationStrength | undefined {
  if (!isJsonObject(value)) return undefined;
  const id = identifier(value['id']);
  const allowedCombinations = listOf(text)(value['allowedCombinations']) ?? [];
  const requirementsSatisfied = text(value['requirementsSatisfied']);
  if (id === undefined && allowedCombinations.length === 0 && requirementsSatisfied === undefined) {
    return undefined;
  }
  return {
    id: id ?? '',
    displayName: text(value['displayName']) ?? '',
    policyType: text(value['policyType']),
    requirementsSatisfied,
    allowedCombinations,
  };
}

const SESSION_FIELDS = [
  'signInFrequency',
  'persistentBrowser',
  'cloudAppSecurity',
  'applicationEnforcedRestrictions',
  'secureSignInSession',
  'disableResilienceDefaults',
  'continuousAccessEvaluation',
  'networkAccessSecurity',
  'globalSecureAccessFilteringProfile',
];
const KNOWN_SESSIONS: Readonly<Record<string, Doubt['part']>> = Object.fromEntries(
  SESSION_FIELDS.map((name) => [name, 'session' as const]),
);

/** Normalises `sessionControls`; a control that is absent or null is undefined. */
export function parseSessionControls(source: JsonObject, log: DoubtLog): SessionControls {
  log.unknownFields(source, KNOWN_SESSIONS, { part: 'session', path: 'sessionControls' });
  const control = (name: string): JsonObject | undefined => {
    const value = source[name];
    return isJsonObject(value) ? value : undefined;
  };
  const toggle = (name: string): { readonly isEnabled: boolean } | undefined => {
    const found = control(name);
    return found && { isEnabled: isEnabled(found) };
  };
  const browser = control('persistentBrowser');
  const cloud = control('cloudAppSecurity');
  return {
    signInFrequency: parseFrequency(control('signInFrequency')),
    persistentBrowser: browser && { isEnabled: isEnabled(browser), mode: text(browser['mode']) },
    cloudAppSecurity: cloud && {
      isEnabled: isEnabled(cloud),
      cloudAppSecurityType: text(cloud['cloudAppSecurityType']),
    },
    applicationEnforcedRestrictions: toggle('applicationEnforcedRestrictions'),
    secureSignInSession: toggle('secureSignInSession'),
    disableResilienceDefaults: flag(source['disableResilienceDefaults']),
  };
}

/** A control without `isEnabled` is off. */
const isEnabled = (control: JsonObject): boolean => flag(control['isEnabled']) ?? false;

function parseFrequency(control: JsonObject | undefined): SessionControls['signInFrequency'] {
  return (
    control && {
      isEnabled: isEnabled(control),
      type: text(control['type']),
      value: quantity(control['value']),
      frequencyInterval: text(control['frequencyInterval']),
      authenticationType: text(control['authenticationType']),
    }
  );
}
