/**
 * Delegated permissions that must not be classified low, by the application id of their resource (published by CISA with the
 * SCuBA baseline for Microsoft Entra ID, MS.AAD.5.2v1).
 */
export const RISKY_PERMISSIONS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  // Microsoft Graph
  risky(
    '00000003-0000-0000-c000-000000000000',
    'APIConnectors.ReadWrite.All AccessReview.ReadWrite.All AccessReview.ReadWrite.Membership',
    'AdministrativeUnit.ReadWrite.All Agreement.ReadWrite.All AppCatalog.ReadWrite.All',
    'AppCertTrustConfiguration.ReadWrite.All AppRoleAssignment.ReadWrite.All',
    'Application-RemoteDesktopConfig.ReadWrite.All Application.ReadWrite.All ApprovalSolution.ReadWrite',
    'ApprovalSolutionResponse.ReadWrite AttackSimulation.ReadWrite.All AuditLog.Read.All',
    'AuthenticationContext.ReadWrite.All BackupRestore-Configuration.ReadWrite.All',
    'BackupRestore-Control.ReadWrite.All BackupRestore-Restore.ReadWrite.All Bookings.Manage.All',
    'Bookings.ReadWrite.All BookingsAppointment.ReadWrite.All Calendars.Read Calendars.Read.Shared',
    'Calendars.ReadWrite Channel.ReadBasic.All ChannelMessage.Edit ChannelMessage.Send Chat.Create',
    'Chat.Read Chat.ReadWrite ChatMessage.Read ChatMessage.Send Contacts.Read Contacts.ReadWrite',
    'CustomDetection.ReadWrite.All DelegatedPermissionGrant.ReadWrite.All Device.Command',
    'Directory.AccessAsUser.All Directory.Read.All Directory.ReadWrite.All Domain.ReadWrite.All',
    'EAS.AccessAsUser.All EWS.AccessAsUser.All Files.Read Files.Read.All Files.ReadWrite',
    'Files.ReadWrite.All Financials.ReadWrite.All Group.Read.All Group.ReadWrite.All',
    'IMAP.AccessAsUser.All IdentityRiskyUser.ReadWrite.All Mail.Read Mail.Read.Shared Mail.ReadBasic',
    'Mail.ReadBasic.Shared Mail.ReadWrite Mail.ReadWrite.Shared Mail.Send Mail.Send.Shared',
    'MailboxFolder.Read MailboxFolder.ReadWrite MailboxItem.Read MailboxSettings.Read',
    'MailboxSettings.ReadWrite OnlineMeetings.Read OnlineMeetings.ReadWrite POP.AccessAsUser.All',
    'Policy.Read.All Policy.ReadWrite.AuthenticationMethod Policy.ReadWrite.ConditionalAccess',
    'RoleManagement.Read.All RoleManagement.ReadWrite.CloudPC RoleManagement.ReadWrite.Defender',
    'RoleManagement.ReadWrite.Directory RoleManagement.ReadWrite.Exchange SMTP.Send',
    'SecurityAlert.ReadWrite.All SecurityEvents.ReadWrite.All Sites.Read.All Sites.ReadWrite.All',
    'TeamMember.Read.All TeamSettings.ReadWrite.All TeamsActivity.Send',
    'TeamsAppInstallation.ReadWriteForTeam TeamsTab.ReadWrite.All ThreatHunting.Read.All',
    'ThreatIndicators.ReadWrite.OwnedBy ThreatIntelligence.Read.All ThreatSubmission.ReadWrite.All',
    'User.Export.All User.Read.All User.ReadWrite.All UserAuthenticationMethod.ReadWrite.All',
  ),
  // Office 365 Exchange Online
  risky(
    '00000002-0000-0ff1-ce00-000000000000',
    'Calendars.Read Calendars.Read.All Calendars.ReadWrite Calendars.ReadWrite.All',
    'Calendars.ReadWrite.Shared Contacts.Read Contacts.Read.All Contacts.ReadWrite Contacts.ReadWrite.All',
    'EAS.AccessAsUser.All EWS.AccessAsUser.All Exchange.Manage Exchange.ManageV2 Group.ReadWrite.All',
    'IMAP.AccessAsUser.All Mail.Read Mail.Read.All Mail.Read.Shared Mail.ReadBasic Mail.ReadWrite',
    'Mail.ReadWrite.All Mail.ReadWrite.Shared Mail.Send Mail.Send.All MailboxSettings.Read',
    'MailboxSettings.ReadWrite Organization.ReadWrite.All POP.AccessAsUser.All SMTP.Send User.Read.All',
    'User.ReadBasic.All',
  ),
  // Office 365 SharePoint Online
  risky(
    '00000003-0000-0ff1-ce00-000000000000',
    'AllSites.FullControl AllSites.Manage AllSites.Read AllSites.Write Migration.ReadWrite.All',
    'ProjectWebApp.FullControl SharePointCrossTenantMigration.Manage.All SitesMetadataAdmin.ReadWrite.All',
    'User.Read.All User.ReadWrite.All',
  ),
  // Power BI Service
  risky(
    '00000009-0000-0000-c000-000000000000',
    'App.Read.All Capacity.Read.All Capacity.ReadWrite.All Connection.Read.All Connection.ReadWrite.All',
    'Content.Create Dashboard.Read.All Dashboard.ReadWrite.All Dataflow.Read.All Dataflow.ReadWrite.All',
    'Dataset.Read.All Dataset.ReadWrite.All Gateway.Read.All Gateway.ReadWrite.All Item.Read.All',
    'Item.ReadWrite.All Pipeline.Deploy Pipeline.Read.All Pipeline.ReadWrite.All Report.Read.All',
    'Report.ReadWrite.All StorageAccount.Read.All StorageAccount.ReadWrite.All Tenant.Read.All',
    'Tenant.ReadWrite.All UserState.ReadWrite.All Workspace.Read.All Workspace.ReadWrite.All',
  ),
  // Dataverse
  risky('00000007-0000-0000-c000-000000000000', 'user_impersonation'),
  // PowerApps Service
  risky('475226c6-020e-4fb2-8a90-7a972cbfc1d4', 'User'),
  // Microsoft Flow Service
  risky(
    '7df0a125-d3be-4c96-aa54-591f83ff541c',
    'Approvals.Manage.All Approvals.Read.All Flows.Manage.All Flows.Read.All Flows.Read.Plans',
    'Flows.Write.Plans',
  ),
  // Office 365 Management APIs
  risky('c5393580-f805-4401-95e8-94b7a6ef2fc2'),
]);

function risky(appId: string, ...names: readonly string[]): readonly [string, ReadonlySet<string>] {
  return [appId, new Set(names.flatMap((line) => line.split(' ')))];
}
