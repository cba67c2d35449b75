import { Paper, Table, Text, Title } from '@mantine/core';
import type { AccountAccess, AssignedApplication } from '../../api/access-types.js';
import { compact } from '../../app/search/page-search.js';
import { count } from '../../design/format.js';
import { AnchorLink } from '../../design/links.js';

interface AccountApplicationsProps {
  readonly access: AccountAccess;
  readonly connectionId: string;
  readonly asOf: string | undefined;
}

/** Applications that an account is assigned to, directly or through a group. */
export function AccountApplications({ access, connectionId, asOf }: AccountApplicationsProps) {
  const { items, more } = access.applications;
  const isKnown = !access.gaps.some(({ resource }) => SOURCES.has(resource));
  return (
    <Paper component="section" aria-labelledby="applications">
      <Title order={2} mb={4} id="applications">
        Applications
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        What this account is assigned to. Applications that are open to everyone in the tenant come on top.
      </Text>
      {items.length === 0 ? (
        <Text size="sm">
          {isKnown
            ? 'This account is assigned to no application.'
            : 'Not all assignments could be read in this revision; that is not the same as having none.'}
        </Text>
      ) : (
        <Assignments items={items} connectionId={connectionId} asOf={asOf} />
      )}
      {more && (
        <Text size="sm" c="dimmed" mt="sm">
          The first {count(items.length)} are shown; there are more.
        </Text>
      )}
    </Paper>
  );
}

const SOURCES: ReadonlySet<string> = new Set(['servicePrincipals', 'appRoleAssignments', 'memberships']);

interface AssignmentsProps {
  readonly items: readonly AssignedApplication[];
  readonly connectionId: string;
  readonly asOf: string | undefined;
}

function Assignments({ items, connectionId, asOf }: AssignmentsProps) {
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Application</Table.Th>
            <Table.Th>How</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map(({ applicationId, applicationName, assignmentId, viaGroupId, viaGroupName }) => (
            <Table.Tr key={`${assignmentId}-${viaGroupId ?? ''}`}>
              <Table.Td>
                <AnchorLink
                  to="/applications/$connectionId/$objectId"
                  params={{ connectionId, objectId: applicationId }}
                >
                  {applicationName ?? applicationId}
                </AnchorLink>
              </Table.Td>
              <Table.Td>
                {viaGroupId === null ? (
                  'Direct'
                ) : (
                  <AnchorLink
                    to="/directory/$connectionId/groups/$objectId"
                    params={{ connectionId, objectId: viaGroupId }}
                    search={compact({ asOf })}
                  >
                    {viaGroupName ?? viaGroupId}
                  </AnchorLink>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
