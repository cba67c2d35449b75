import {
  Button,
  Group,
  List,
  Modal,
  Paper,
  SimpleGrid,
  Stack,
  Table,
  Text,
  Textarea,
  ThemeIcon,
  Title,
} from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Hand } from 'lucide-react';
import { useState } from 'react';
import { BASE, call } from '../../api/http.js';
import { accountQuery, connectionQuery, groupQuery } from '../../api/queries.js';
import type { MassChange, Run } from '../../api/types.js';
import { count, words } from '../../design/format.js';
import { GuardedButton } from '../../design/guarded-button.js';
import { AnchorLink } from '../../design/links.js';
import { ProblemAlert, problemOfError } from '../../design/problem-alert.js';
import { useRefresh } from '../connection/use-connection-actions.js';

type Decision = 'release' | 'discard';

interface HeldCardProps {
  readonly run: Run;
  readonly changes: readonly MassChange[];
}

/** Why a publication waits, with numbers and samples, and the two ways on. */
export function HeldCard({ run, changes }: HeldCardProps) {
  const [deciding, setDeciding] = useState<Decision>();
  const waits = run.state === 'held';
  return (
    <Paper className="held" component="section" aria-labelledby="held">
      <Stack gap="sm">
        <Group gap="sm">
          <ThemeIcon color="yellow" variant="light" radius="xl" aria-hidden>
            <Hand size={16} />
          </ThemeIcon>
          <Title order={2} id="held">
            {waits
              ? 'This sync waits for your decision'
              : `This sync was held: ${words(run.state).toLowerCase()}`}
          </Title>
        </Group>
        <Text size="sm">
          It removes unusually much at once. Until you decide, everybody keeps reading the revision before it.
          A later sync takes its place.
        </Text>
        <Numbers changes={changes} />
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          {changes.map((change) => (
            <Samples key={change.kind} run={run} change={change} />
          ))}
        </SimpleGrid>
        {waits && (
          <Group gap="sm">
            <GuardedButton
              size="xs"
              onClick={() => {
                setDeciding('release');
              }}
            >
              Release
            </GuardedButton>
            <GuardedButton
              size="xs"
              variant="default"
              onClick={() => {
                setDeciding('discard');
              }}
            >
              Discard
            </GuardedButton>
          </Group>
        )}
      </Stack>
      <DecisionDialog
        run={run}
        decision={deciding}
        onClose={() => {
          setDeciding(undefined);
        }}
      />
    </Paper>
  );
}

function Numbers({ changes }: { readonly changes: readonly MassChange[] }) {
  return (
    <Table.ScrollContainer minWidth={380} maw={560}>
      <Table withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>What</Table.Th>
            <Table.Th ta="right">Before</Table.Th>
            <Table.Th ta="right">Removed</Table.Th>
            <Table.Th ta="right">Added</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map(({ kind, before, removed, added }) => (
            <Table.Tr key={kind}>
              <Table.Td>{words(kind)}</Table.Td>
              <Table.Td ta="right">{count(before)}</Table.Td>
              <Table.Td ta="right">
                {count(removed)} ({Math.round((100 * removed) / Math.max(1, before))} %)
              </Table.Td>
              <Table.Td ta="right">{count(added)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Samples({ run, change }: { readonly run: Run; readonly change: MassChange }) {
  const connection = useQuery(connectionQuery(run.connectionId)).data;
  if (connection === undefined || connection.revision === 0 || change.samples.length === 0) return null;
  const asOf = String(Math.min(connection.revision, run.revision - 1));
  return (
    <div>
      <Text size="sm" fw={550}>
        {change.kind === 'accounts'
          ? 'Accounts that would go, for instance'
          : 'Memberships that would go, for instance'}
      </Text>
      <List size="sm" spacing="xs">
        {change.samples.map((sample) => {
          const [first = '', second] = sample.split(' ');
          return (
            <List.Item key={sample}>
              {second === undefined ? (
                <AccountName connectionId={run.connectionId} objectId={first} asOf={asOf} />
              ) : (
                <>
                  <AccountName connectionId={run.connectionId} objectId={second} asOf={asOf} /> in{' '}
                  <GroupName connectionId={run.connectionId} objectId={first} asOf={asOf} />
                </>
              )}
            </List.Item>
          );
        })}
      </List>
    </div>
  );
}

interface NameProps {
  readonly connectionId: string;
  readonly objectId: string;
  readonly asOf: string;
}

function AccountName({ connectionId, objectId, asOf }: NameProps) {
  const name = useQuery(accountQuery(connectionId, objectId, asOf)).data?.account.displayName ?? objectId;
  return (
    <AnchorLink
      to="/directory/$connectionId/accounts/$objectId"
      params={{ connectionId, objectId }}
      search={{ asOf }}
    >
      {name}
    </AnchorLink>
  );
}

function GroupName({ connectionId, objectId, asOf }: NameProps) {
  const name = useQuery(groupQuery(connectionId, objectId, asOf)).data?.group.displayName ?? objectId;
  return (
    <AnchorLink
      to="/directory/$connectionId/groups/$objectId"
      params={{ connectionId, objectId }}
      search={{ asOf }}
    >
      {name}
    </AnchorLink>
  );
}

interface DecisionDialogProps {
  readonly run: Run;
  readonly decision: Decision | undefined;
  readonly onClose: () => void;
}

function DecisionDialog({ run, decision, onClose }: DecisionDialogProps) {
  const [reason, setReason] = useState('');
  const decide = useDecide(run, onClose);
  const verb = decision === 'release' ? 'Release' : 'Discard';
  return (
    <Modal
      opened={decision !== undefined}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': 'Close' }}
      title={
        <Text fw={600} component="span">
          {verb} revision {run.revision}
        </Text>
      }
    >
      <Stack>
        <Title order={3}>
          {decision === 'release'
            ? 'The removals become visible to everybody.'
            : 'What this sync wrote is undone.'}
        </Title>
        <Textarea
          label="Reason"
          description="Kept in the activity log for auditors"
          required
          maxLength={500}
          data-autofocus
          value={reason}
          onChange={(event) => {
            setReason(event.currentTarget.value);
          }}
        />
        {decide.error !== null && <ProblemAlert problem={problemOfError(decide.error)} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button
            disabled={reason.trim() === ''}
            loading={decide.isPending}
            onClick={() => {
              if (decision !== undefined) decide.mutate({ decision, reason: reason.trim() });
            }}
          >
            {verb}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function useDecide(run: Run, onDone: () => void) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ decision, reason }: { readonly decision: Decision; readonly reason: string }) =>
      call<Run>('POST', `${BASE}/connections/${run.connectionId}/runs/${run.id}/${decision}`, {
        revision: run.revision,
        reason,
      }),
    onSuccess: async () => {
      await refresh();
      onDone();
    },
  });
}
