import { Badge, Paper, Table, Text, Title } from '@mantine/core';
import type { GraphObject } from '../../api/policy-types.js';
import { When } from '../../design/time.js';
import { useNow } from '../../design/use-now.js';
import { credentialsOf, endingOf, type Credential } from './credentials-of.js';

/** Every secret and certificate of an application with when it ends, the next to end first. */
export function CredentialTable({ of: object }: { readonly of: GraphObject }) {
  const credentials = credentialsOf(object);
  return (
    <Paper component="section" aria-labelledby="credentials">
      <Title order={2} mb={4} id="credentials">
        Secrets and certificates
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        With one of these the application signs in as itself. Their values are never read.
      </Text>
      {credentials === undefined && <Text size="sm">Unknown: Microsoft does not show them.</Text>}
      {credentials?.length === 0 && <Text size="sm">It has none.</Text>}
      {credentials !== undefined && credentials.length > 0 && <Rows credentials={credentials} />}
    </Paper>
  );
}

function Rows({ credentials }: { readonly credentials: readonly Credential[] }) {
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>Kind</Table.Th>
            <Table.Th>From</Table.Th>
            <Table.Th>Until</Table.Th>
            <Table.Th>State</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {credentials.map((credential) => (
            <Table.Tr key={`${credential.kind}-${credential.id}`}>
              <Table.Td>{credential.name}</Table.Td>
              <Table.Td>{credential.kind}</Table.Td>
              <Table.Td>
                <When at={credential.startAt} />
              </Table.Td>
              <Table.Td>
                <When at={credential.endAt} />
              </Table.Td>
              <Table.Td>
                <Ending endAt={credential.endAt} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const LOOKS = {
  ended: { label: 'Ended', color: 'red' },
  soon: { label: 'Ends within 30 days', color: 'yellow' },
  valid: { label: 'Valid', color: 'green' },
  unknown: { label: 'Unknown', color: 'gray' },
} as const;

function Ending({ endAt }: { readonly endAt: string | undefined }) {
  const { label, color } = LOOKS[endingOf(endAt, useNow())];
  return <Badge color={color}>{label}</Badge>;
}
