import type { JsonObject } from '#kernel/json.js';
import { APP, doing, OTHER_APP, reasons, toApp, within } from './question-builder.js';

describe('given what a policy is about', () => {
  const actions = { includeUserActions: ['urn:user:registersecurityinfo'] };
  const contexts = { includeAuthenticationContextClassReferences: ['c1'] };

  it.each<[string, JsonObject, JsonObject, string]>([
    ['all resources', { includeApplications: ['All'] }, toApp(APP), 'notSet'],
    ['one application', { includeApplications: [APP] }, toApp(APP), 'notSet'],
    ['another application', { includeApplications: [OTHER_APP] }, toApp(APP), 'application'],
    ['a bundle that holds it', { includeApplications: ['Office365'] }, toApp(APP), 'notSet'],
    ['a bundle that does not', { includeApplications: ['MicrosoftAdminPortals'] }, toApp(APP), 'application'],
    [
      'all but its bundle',
      { includeApplications: ['All'], excludeApplications: ['Office365'] },
      toApp(APP),
      'application',
    ],
    [
      'all but one of two',
      { includeApplications: ['All'], excludeApplications: [APP] },
      toApp(APP, OTHER_APP),
      'notSet',
    ],
    ['nothing', { includeApplications: ['None'] }, toApp(APP), 'application'],
    [
      'applications by attributes that are not told',
      { includeApplications: [], applicationFilter: { mode: 'include', rule: 'x' } },
      toApp(APP),
      'notEnoughInformation',
    ],
    ['a user action', actions, doing('registerSecurityInformation'), 'notSet'],
    ['another user action', actions, doing('registerOrJoinDevices'), 'userActions'],
    [
      'all resources, and a user action',
      { includeApplications: ['All'] },
      doing('registerSecurityInformation'),
      'notSet',
    ],
    [
      'one application, and a user action',
      { includeApplications: [APP] },
      doing('registerOrJoinDevices'),
      'userActions',
    ],
    ['a user action, and an application', actions, toApp(APP), 'application'],
    ['a context', contexts, within('c1'), 'notSet'],
    ['another context', contexts, within('c37'), 'authenticationContext'],
    ['all resources, and a context', { includeApplications: ['All'] }, within('c1'), 'authenticationContext'],
  ])('judges a policy about %s', (_, applications, what, expected) => {
    expect(reasons({ policy: { applications }, what })).toBe(expected);
  });
});
