import type { JsonObject } from '#kernel/json.js';
import { any, certain, part, texts, within, type Match } from './match.js';
import type { SignInContext } from './sign-in.js';

/**
 * Applications behind the names of bundles. Microsoft maintains the lists and Graph does not show them; these are members
 * that are named at https://learn.microsoft.com/entra/identity/conditional-access/reference-office-365-application-contents
 */
const BUNDLES: Readonly<Record<string, readonly string[]>> = {
  Office365: [
    '00000002-0000-0ff1-ce00-000000000000',
    '00000003-0000-0ff1-ce00-000000000000',
    '00000004-0000-0ff1-ce00-000000000000',
    '00000005-0000-0ff1-ce00-000000000000',
    'cc15fd57-2c6c-4117-a88c-83b1d56b4bbe',
    '4765445b-32c6-49b0-83e6-1d93765276ca',
    '09abbdfd-ed23-44ee-a2d9-a627aa1c90f3',
    'c9a559d2-7aab-4f13-a6ed-e7e9c52aec87',
  ],
  MicrosoftAdminPortals: [
    'c44b4083-3bb0-49c1-b47d-974e53cbdf3c',
    '497effe9-df71-4043-a8bb-14cf78c4b63b',
    '00000006-0000-0ff1-ce00-000000000000',
    '80ccca67-54bd-44ab-8625-4b79c4dc7775',
  ],
};

/** Whether a policy is about what is signed in to. */
export function matchTarget(context: SignInContext, applications: JsonObject | undefined): Match {
  switch (context.kind) {
    case 'application':
      return any(context.appIds.map((appId) => matchApplication(appId, applications)));
    case 'userAction':
      return matchAction(context.action, applications);
    case 'authContext':
      return certain(
        texts(applications?.['includeAuthenticationContextClassReferences']).includes(context.value),
      );
  }
}

function matchApplication(appId: string, applications: JsonObject | undefined): Match {
  const names = (list: string): readonly string[] => texts(applications?.[list]);
  const named = (list: readonly string[]): boolean =>
    list.some((name) => name === appId || BUNDLES[name]?.includes(appId) === true);
  const included = names('includeApplications');
  const filter = part(applications, 'applicationFilter');
  const mode = filter?.['mode'];
  return within(
    any([certain(included.includes('All') || named(included)), mode === 'include' ? 'unknown' : 'no']),
    any([certain(named(names('excludeApplications'))), mode === 'exclude' ? 'unknown' : 'no']),
  );
}

/**
 * A user action is met by policies that name it, and by those for all resources: the third documented example of
 * What-If shows both.
 */
function matchAction(action: string, applications: JsonObject | undefined): Match {
  return certain(
    texts(applications?.['includeUserActions']).includes(action) ||
      texts(applications?.['includeApplications']).includes('All'),
  );
}
