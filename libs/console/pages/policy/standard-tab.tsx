import { Button, MultiSelect, Paper, Pill, Radio, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { BASE, call } from '../../api/http.js';
import { checksQuery, standardQuery } from '../../api/policy-queries.js';
import type { Standard } from '../../api/policy-types.js';
import { useRefusal } from '../../app/session.js';
import { GuardedButton } from '../../design/guarded-button.js';
import { Loaded } from '../../design/loaded.js';
import { ProblemAlert, problemOfError } from '../../design/problem-alert.js';
import { When } from '../../design/time.js';
import { useRefresh } from '../connection/use-connection-actions.js';
import { AccountPicker } from './account-picker.js';
import { Exemptions } from './exemptions.js';
import { ObjectName } from './object-name.js';

const BASELINES = [
  { value: 'all', label: 'Every check' },
  { value: 'cis', label: 'Checks that a CIS benchmark has' },
  { value: 'scuba', label: 'CISA SCuBA' },
  { value: 'own', label: 'A selection of your own' },
] as const;

/** What the tenant is measured against, and what was declared deliberate. */
export function StandardTab() {
  const { connectionId } = useParams({ from: '/app/policy/$connectionId/standard' });
  const standard = useQuery(standardQuery(connectionId));
  return (
    <Stack gap="md">
      <Loaded query={standard} lines={[280]}>
        {(found) => (
          <StandardForm key={found.changedAt ?? 'never'} standard={found} connectionId={connectionId} />
        )}
      </Loaded>
      <Exemptions connectionId={connectionId} />
    </Stack>
  );
}

interface StandardFormProps {
  readonly standard: Standard;
  readonly connectionId: string;
}

function StandardForm({ standard, connectionId }: StandardFormProps) {
  const isReadOnly = useRefusal('manage') !== undefined;
  const refresh = useRefresh();
  const [draft, setDraft] = useState(standard);
  const save = useMutation({
    mutationFn: () =>
      call<Standard>('PUT', `${BASE}/connections/${connectionId}/standard`, {
        baseline: draft.baseline,
        checks: draft.checks,
        breakGlassAccounts: draft.breakGlassAccounts,
      }),
    onSuccess: refresh,
  });
  const edit = (change: Partial<Standard>): void => {
    setDraft((now) => ({ ...now, ...change }));
  };
  const parts = { draft, edit, connectionId, isReadOnly };
  return (
    <Paper component="section" aria-labelledby="standard">
      <Title order={2} mb="md" id="standard">
        Standard
      </Title>
      <Stack gap="lg">
        <Baseline {...parts} />
        <EmergencyAccounts {...parts} />
        {save.error !== null && <ProblemAlert problem={problemOfError(save.error)} />}
        <div>
          <GuardedButton
            loading={save.isPending}
            onClick={() => {
              save.mutate();
            }}
          >
            Save and evaluate
          </GuardedButton>
        </div>
        <Text size="sm" c="dimmed">
          {standard.changedAt === null ? (
            'Nobody has chosen a standard yet; every check counts.'
          ) : (
            <>
              Changed by {standard.changedBy} on <When at={standard.changedAt} />.
            </>
          )}
        </Text>
      </Stack>
    </Paper>
  );
}

interface PartProps {
  readonly draft: Standard;
  readonly edit: (change: Partial<Standard>) => void;
  readonly connectionId: string;
  readonly isReadOnly: boolean;
}

function Baseline({ draft, edit, connectionId, isReadOnly }: PartProps) {
  const checks = useQuery({ ...checksQuery(connectionId, true), enabled: draft.baseline === 'own' }).data;
  return (
    <Stack gap="sm">
      <Radio.Group
        label="The tenant is measured against"
        value={draft.baseline}
        onChange={(value) => {
          const chosen = BASELINES.find((known) => known.value === value);
          if (chosen !== undefined) edit({ baseline: chosen.value });
        }}
      >
        <Stack gap="xs" mt="xs">
          {BASELINES.map(({ value, label }) => (
            <Radio key={value} value={value} label={label} disabled={isReadOnly} />
          ))}
        </Stack>
      </Radio.Group>
      {draft.baseline === 'own' && (
        <MultiSelect
          label="Checks"
          searchable
          disabled={isReadOnly}
          data={(checks?.items ?? []).map(({ id, title }) => ({ value: id, label: `${id} ${title}` }))}
          value={[...draft.checks]}
          onChange={(chosen) => {
            edit({ checks: chosen });
          }}
        />
      )}
    </Stack>
  );
}

function EmergencyAccounts({ draft, edit, connectionId, isReadOnly }: PartProps) {
  const { breakGlassAccounts: accounts } = draft;
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        Emergency accounts
      </Text>
      <Text size="sm" c="dimmed">
        Accounts that policies leave out on purpose, so that nobody is locked out.
      </Text>
      {accounts.length === 0 && <Text size="sm">None is named.</Text>}
      <Pill.Group role="list" aria-label="Emergency accounts">
        {accounts.map((id) => (
          <Pill key={id} role="listitem" size="md">
            <ObjectName kind="user" id={id} connectionId={connectionId} />
          </Pill>
        ))}
      </Pill.Group>
      {!isReadOnly && (
        <>
          <AccountPicker
            label="Add an emergency account"
            connectionId={connectionId}
            value={undefined}
            onChange={(id) => {
              if (id !== undefined) edit({ breakGlassAccounts: [...new Set([...accounts, id])] });
            }}
          />
          {accounts.length > 0 && (
            <Button
              variant="default"
              size="xs"
              w="fit-content"
              onClick={() => {
                edit({ breakGlassAccounts: [] });
              }}
            >
              Take all off the list
            </Button>
          )}
        </>
      )}
    </Stack>
  );
}
