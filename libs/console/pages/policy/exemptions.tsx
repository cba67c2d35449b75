import { Badge, Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { BASE, call } from '../../api/http.js';
import { exemptionsQuery } from '../../api/policy-queries.js';
import type { Exemption } from '../../api/policy-types.js';
import { useRefusal } from '../../app/session.js';
import { count, words } from '../../design/format.js';
import { GuardedButton } from '../../design/guarded-button.js';
import { AnchorLink } from '../../design/links.js';
import { Loaded } from '../../design/loaded.js';
import { ProblemAlert, problemOfError } from '../../design/problem-alert.js';
import { When } from '../../design/time.js';
import { useRefresh } from '../connection/use-connection-actions.js';
import { ExemptionDialog } from './exemption-dialog.js';
import { ObjectNames } from './object-names.js';
import type { RefKind } from './policy-words.js';

/** Deviations that were declared deliberate, with who answers for them and until when. */
export function Exemptions({ connectionId }: { readonly connectionId: string }) {
  const exemptions = useQuery(exemptionsQuery(connectionId));
  const [isOpen, setOpen] = useState(false);
  return (
    <Paper component="section" aria-labelledby="exemptions">
      <Group justify="space-between" mb="sm">
        <div>
          <Title order={2} id="exemptions">
            Exemptions
          </Title>
          <Text size="sm" c="dimmed">
            Deviations that somebody answers for, until a date. They stay in the record when they end.
          </Text>
        </div>
        <GuardedButton
          size="xs"
          variant="default"
          onClick={() => {
            setOpen(true);
          }}
        >
          Declare an exemption
        </GuardedButton>
      </Group>
      <Loaded query={exemptions} lines={[80]}>
        {(items) =>
          items.length === 0 ? (
            <Text size="sm">Nothing was declared deliberate: every deviation counts.</Text>
          ) : (
            <ExemptionTable exemptions={items} connectionId={connectionId} />
          )
        }
      </Loaded>
      {isOpen && (
        <ExemptionDialog
          connectionId={connectionId}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </Paper>
  );
}

const COLOURS = { 'in-force': 'grape', expired: 'gray', ended: 'gray' } as const;

interface ExemptionTableProps {
  readonly exemptions: readonly Exemption[];
  readonly connectionId: string;
}

function ExemptionTable({ exemptions, connectionId }: ExemptionTableProps) {
  const mayEnd = useRefusal('manage') === undefined;
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Check</Table.Th>
            <Table.Th>What it leaves out</Table.Th>
            <Table.Th>Reason</Table.Th>
            <Table.Th>Owner</Table.Th>
            <Table.Th>Until</Table.Th>
            <Table.Th>State</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {exemptions.map((exemption) => (
            <Table.Tr key={exemption.id}>
              <Table.Td>
                <AnchorLink
                  to="/policy/$connectionId/checks/$checkId"
                  params={{ connectionId, checkId: exemption.checkId }}
                >
                  {exemption.checkId}
                </AnchorLink>
              </Table.Td>
              <Table.Td>
                <Scope exemption={exemption} connectionId={connectionId} />
              </Table.Td>
              <Table.Td>{exemption.reason}</Table.Td>
              <Table.Td>{exemption.owner}</Table.Td>
              <Table.Td>
                <When at={exemption.endedAt ?? exemption.expiresAt} />
              </Table.Td>
              <Table.Td>
                <Badge color={COLOURS[exemption.state]}>{words(exemption.state)}</Badge>
                {exemption.state === 'in-force' && mayEnd && (
                  <EndButton exemption={exemption} connectionId={connectionId} />
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface EndButtonProps {
  readonly exemption: Exemption;
  readonly connectionId: string;
}

function EndButton({ exemption, connectionId }: EndButtonProps) {
  const refresh = useRefresh();
  const end = useMutation({
    mutationFn: () =>
      call<Exemption>('DELETE', `${BASE}/connections/${connectionId}/exemptions/${exemption.id}`),
    onSuccess: refresh,
  });
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        ml="xs"
        loading={end.isPending}
        aria-label={`End now: the exemption from ${exemption.checkId}`}
        onClick={() => {
          end.mutate();
        }}
      >
        End now
      </Button>
      {end.error !== null && <ProblemAlert problem={problemOfError(end.error)} />}
    </>
  );
}

interface ScopeProps {
  readonly exemption: Exemption;
  readonly connectionId: string;
}

/** What an exemption leaves out: people and groups by name, all else counted. */
function Scope({ exemption: { scope }, connectionId }: ScopeProps) {
  const parts = Object.entries(scope).filter(([, ids]) => ids.length > 0);
  if (parts.length === 0) return <>The whole check</>;
  return (
    <Stack gap={2}>
      {parts.map(([name, ids]) => {
        const kind = KINDS[name];
        const plural = words(name).toLowerCase();
        return (
          <div key={name}>
            {kind === undefined ? (
              `${count(ids.length)} ${plural}`
            ) : (
              <ObjectNames
                refs={ids.map((id) => ({ kind, id }))}
                connectionId={connectionId}
                max={NAMES_SHOWN}
                rest={plural}
              />
            )}
          </div>
        );
      })}
    </Stack>
  );
}

/** Names that an exemption shows of each kind; the rest is counted. */
const NAMES_SHOWN = 3;
const KINDS: Readonly<Record<string, RefKind>> = {
  users: 'user',
  groups: 'group',
  applications: 'application',
  roleUsers: 'user',
  roleGroups: 'group',
};
