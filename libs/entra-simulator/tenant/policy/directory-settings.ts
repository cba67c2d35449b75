import type { Json } from '#kernel/json.js';
import type { Random } from '#kernel/random.js';
import type { LicenceLevel } from '../../model.js';
import type { DirectoryObject } from '../directory.js';
import { guidFrom } from '../guids.js';

/** Templates of settings. Source: https://learn.microsoft.com/graph/api/group-list-settings and groupsettingtemplate-list */
const TEMPLATES = {
  groups: '62375ab9-6b52-47ed-826b-58e47e0e304b',
  passwords: '5cf42378-d67d-4f36-ba46-e8b86229381d',
  consent: 'dffd5d46-495d-40a9-8e21-954ff55e198a',
} as const;

/** Tenant-wide settings; where one is absent the service's defaults hold. Values are text. */
export function directorySettings(random: Random, licence: LicenceLevel): readonly DirectoryObject[] {
  const settings = [setting(random, 'Group.Unified', TEMPLATES.groups, unified())];
  if (licence !== 'free' && random.next() < 0.7) {
    settings.push(setting(random, 'Password Rule Settings', TEMPLATES.passwords, passwords(random)));
  }
  if (random.next() < 0.6) {
    settings.push(setting(random, 'Consent Policy Settings', TEMPLATES.consent, consent(random)));
  }
  return settings;
}

function setting(
  random: Random,
  displayName: string,
  templateId: string,
  values: Readonly<Record<string, string>>,
): DirectoryObject {
  const listed: Json = Object.entries(values).map(([name, value]) => ({ name, value }));
  return { id: guidFrom(random), displayName, templateId, values: listed };
}

function unified(): Readonly<Record<string, string>> {
  return {
    EnableMIPLabels: 'true',
    CustomBlockedWordsList: '',
    EnableMSStandardBlockedWords: 'false',
    ClassificationDescriptions: '',
    DefaultClassification: '',
    PrefixSuffixNamingRequirement: '',
    AllowGuestsToBeGroupOwner: 'false',
    AllowGuestsToAccessGroups: 'true',
    GuestUsageGuidelinesUrl: '',
    GroupCreationAllowedGroupId: '',
    AllowToAddGuests: 'true',
    UsageGuidelinesUrl: '',
    ClassificationList: '',
    EnableGroupCreation: 'true',
  };
}

/** Public tools disagree on how the mode is written; both ways occur. */
function passwords(random: Random): Readonly<Record<string, string>> {
  const checked = random.next() < 0.7;
  return {
    BannedPasswordCheckOnPremisesMode: random.pick(['Audit', 'Enforce', 'Enforced']),
    EnableBannedPasswordCheckOnPremises: String(random.next() < 0.6),
    EnableBannedPasswordCheck: String(checked),
    LockoutDurationInSeconds: random.pick(['60', '30', '300']),
    LockoutThreshold: random.pick(['10', '5', '20']),
    BannedPasswordList: checked ? 'contoso\tpittsburgh\tsommer' : '',
  };
}

function consent(random: Random): Readonly<Record<string, string>> {
  return {
    EnableGroupSpecificConsent: 'false',
    BlockUserConsentForRiskyApps: String(random.next() < 0.8),
    EnableAdminConsentRequests: String(random.next() < 0.7),
    ConstrainGroupSpecificConsentToMembersOfGroupId: '',
  };
}
