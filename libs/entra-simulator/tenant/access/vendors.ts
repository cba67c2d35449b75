/** Tenant of Microsoft that owns its first-party applications. */
export const MICROSOFT_SERVICES = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

/** First-party applications of Microsoft that tenants have: name and app id, the same everywhere. */
export const FIRST_PARTY: readonly (readonly [name: string, appId: string])[] = [
  ['Microsoft Graph', '00000003-0000-0000-c000-000000000000'],
  ['Windows Azure Active Directory', '00000002-0000-0000-c000-000000000000'],
  ['Office 365 Exchange Online', '00000002-0000-0ff1-ce00-000000000000'],
  ['Office 365 SharePoint Online', '00000003-0000-0ff1-ce00-000000000000'],
  ['Skype for Business Online', '00000004-0000-0ff1-ce00-000000000000'],
  ['Microsoft Teams Services', 'cc15fd57-2c6c-4117-a88c-83b1d56b4bbe'],
  ['Microsoft Teams', '1fec8e78-bce4-4aaf-ab1b-5451cc387264'],
  ['Microsoft Office', 'd3590ed6-52b3-4102-aeff-aad2292ab01c'],
  ['OfficeHome', '4765445b-32c6-49b0-83e6-1d93765276ca'],
  ['Azure Portal', 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c'],
  ['Microsoft Azure CLI', '04b07795-8ddb-461a-bbee-02f9e1bf7b46'],
  ['Microsoft Azure PowerShell', '1950a258-227b-4e31-a9cf-717495945fc2'],
  ['Graph Explorer', 'de8bc8b5-d9f9-48b1-a8ad-b748da725064'],
  ['Microsoft Graph Command Line Tools', '14d82eec-204b-4c2f-b7e8-296a70dab67e'],
  ['Windows Azure Service Management API', '797f4846-ba00-4fd7-ba43-dac1f8f63013'],
  ['Azure Key Vault', 'cfa8b339-82a2-471a-a3c9-0fc0be7a4093'],
  ['Azure Storage', 'e406a681-f3d4-42a8-90b6-c2b029497af1'],
  ['Microsoft Intune', '0000000a-0000-0000-c000-000000000000'],
  ['Microsoft Intune Company Portal', '9ba1a5c7-f17a-4de9-a1f1-6178c8d51223'],
  ['Power BI Service', '00000009-0000-0000-c000-000000000000'],
  ['Azure AD Identity Protection', 'fc68d9e5-1f76-45ef-99aa-214805418498'],
  ['MS-PIM', '01fc33a7-78ba-4d2f-a4b7-768e336e890e'],
  ['My Apps', '2793995e-0a7d-40d7-bd35-6968ba142197'],
  ['Microsoft Authentication Broker', '29d9ed98-a469-4536-ade2-f981bc1d605e'],
  ['Microsoft Rights Management Services', '00000012-0000-0000-c000-000000000000'],
  ['Device Registration Service', '01cb2876-7ebd-4aa4-9cc9-d28bd4d359a9'],
];

/** An application of another company in the tenant. */
export interface Vendor {
  readonly name: string;
  readonly publisher: string;
  readonly verified: boolean;
  /** Application permissions of Microsoft Graph that an administrator consented to. */
  readonly roles: readonly string[];
  /** Delegated permissions that an administrator consented to for everybody. */
  readonly scopes: string;
  /** Delegated permissions that single people consented to. */
  readonly personalScopes?: string;
  readonly disabled?: boolean;
}

/** Applications of companies that do not exist; some hold far more than they need. */
export const VENDORS: readonly Vendor[] = [
  vendor('Northwind Backup for Microsoft 365', true, [
    'Sites.FullControl.All',
    'Mail.ReadWrite',
    'Directory.Read.All',
  ]),
  vendor('Litware Mail Archiver', true, ['Mail.Read', 'User.Read.All']),
  vendor('Adatum HR Sync', false, ['User.ReadWrite.All', 'Group.ReadWrite.All']),
  vendor('Proseware Analytics', true, ['Reports.Read.All', 'AuditLog.Read.All']),
  vendor('Tailspin Automation Hub', false, [
    'RoleManagement.ReadWrite.Directory',
    'AppRoleAssignment.ReadWrite.All',
    'Application.ReadWrite.All',
  ]),
  {
    ...vendor('Wingtip Survey', false, []),
    personalScopes: 'openid profile offline_access User.Read Mail.Read',
  },
  vendor('Woodgrove Expense', true, []),
  {
    ...vendor('Fourth Coffee Ordering', false, []),
    personalScopes: 'openid profile User.Read Files.Read.All',
  },
  vendor('Graphic Design Studio', true, ['Files.ReadWrite.All']),
  { ...vendor('Alpine Ski House Booking', false, ['Mail.Send']), disabled: true },
  vendor('Trey Research Directory Export', false, ['Directory.ReadWrite.All', 'Member.Read.Hidden']),
  vendor('Margie Travel', true, []),
  vendor('Coho Vineyard Service Desk', true, ['UserAuthenticationMethod.ReadWrite.All']),
  vendor('Humongous Insurance Claims', true, []),
  vendor('Blue Yonder Signature', false, ['Mail.Send', 'User.Read.All']),
  vendor('Lucerne Publishing', true, []),
];

function vendor(name: string, verified: boolean, roles: readonly string[]): Vendor {
  const publisher = name.split(' ').slice(0, 2).join(' ');
  return { name, publisher, verified, roles, scopes: 'openid profile email User.Read' };
}
