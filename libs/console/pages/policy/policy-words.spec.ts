import { controlName, policyInWords, type Phrase } from './policy-words.js';

const ID = '6a7f2ec6-f8bf-42e4-827f-82318c75e6d1';
const OTHER = '56e33506-88ab-41bf-ad64-a81f3ff67591';

const inWords = (policy: Readonly<Record<string, unknown>>) => policyInWords({ id: ID, ...policy });
const leads = (phrases: readonly Phrase[]) => phrases.map(({ lead }) => lead);
const when = (conditions: Readonly<Record<string, unknown>>) => leads(inWords({ conditions }).when);
const then = (policy: Readonly<Record<string, unknown>>) => leads(inWords(policy).grant);

describe('given who a policy is for', () => {
  it('tells special words from people, and exclusions from inclusions', () => {
    const { who } = inWords({
      conditions: {
        users: {
          includeUsers: ['All', ID],
          includeRoles: [OTHER],
          excludeUsers: ['GuestsOrExternalUsers', OTHER],
          excludeGroups: [ID],
        },
      },
    });
    expect(who).toEqual([
      { lead: 'Everyone', refs: [] },
      { lead: 'Users:', refs: [{ kind: 'user', id: ID }] },
      { lead: 'Whoever holds the role:', refs: [{ kind: 'role', id: OTHER }] },
      { lead: 'Except users:', refs: [{ kind: 'user', id: OTHER }] },
      { lead: 'Except all guests', refs: [] },
      { lead: 'Except members of:', refs: [{ kind: 'group', id: ID }] },
    ]);
  });

  it('names kinds of guest', () => {
    const includeGuestsOrExternalUsers = { guestOrExternalUserTypes: 'internalGuest,serviceProvider' };
    const { who } = inWords({ conditions: { users: { includeGuestsOrExternalUsers } } });
    expect(leads(who)).toEqual(['Guests: internal guest, service provider']);
  });

  it('names the workloads of a policy for workloads, and no person', () => {
    const { who } = inWords({
      conditions: {
        users: { includeUsers: ['None'] },
        clientApplications: { includeServicePrincipals: [ID] },
      },
    });
    expect(who).toEqual([{ lead: 'Service principals:', refs: [{ kind: 'principal', id: ID }] }]);
  });

  it('says that nobody is meant, where nobody and no workload is', () => {
    expect(leads(inWords({ conditions: { users: { includeUsers: ['None'] } } }).who)).toEqual(['Nobody']);
  });
});

describe('given what a policy protects', () => {
  const what = (applications: object) => leads(inWords({ conditions: { applications } }).what);

  it('tells bundles from applications', () => {
    expect(
      what({ includeApplications: ['Office365', ID], excludeApplications: ['MicrosoftAdminPortals'] }),
    ).toEqual(['Microsoft 365 applications', 'Applications:', 'Except Microsoft admin portals']);
  });

  it('names user actions in words, and contexts', () => {
    expect(
      what({
        includeUserActions: ['urn:user:registersecurityinfo', 'urn:user:registerdevice'],
        includeAuthenticationContextClassReferences: ['c1'],
      }),
    ).toEqual([
      'User actions: register security information, register or join devices',
      'Authentication contexts: c1',
    ]);
  });

  it('says that a filter of attributes counts, and nothing where it is null', () => {
    expect(what({ applicationFilter: { mode: 'include', rule: 'x' } })).toEqual([
      'Applications by a filter of attributes',
    ]);
    expect(what({ applicationFilter: null })).toEqual([]);
  });
});

describe('given when a policy applies', () => {
  it('says always where it has no condition, and where every client counts', () => {
    expect(when({})).toEqual(['Always']);
    expect(when({ clientAppTypes: ['all'] })).toEqual(['Always']);
  });

  it('names places, platforms, clients and risks', () => {
    expect(
      when({
        locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted', ID] },
        platforms: { includePlatforms: ['android', 'iOS'], excludePlatforms: ['windows'] },
        clientAppTypes: ['exchangeActiveSync', 'other'],
        signInRiskLevels: ['high', 'medium'],
        userRiskLevels: ['high'],
        insiderRiskLevels: 'elevated',
      }),
    ).toEqual([
      'From anywhere',
      'Not from trusted locations',
      'Not from:',
      'Platforms: Android, iOS',
      'Not on platforms: Windows',
      'Clients: Exchange ActiveSync, other clients',
      'Sign-in risk: high, medium',
      'User risk: high',
      'Insider risk: elevated',
    ]);
  });

  it('tells a filter that takes devices out from one that takes them in', () => {
    const rule = 'device.isCompliant -eq True';
    const devices = (mode: string) => ({ devices: { deviceFilter: { mode, rule } } });
    expect(when(devices('exclude'))).toEqual([`Not on devices where ${rule}`]);
    expect(when(devices('include'))).toEqual([`Only on devices where ${rule}`]);
  });

  it('names authentication flows', () => {
    expect(when({ authenticationFlows: { transferMethods: 'deviceCodeFlow' } })).toEqual([
      'Authentication flow: device code flow',
    ]);
  });
});

describe('given what a policy demands', () => {
  it('lets block stand alone, whatever else is named', () => {
    expect(then({ grantControls: { operator: 'OR', builtInControls: ['block', 'mfa'] } })).toEqual([
      'Block access',
    ]);
  });

  it('joins controls by the operator of the policy', () => {
    const controls = ['mfa', 'compliantDevice'];
    expect(then({ grantControls: { operator: 'OR', builtInControls: controls } })).toEqual([
      'Require multifactor authentication or a compliant device',
    ]);
    expect(then({ grantControls: { operator: 'AND', builtInControls: controls } })).toEqual([
      'Require multifactor authentication and a compliant device',
    ]);
  });

  it('counts strengths, custom controls and terms of use as controls', () => {
    const grantControls = {
      operator: 'AND',
      builtInControls: [],
      authenticationStrength: { displayName: 'Phishing-resistant MFA' },
      customAuthenticationFactors: ['Duo'],
      termsOfUse: [ID],
    };
    expect(then({ grantControls })).toEqual([
      'Require authentication strength “Phishing-resistant MFA” and custom control Duo and accepted terms of use',
    ]);
  });

  it('demands nothing without grant controls', () => {
    expect(then({ grantControls: null, sessionControls: null })).toEqual([]);
  });

  it('says how often somebody signs in again, and other session controls that are on', () => {
    expect(
      then({
        sessionControls: {
          signInFrequency: { isEnabled: true, value: 4, type: 'hours', frequencyInterval: 'timeBased' },
          persistentBrowser: { isEnabled: true, mode: 'never' },
          cloudAppSecurity: { isEnabled: false },
        },
      }),
    ).toEqual(['Sign in again every 4 hours', 'Session: persistent browser']);
    expect(
      then({ sessionControls: { signInFrequency: { isEnabled: true, frequencyInterval: 'everyTime' } } }),
    ).toEqual(['Sign in again every time']);
  });

  it('leaves out a frequency that is not on', () => {
    const signInFrequency = { isEnabled: false, value: 4, type: 'hours' };
    expect(then({ sessionControls: { signInFrequency } })).toEqual([]);
  });
});

describe('given a policy that is not as documented', () => {
  it('takes anything for a policy without failing', () => {
    for (const odd of [null, 7, 'text', [], {}])
      expect(inWords({ conditions: odd, grantControls: odd, sessionControls: odd })).toMatchObject({
        who: [],
      });
  });

  it('shows a control that it does not know by its own name', () => {
    expect(controlName('mfa')).toBe('multifactor authentication');
    expect(controlName('somethingNew')).toBe('something new');
  });
});
