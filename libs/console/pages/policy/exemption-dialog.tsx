import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { BASE, call } from '../../api/http.js';
import { checksQuery } from '../../api/policy-queries.js';
import type { Exemption } from '../../api/policy-types.js';
import { ProblemAlert, problemOfError } from '../../design/problem-alert.js';
import { useRefresh } from '../connection/use-connection-actions.js';
import { AccountPicker } from './account-picker.js';

const REASON_MIN = 10;
const REASON_MAX = 1_000;
const OWNER_MAX = 200;

interface Draft {
  readonly checkId: string | undefined;
  readonly user: string | undefined;
  readonly reason: string;
  readonly owner: string;
  /** A day, as the browser's date field gives it. */
  readonly until: string;
}

const EMPTY: Draft = { checkId: undefined, user: undefined, reason: '', owner: '', until: '' };

interface ExemptionDialogProps {
  readonly connectionId: string;
  readonly onClose: () => void;
}

/** Declares a deviation deliberate: which check, for whom, why, who answers for it, until when. */
export function ExemptionDialog({ connectionId, onClose }: ExemptionDialogProps) {
  const [draft, setDraft] = useState(EMPTY);
  const refresh = useRefresh();
  const declare = useMutation({
    mutationFn: () =>
      call<Exemption>('POST', `${BASE}/connections/${connectionId}/exemptions`, bodyOf(draft)),
    onSuccess: async () => {
      await refresh();
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title="Declare an exemption" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          declare.mutate();
        }}
      >
        <Stack gap="sm">
          <Fields
            draft={draft}
            connectionId={connectionId}
            edit={(change) => {
              setDraft((now) => ({ ...now, ...change }));
            }}
          />
          {declare.error !== null && <ProblemAlert problem={problemOfError(declare.error)} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={declare.isPending} disabled={!isComplete(draft)}>
              Declare
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly edit: (change: Partial<Draft>) => void;
  readonly connectionId: string;
}

function Fields({ draft, edit, connectionId }: FieldsProps) {
  const checks = useQuery(checksQuery(connectionId, false)).data?.items ?? [];
  return (
    <>
      <Select
        label="Check"
        required
        searchable
        data={checks.map(({ id, title }) => ({ value: id, label: `${id} ${title}` }))}
        value={draft.checkId ?? null}
        onChange={(checkId) => {
          edit({ checkId: checkId ?? undefined });
        }}
      />
      <AccountPicker
        label="Account that the check may leave out"
        connectionId={connectionId}
        value={draft.user}
        onChange={(user) => {
          edit({ user });
        }}
      />
      <Text size="xs" c="dimmed">
        Groups, applications and roles can be left out through the API.
      </Text>
      <Textarea
        label="Reason"
        description="At least ten characters; auditors read it."
        required
        minLength={REASON_MIN}
        maxLength={REASON_MAX}
        value={draft.reason}
        onChange={(event) => {
          edit({ reason: event.currentTarget.value });
        }}
      />
      <TextInput
        label="Owner"
        description="Who answers for it."
        required
        maxLength={OWNER_MAX}
        value={draft.owner}
        onChange={(event) => {
          edit({ owner: event.currentTarget.value });
        }}
      />
      <TextInput
        label="Until the end of"
        description="A day ahead, two years at most; then the deviation counts again."
        type="date"
        required
        value={draft.until}
        onChange={(event) => {
          edit({ until: event.currentTarget.value });
        }}
      />
    </>
  );
}

function isComplete({ checkId, reason, owner, until }: Draft): boolean {
  return checkId !== undefined && reason.trim().length >= REASON_MIN && owner.trim() !== '' && until !== '';
}

/** The day ends in the zone of whoever declares it. */
function bodyOf({ checkId, user, reason, owner, until }: Draft): object {
  return {
    checkId,
    scope: user === undefined ? {} : { users: [user] },
    reason: reason.trim(),
    owner: owner.trim(),
    expiresAt: new Date(`${until}T23:59:59`).toISOString(),
  };
}
