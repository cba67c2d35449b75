/** A sign-in as the form describes it; what is left empty stays unknown. */
export interface SignInForm {
  readonly userId: string | undefined;
  readonly applicationId: string | undefined;
  readonly clientAppType: string | undefined;
  readonly devicePlatform: string | undefined;
  readonly country: string;
  readonly ipAddress: string;
  readonly signInRiskLevel: string | undefined;
  readonly userRiskLevel: string | undefined;
}

/** The body of Graph's `POST /identity/conditionalAccess/evaluate` for a sign-in. */
export function requestOf(form: SignInForm): object {
  const { userId, applicationId, country, ipAddress } = form;
  const { clientAppType, devicePlatform, signInRiskLevel, userRiskLevel } = form;
  return {
    signInIdentity: { '@odata.type': '#microsoft.graph.userSignIn', userId },
    signInContext: {
      '@odata.type': '#microsoft.graph.applicationContext',
      includeApplications: applicationId === undefined ? [] : [applicationId],
    },
    signInConditions: {
      clientAppType,
      devicePlatform,
      signInRiskLevel,
      userRiskLevel,
      ...(country.trim() === '' ? {} : { country: country.trim().toUpperCase() }),
      ...(ipAddress.trim() === '' ? {} : { ipAddress: ipAddress.trim() }),
    },
    appliedPoliciesOnly: false,
  };
}

/** A sign-in by a browser of which nothing else is known. */
export const EMPTY_FORM: SignInForm = {
  userId: undefined,
  applicationId: undefined,
  clientAppType: 'browser',
  devicePlatform: undefined,
  country: '',
  ipAddress: '',
  signInRiskLevel: 'none',
  userRiskLevel: 'none',
};

/** Kinds of client that Graph knows. */
export const CLIENTS = [
  { value: 'browser', label: 'Browser' },
  { value: 'mobileAppsAndDesktopClients', label: 'Mobile app or desktop client' },
  { value: 'exchangeActiveSync', label: 'Exchange ActiveSync' },
  { value: 'other', label: 'Other client (legacy)' },
];

/** Platforms that Graph knows. */
export const PLATFORMS = [
  { value: 'windows', label: 'Windows' },
  { value: 'macOS', label: 'macOS' },
  { value: 'linux', label: 'Linux' },
  { value: 'iOS', label: 'iOS' },
  { value: 'android', label: 'Android' },
  { value: 'windowsPhone', label: 'Windows Phone' },
];

/** Levels of risk. */
export const RISKS = [
  { value: 'none', label: 'None' },
  { value: 'low', label: 'Low' },
  { value: 'medium', label: 'Medium' },
  { value: 'high', label: 'High' },
];
