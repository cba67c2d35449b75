import type { Policy, SessionControls } from '../model/policy.js';

/** Session controls of several policies at once; the most restrictive wins. */
export interface MergedSession {
  readonly signInFrequency?: { readonly everyTime: boolean; readonly hours: number | null };
  readonly persistentBrowser?: 'always' | 'never';
  readonly cloudAppSecurity?: string;
  readonly applicationEnforcedRestrictions?: true;
  readonly secureSignInSession?: true;
  readonly disableResilienceDefaults?: true;
}

const CLOUD_STRICTNESS: readonly string[] = ['monitorOnly', 'mcasConfigured', 'blockDownloads'];

/** Unites the session controls of policies that apply. */
export function mergeSessions(policies: readonly Policy[]): MergedSession {
  const sessions = policies.flatMap(({ sessionControls }) => sessionControls ?? []);
  const has = (isOn: (session: SessionControls) => boolean | undefined): boolean => sessions.some(isOn);
  return {
    ...mergeFrequency(sessions),
    ...mergeBrowser(sessions),
    ...mergeCloud(sessions),
    ...(has((it) => it.applicationEnforcedRestrictions?.isEnabled) && {
      applicationEnforcedRestrictions: true,
    }),
    ...(has((it) => it.secureSignInSession?.isEnabled) && { secureSignInSession: true }),
    ...(has((it) => it.disableResilienceDefaults) && { disableResilienceDefaults: true }),
  };
}

function mergeFrequency(sessions: readonly SessionControls[]): Pick<MergedSession, 'signInFrequency'> {
  const limits = sessions.flatMap(({ signInFrequency }) =>
    signInFrequency?.isEnabled === true ? [frequencyHours(signInFrequency)] : [],
  );
  if (limits.length === 0) return {};
  const shortest = Math.min(...limits);
  const everyTime = shortest === 0;
  return {
    signInFrequency: { everyTime, hours: everyTime || !Number.isFinite(shortest) ? null : shortest },
  };
}

/** Hours until the next sign-in; 0 is every time. */
export function frequencyHours(frequency: NonNullable<SessionControls['signInFrequency']>): number {
  if (frequency.frequencyInterval === 'everyTime') return 0;
  if (frequency.value === undefined) return Number.POSITIVE_INFINITY;
  return frequency.type === 'days' ? frequency.value * 24 : frequency.value;
}

function mergeBrowser(sessions: readonly SessionControls[]): Pick<MergedSession, 'persistentBrowser'> {
  const modes = sessions.flatMap(({ persistentBrowser }) =>
    persistentBrowser?.isEnabled === true ? [persistentBrowser.mode] : [],
  );
  if (modes.includes('never')) return { persistentBrowser: 'never' };
  return modes.includes('always') ? { persistentBrowser: 'always' } : {};
}

function mergeCloud(sessions: readonly SessionControls[]): Pick<MergedSession, 'cloudAppSecurity'> {
  const types = sessions.flatMap(({ cloudAppSecurity }) =>
    cloudAppSecurity?.isEnabled === true ? [cloudAppSecurity.cloudAppSecurityType ?? 'mcasConfigured'] : [],
  );
  const [strictest] = types.toSorted(
    (one, other) => CLOUD_STRICTNESS.indexOf(other) - CLOUD_STRICTNESS.indexOf(one),
  );
  return strictest === undefined ? {} : { cloudAppSecurity: strictest };
}
