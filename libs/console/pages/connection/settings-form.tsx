import {
  Group,
  PasswordInput,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { BASE, call } from '../../api/http.js';
import type { Connection, Settings } from '../../api/types.js';
import { useRefusal } from '../../app/session.js';
import { GuardedButton } from '../../design/guarded-button.js';
import { ProblemAlert, problemOfError } from '../../design/problem-alert.js';

interface SettingsFormProps {
  readonly connection: Connection;
  readonly submitLabel: string;
  readonly onSaved: () => void;
}

interface Draft {
  readonly tenantId: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly includeGuests: boolean;
  readonly includeDisabled: boolean;
  readonly groupFilter: string;
  readonly syncIntervalMinutes: number;
}

type Change = (change: Partial<Draft>) => void;

/** Tenant details and sync options; saving tries them out first. */
export function SettingsForm({ connection, submitLabel, onSaved }: SettingsFormProps) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(connection));
  const refusal = useRefusal('manage');
  const save = useSave(connection, onSaved);
  const change: Change = (part) => {
    setDraft((now) => ({ ...now, ...part }));
  };
  const part = { draft, change, readOnly: refusal !== undefined, connection };
  return (
    <Stack gap="xl">
      {refusal !== undefined && <Text size="sm">{refusal}</Text>}
      <Identity {...part} />
      <Views {...part} />
      <Schedule {...part} />
      {save.error !== null && <ProblemAlert problem={problemOfError(save.error)} />}
      <Group>
        <GuardedButton
          loading={save.isPending}
          unavailable={connection.status === 'connected' ? undefined : 'The tenant is disconnected.'}
          onClick={() => {
            save.mutate(draft);
          }}
        >
          {submitLabel}
        </GuardedButton>
        {save.isSuccess && (
          <Text size="sm" role="status">
            Saved and checked.
          </Text>
        )}
      </Group>
    </Stack>
  );
}

function useSave(connection: Connection, onSaved: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (draft: Draft) =>
      call<Settings>(
        'PUT',
        `${BASE}/connections/${connection.id}/settings`,
        bodyOf(draft, connection.settings),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['connections'] });
      onSaved();
    },
  });
}

interface PartProps {
  readonly draft: Draft;
  readonly change: Change;
  readonly readOnly: boolean;
  readonly connection: Connection;
}

function Identity({ draft, change, readOnly, connection }: PartProps) {
  const { appSecretSet } = connection.settings;
  return (
    <Stack gap="sm">
      <Title order={2}>Tenant details</Title>
      <TextInput
        label="Tenant ID"
        description="GUID or verified domain of the connected tenant"
        value={draft.tenantId}
        readOnly={readOnly}
        required
        maw={480}
        onChange={(event) => {
          change({ tenantId: event.currentTarget.value });
        }}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} maw={760}>
        <TextInput
          label="App ID (optional)"
          description="Of an app registration of your own; empty uses the platform’s"
          value={draft.appId}
          readOnly={readOnly}
          onChange={(event) => {
            change({ appId: event.currentTarget.value });
          }}
        />
        <PasswordInput
          label="App secret (optional)"
          description={
            appSecretSet ? 'One is kept; leave empty to keep it' : 'The secret’s value, not its ID'
          }
          value={draft.appSecret}
          readOnly={readOnly}
          autoComplete="off"
          onChange={(event) => {
            change({ appSecret: event.currentTarget.value });
          }}
        />
      </SimpleGrid>
    </Stack>
  );
}

function Views({ draft, change, readOnly }: PartProps) {
  return (
    <Stack gap="sm">
      <div>
        <Title order={2}>What views and exports show</Title>
        <Text size="sm" c="dimmed">
          Everything is always collected, so that the evidence stays complete; this only sets what lists show
          first.
        </Text>
      </div>
      <Switch
        label="Guest accounts"
        checked={draft.includeGuests}
        disabled={readOnly}
        onChange={(event) => {
          change({ includeGuests: event.currentTarget.checked });
        }}
      />
      <Switch
        label="Disabled accounts"
        checked={draft.includeDisabled}
        disabled={readOnly}
        onChange={(event) => {
          change({ includeDisabled: event.currentTarget.checked });
        }}
      />
      <Textarea
        label="Group filter (optional)"
        description="For instance: startswith(displayName,'Finance') or displayName eq 'Board'"
        value={draft.groupFilter}
        readOnly={readOnly}
        maw={760}
        autosize
        onChange={(event) => {
          change({ groupFilter: event.currentTarget.value });
        }}
      />
    </Stack>
  );
}

const INTERVALS = [15, 30, 60, 240, 720, 1_440, 8_640] as const;

function Schedule({ draft, change, readOnly }: PartProps) {
  const offered = [...new Set([...INTERVALS, draft.syncIntervalMinutes])].sort((a, b) => a - b);
  return (
    <Stack gap="sm">
      <Title order={2}>Schedule</Title>
      <Select
        label="Sync every"
        data={offered.map((minutes) => ({ value: String(minutes), label: intervalLabel(minutes) }))}
        value={String(draft.syncIntervalMinutes)}
        allowDeselect={false}
        disabled={readOnly}
        maw={240}
        onChange={(value) => {
          if (value !== null) change({ syncIntervalMinutes: Number(value) });
        }}
      />
    </Stack>
  );
}

function intervalLabel(minutes: number): string {
  if (minutes % 1_440 === 0) return minutes === 1_440 ? 'day' : `${minutes / 1_440} days`;
  if (minutes % 60 === 0) return minutes === 60 ? 'hour' : `${minutes / 60} hours`;
  return `${minutes} minutes`;
}

function draftOf({ settings, tenantId }: Connection): Draft {
  return {
    tenantId: settings.tenantId ?? tenantId ?? '',
    appId: settings.appId ?? '',
    appSecret: '',
    includeGuests: settings.includeGuests,
    includeDisabled: settings.includeDisabled,
    groupFilter: settings.groupFilter ?? '',
    syncIntervalMinutes: settings.syncIntervalMinutes,
  };
}

/** Left out: a secret that was not entered, and an app ID where there was none and is none. */
function bodyOf(draft: Draft, { appId }: Settings): object {
  const { appSecret, appId: entered, ...rest } = draft;
  return {
    ...rest,
    ...(entered.trim() === '' && appId === null ? {} : { appId: entered.trim() }),
    ...(appSecret === '' ? {} : { appSecret }),
  };
}
