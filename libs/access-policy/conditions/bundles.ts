/**
 * Applications that stand behind a bundle. Microsoft keeps the lists and Graph does not tell them; these are the published
 * names of "Apps included in Conditional Access Office 365 app suite" and "Microsoft Admin Portals" (learn.microsoft.com)
 * with the ids of "Verify first-party Microsoft applications in sign-in reports". Another id is taken not to belong.
 */
const MEMBERS: Readonly<Record<string, ReadonlySet<string>>> = {
  Office365: new Set([
    '00000002-0000-0ff1-ce00-000000000000', // Office 365 Exchange Online
    '00000003-0000-0ff1-ce00-000000000000', // Office 365 SharePoint Online
    '00000004-0000-0ff1-ce00-000000000000', // Skype for Business Online
    '00000005-0000-0ff1-ce00-000000000000', // Viva Engage
    '00000006-0000-0ff1-ce00-000000000000', // Microsoft Office 365 Portal
    '00000007-0000-0ff1-ce00-000000000000', // Microsoft Exchange Online Protection
    'cc15fd57-2c6c-4117-a88c-83b1d56b4bbe', // Microsoft Teams Services
    '1fec8e78-bce4-4aaf-ab1b-5451cc387264', // Microsoft Teams
    '5e3ce6c0-2b1f-4285-8d4b-75ee78787346', // Microsoft Teams Web Client
    '75efb5bc-18a1-4e7b-8a66-2ad2503d79c6', // Microsoft Teams Retail Service
    'c9a559d2-7aab-4f13-a6ed-e7e9c52aec87', // Microsoft Forms
    '09abbdfd-ed23-44ee-a2d9-a627aa1c90f3', // ProjectWorkManagement
    '75f31797-37c9-498e-8dc9-53c16a36afca', // Microsoft Planner Client
    '2634dd23-5e5a-431c-81ca-11710d9079f4', // Microsoft Stream Service
    'cf53fce8-def6-4aeb-8d30-b158e7b1cf83', // Microsoft Stream Portal
    '905fcf26-4eb7-48a0-9ff0-8dcc7194b5ba', // Sway
    '95de633a-083e-42f5-b444-a4295d8e9314', // Microsoft Whiteboard Services
    '4345a7b9-9a63-4910-a426-35363201d503', // O365 Suite UX
    '4765445b-32c6-49b0-83e6-1d93765276ca', // OfficeHome
    '0f698dd4-f011-4d23-a33e-b36416dcb1e6', // OfficeClientService
    '89bee1f7-5e6e-4d8a-9f3d-ecd601259da7', // Office365 Shell WCSS-Client
    '66a88757-258c-4c72-893c-3e8bed4d6899', // Office 365 Search Service
    '94c63fef-13a3-47bc-8074-75af8c65887a', // Office Delve
    'b4bddae8-ab25-483e-8670-df09b9f1d0ea', // Office Online Core SSO
    '166f1b03-5b19-416f-a94b-1d7aa2d247dc', // Office Hive
    '6204c1d1-4712-4c46-a7d9-3ed63d992682', // Microsoft Flow Portal
    '475226c6-020e-4fb2-8a90-7a972cbfc1d4', // PowerApps Service
    'a8f7a65c-f5ba-4859-b2d6-df772c264e9d', // make.powerapps.com
    '2d4d3d8e-2be3-4bef-9f87-7875a61c29de', // OneNote
    'ab9b8c07-8f02-4f72-87fa-80105867a763', // OneDrive SyncEngine
    'd3590ed6-52b3-4102-aeff-aad2292ab01c', // Microsoft Office
    '08e18876-6177-487e-b8b5-cf950c1e598c', // SharePoint Online Web Client Extensibility
    '9199bf20-a13f-4107-85dc-02114787ef48', // One Outlook Web
    '48af08dc-f6d2-435f-b2a7-069abd99c086', // Connectors
    '80ccca67-54bd-44ab-8625-4b79c4dc7775', // Protection Center
    'a187e399-0c36-4b98-8f04-1edc167a0996', // Loop
  ]),
  MicrosoftAdminPortals: new Set([
    'c44b4083-3bb0-49c1-b47d-974e53cbdf3c', // Azure portal and Microsoft Entra admin center
    '497effe9-df71-4043-a8bb-14cf78c4b63b', // Exchange admin center
    '00000006-0000-0ff1-ce00-000000000000', // Microsoft 365 admin center
    '80ccca67-54bd-44ab-8625-4b79c4dc7775', // Microsoft Defender and Purview portals
    '5926fc8e-304e-4f59-8bed-58ca97cc39a4', // Microsoft Intune admin center
    '2ddfbe71-ed12-4123-b99b-d5fc8a062a79', // Microsoft Teams admin center
  ]),
};

/** Whether a name is a bundle of applications. */
export const isBundle = (name: string): boolean => name in MEMBERS;

/** Whether an application stands behind a bundle; a bundle stands behind itself. */
export function isInBundle(appId: string, bundle: string): boolean {
  return appId === bundle || (MEMBERS[bundle]?.has(appId) ?? false);
}
