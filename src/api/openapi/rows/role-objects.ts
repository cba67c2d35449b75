import { guid, instant, text, words } from '#plugin-host/openapi/field.js';
import { graphObject, TEXT_ID } from './graph-object.js';

const PRINCIPAL = guid('Object id of the user, group or service principal.');
const ROLE_ID = guid('Id of the role definition.');
const SCOPE = text('Scope in Graph’s form: `/` is the tenant.');
const START = instant('Since when.');
const END = instant('Until when; absent: it does not end.');
const MEMBER_TYPE = text('Direct, Inherited or Group.');
const ASSIGNMENT_TYPE = text('Assigned, or Activated by its holder.');
const ACCESS_ID = words(['member', 'owner'], 'What of the group it grants.');

/** A role assignment. */
export const ROLE_ASSIGNMENT = graphObject(
  'RoleAssignment',
  { description: 'A directory role as it is assigned.', resource: 'unifiedroleassignment', extent: 'whole' },
  { id: TEXT_ID, principalId: PRINCIPAL, roleDefinitionId: ROLE_ID, directoryScopeId: SCOPE },
);

/** An active assignment with its times. */
export const ROLE_ASSIGNMENT_INSTANCE = graphObject(
  'RoleAssignmentInstance',
  {
    description: 'An active role assignment with its times.',
    resource: 'unifiedroleassignmentscheduleinstance',
    extent: 'whole',
  },
  {
    id: TEXT_ID,
    principalId: PRINCIPAL,
    roleDefinitionId: ROLE_ID,
    directoryScopeId: SCOPE,
    assignmentType: ASSIGNMENT_TYPE,
    memberType: MEMBER_TYPE,
    startDateTime: START,
    endDateTime: END,
  },
);

/** An eligibility. */
export const ROLE_ELIGIBILITY = graphObject(
  'RoleEligibility',
  {
    description: 'That somebody may activate a role.',
    resource: 'unifiedroleeligibilityscheduleinstance',
    extent: 'whole',
  },
  {
    id: TEXT_ID,
    principalId: PRINCIPAL,
    roleDefinitionId: ROLE_ID,
    directoryScopeId: SCOPE,
    memberType: MEMBER_TYPE,
    startDateTime: START,
    endDateTime: END,
  },
);

/** Rules of a role. */
export const ROLE_SETTING = graphObject(
  'RoleSetting',
  {
    description: 'The rules under which a role is assigned and activated.',
    resource: 'unifiedrolemanagementpolicyassignment',
    extent: 'whole',
  },
  {
    id: TEXT_ID,
    roleDefinitionId: ROLE_ID,
    policyId: text('Id of the policy that holds the rules.'),
    scopeId: SCOPE,
    scopeType: text('DirectoryRole.'),
  },
);

/** A membership or ownership by PIM for Groups. */
export const GROUP_ASSIGNMENT_INSTANCE = graphObject(
  'GroupPrivilegedAssignment',
  {
    description: 'An active membership or ownership of a role-assignable group by PIM for Groups.',
    resource: 'privilegedaccessgroupassignmentscheduleinstance',
    extent: 'whole',
  },
  {
    id: TEXT_ID,
    groupId: guid('Object id of the group.'),
    principalId: PRINCIPAL,
    accessId: ACCESS_ID,
    assignmentType: text('assigned or activated.'),
    startDateTime: START,
    endDateTime: END,
  },
);

/** That somebody may make themselves a member or owner. */
export const GROUP_ELIGIBILITY_INSTANCE = graphObject(
  'GroupPrivilegedEligibility',
  {
    description: 'That somebody may make themselves member or owner of a role-assignable group.',
    resource: 'privilegedaccessgroupeligibilityscheduleinstance',
    extent: 'whole',
  },
  {
    id: TEXT_ID,
    groupId: guid('Object id of the group.'),
    principalId: PRINCIPAL,
    accessId: ACCESS_ID,
    startDateTime: START,
    endDateTime: END,
  },
);
