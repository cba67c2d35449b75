import { Button, Checkbox, Group, List, Modal, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import type { Connection, Disconnected } from '../../api/types.js';
import { useRefusal } from '../../app/session.js';
import { ProblemAlert, problemOfError } from '../../design/problem-alert.js';
import { useDisconnect, useRefresh } from './use-connection-actions.js';

interface DisconnectDialogProps {
  readonly connection: Connection;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Says what disconnecting removes and what stays, and does it; owners may erase everything. */
export function DisconnectDialog({ connection, opened, onClose }: DisconnectDialogProps) {
  const disconnect = useDisconnect(connection.id);
  const refresh = useRefresh();
  const navigate = useNavigate();
  const name = connection.displayName ?? connection.tenantId ?? connection.id;
  const close = (): void => {
    onClose();
    if (disconnect.data === undefined) return;
    void navigate({ to: '/organization-settings/integrations', search: {} }).then(refresh);
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      closeButtonProps={{ 'aria-label': 'Close' }}
      title={<Text fw={600}>Disconnect {name}</Text>}
    >
      {disconnect.data === undefined ? (
        <Decision
          name={name}
          busy={disconnect.isPending}
          error={disconnect.error}
          onCancel={onClose}
          onDecide={(decision) => {
            disconnect.mutate(decision);
          }}
        />
      ) : (
        <Done result={disconnect.data} onClose={close} />
      )}
    </Modal>
  );
}

interface DecisionProps {
  readonly name: string;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onCancel: () => void;
  readonly onDecide: (decision: { readonly reason: string; readonly erase: string | undefined }) => void;
}

function Decision({ name, busy, error, onCancel, onDecide }: DecisionProps) {
  const [reason, setReason] = useState('');
  const [erase, setErase] = useState(false);
  const [typed, setTyped] = useState('');
  return (
    <Stack gap="md">
      <WhatHappens erase={erase} />
      <Textarea
        label="Reason"
        description="Kept in the activity log"
        maxLength={500}
        value={reason}
        onChange={(event) => {
          setReason(event.currentTarget.value);
        }}
      />
      <EraseChoice name={name} erase={erase} typed={typed} onErase={setErase} onType={setTyped} />
      {error !== null && <ProblemAlert problem={problemOfError(error)} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          Keep connected
        </Button>
        <Button
          color="red"
          loading={busy}
          disabled={erase && typed !== name}
          onClick={() => {
            onDecide({ reason, erase: erase ? typed : undefined });
          }}
        >
          {erase ? 'Disconnect and erase' : 'Disconnect'}
        </Button>
      </Group>
    </Stack>
  );
}

function WhatHappens({ erase }: { readonly erase: boolean }) {
  return (
    <>
      <div>
        <Title order={3}>What is removed</Title>
        <List size="sm" mt={4}>
          <List.Item>Secrets, tokens and the app secret you entered</List.Item>
          <List.Item>Scheduled syncs and health checks; a running sync is stopped and undone</List.Item>
          {erase && <List.Item>Everything that was collected, with its whole history</List.Item>}
        </List>
      </div>
      {!erase && (
        <div>
          <Title order={3}>What stays</Title>
          <List size="sm" mt={4}>
            <List.Item>Accounts, groups and their history stay readable as evidence</List.Item>
            <List.Item>The run history and the activity log</List.Item>
            <List.Item>Settings other than secrets, for when you reconnect</List.Item>
          </List>
        </div>
      )}
      <Text size="sm">
        Nothing is changed in Microsoft Entra. Afterwards you are told how to take back the consent there.
      </Text>
    </>
  );
}

interface EraseChoiceProps {
  readonly name: string;
  readonly erase: boolean;
  readonly typed: string;
  readonly onErase: (erase: boolean) => void;
  readonly onType: (typed: string) => void;
}

function EraseChoice({ name, erase, typed, onErase, onType }: EraseChoiceProps) {
  const refusal = useRefusal('own');
  return (
    <Stack gap="xs">
      <Checkbox
        label="Also erase everything that was collected"
        description={refusal ?? 'This cannot be undone, and the evidence is gone.'}
        checked={erase}
        disabled={refusal !== undefined}
        onChange={(event) => {
          onErase(event.currentTarget.checked);
        }}
      />
      {erase && (
        <TextInput
          label={`Type "${name}" to confirm`}
          value={typed}
          autoComplete="off"
          onChange={(event) => {
            onType(event.currentTarget.value);
          }}
        />
      )}
    </Stack>
  );
}

function Done({ result, onClose }: { readonly result: Disconnected; readonly onClose: () => void }) {
  const clean = result.credentialsLeft === 0 && result.scheduledJobsLeft === 0;
  return (
    <Stack gap="md">
      <Group gap="sm" wrap="nowrap" role="status">
        <CircleCheck aria-hidden />
        <Text size="sm">
          {result.status === 'erased' ? 'Disconnected, and everything was erased.' : 'Disconnected.'}{' '}
          {clean
            ? 'No secret and no scheduled job is left.'
            : `${result.credentialsLeft} secrets and ${result.scheduledJobsLeft} jobs are still there.`}
        </Text>
      </Group>
      <div>
        <Title order={3}>In Microsoft Entra</Title>
        <Text size="sm">{result.revoke}</Text>
      </div>
      <Group justify="flex-end">
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
}
