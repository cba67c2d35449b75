import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import { groupAssignmentInstances, groupEligibilityInstances } from '../tenant/access/group-pim.js';
import { directoryPolicies, policyAssignments } from '../tenant/access/role-policies.js';
import {
  assignmentInstances,
  assignmentSchedules,
  eligibilityInstances,
  eligibilitySchedules,
} from '../tenant/access/role-views.js';
import type { TenantStore } from '../tenant/tenant-store.js';
import { GraphFault } from './errors.js';
import { expanded, expansionsOf, onlyRelations } from './expand.js';
import { freshSource } from './fresh-source.js';
import { needsPim } from './licences.js';
import type { ListSource } from './list.js';
import type { GraphRead } from './request.js';
import { entity, ID, list, route, type Route } from './routing.js';
import { withRoleRelations } from './routes-roles.js';

const ROLES = 'roleManagement/directory';
const GROUPS = 'identityGovernance/privilegedAccess/group';

type View = (store: TenantStore) => readonly JsonObject[];

/** What PIM shows of roles: active and eligible, as schedules and as instances of them. */
const ROLE_VIEWS: Readonly<Record<string, View>> = {
  roleAssignmentSchedules: assignmentSchedules,
  roleAssignmentScheduleInstances: assignmentInstances,
  roleEligibilitySchedules: eligibilitySchedules,
  roleEligibilityScheduleInstances: eligibilityInstances,
};

const GROUP_VIEWS: Readonly<Record<string, View>> = {
  eligibilityScheduleInstances: groupEligibilityInstances,
  assignmentScheduleInstances: groupAssignmentInstances,
};

/** Privileged Identity Management: of roles, of groups, and its settings. */
export const PIM_ROUTES: readonly Route[] = [
  ...Object.entries(ROLE_VIEWS).flatMap(([name, view]) => roleRoutes(`${ROLES}/${name}`, view)),
  ...Object.entries(GROUP_VIEWS).map(([name, view]) =>
    route(
      `/${GROUPS}/${name}`,
      list((read) => groupSource(read, `${GROUPS}/${name}`, view)),
    ),
  ),
  route('/policies/roleManagementPolicyAssignments', list(policyAssignmentSource)),
  route('/policies/roleManagementPolicies', list(policySource)),
  route(`/policies/roleManagementPolicies/${ID}`, (read, [id = '']) => {
    needsPim(read);
    return entity(
      read,
      policiesOf(read).find((policy) => policy['id'] === id),
      'policies/roleManagementPolicies',
    );
  }),
  route(
    `/policies/roleManagementPolicies/${ID}/rules`,
    list((read, [id = '']) => {
      needsPim(read);
      const policy = policiesOf(read).find((candidate) => candidate['id'] === id);
      return freshSource(`policies/roleManagementPolicies('${id}')/rules`, rulesOf(policy));
    }),
  ),
];

function roleRoutes(name: string, view: View): readonly Route[] {
  return [
    route(
      `/${name}`,
      list((read) => {
        needsPim(read);
        return withRoleRelations(read, freshSource(name, view(read.store)));
      }),
    ),
    route(`/${name}/${ID}`, (read, [id = '']) => {
      needsPim(read);
      return entity(
        read,
        view(read.store).find((held) => held['id'] === id),
        name,
      );
    }),
  ];
}

/** Source: https://learn.microsoft.com/graph/api/privilegedaccessgroup-list-eligibilityscheduleinstances ("requires the $filter"). */
function groupSource(read: GraphRead, name: string, view: View): ListSource {
  needsPim(read);
  const filter = read.query.get('$filter') ?? '';
  if (!/\b(groupId|principalId)\s+eq\s+'/.test(filter)) {
    throw missingFilter('The required filter is missing: groupId or principalId.');
  }
  const expansions = expansionsOf(read.query.get('$expand') ?? undefined);
  onlyRelations(expansions, ['group', 'principal', 'activatedUsing']);
  const source = freshSource(name, view(read.store));
  if (expansions.length === 0) return source;
  return {
    ...source,
    decorate: (held) =>
      Object.fromEntries(
        expansions.map(({ relation, select }) => [
          relation,
          relation === 'activatedUsing' ? null : expanded(read, text(held[`${relation}Id`]), select),
        ]),
      ),
  };
}

/** Source: https://learn.microsoft.com/graph/api/policyroot-list-rolemanagementpolicyassignments ("requires the $filter"). */
function policyAssignmentSource(read: GraphRead): ListSource {
  needsPim(read);
  const expansions = expansionsOf(read.query.get('$expand') ?? undefined);
  onlyRelations(expansions, ['policy']);
  const [policy] = expansions;
  const suffix = policy === undefined ? '' : `(policy(${withRules(policy.inside) ? 'rules()' : ''}))`;
  const objects = assignmentsInScope(read).map(({ policy: full, ...assignment }) => {
    if (policy === undefined || !isJsonObject(full ?? null)) return assignment;
    return { ...assignment, policy: showPolicy(full as JsonObject, withRules(policy.inside)) };
  });
  return freshSource(`policies/roleManagementPolicyAssignments${suffix}`, objects);
}

function policySource(read: GraphRead): ListSource {
  needsPim(read);
  const expansions = expansionsOf(read.query.get('$expand') ?? undefined);
  onlyRelations(expansions, ['rules', 'effectiveRules']);
  assignmentsInScope(read);
  const shown = policiesOf(read).map((policy) => showPolicy(policy, expansions.length > 0));
  return freshSource('policies/roleManagementPolicies', shown);
}

function policiesOf(read: GraphRead): readonly JsonObject[] {
  return scoped(read).flatMap((assignment) => {
    const policy = assignment['policy'];
    return isJsonObject(policy) ? [policy] : [];
  });
}

/** All settings of the scope type that the filter names. @throws GraphFault 400 when it names no scope */
function assignmentsInScope(read: GraphRead): readonly JsonObject[] {
  const filter = read.query.get('$filter') ?? '';
  if (!/\bscopeId\s+eq\s+'/.test(filter) || !/\bscopeType\s+eq\s+'/.test(filter)) {
    throw missingFilter('The required filters are missing: scopeId and scopeType.');
  }
  return scoped(read);
}

function scoped(read: GraphRead): readonly JsonObject[] {
  const directory = /scopeType\s+eq\s+'Directory'/.test(read.query.get('$filter') ?? '');
  return directory ? directoryPolicies(read.store, 'Directory') : policyAssignments(read.store);
}

function withRules(inside: string): boolean {
  return /\$expand=(rules|effectiveRules)/.test(inside);
}

function showPolicy(policy: JsonObject, rules: boolean): JsonObject {
  if (rules) return policy;
  const { rules: _hidden, ...shown } = policy;
  return shown;
}

function rulesOf(policy: JsonObject | undefined): readonly JsonObject[] {
  const rules: Json | undefined = policy?.['rules'];
  return Array.isArray(rules) ? (rules as readonly Json[]).filter(isJsonObject) : [];
}

/** The documentation demands the filter; the words of the refusal are not documented. */
function missingFilter(message: string): GraphFault {
  return new GraphFault({ status: 400, code: 'MissingParameters', message });
}
