import { MultiSelect, Paper, Radio, Stack, Text, Title } from '@mantine/core';
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
import { EmergencyAccounts } from './emergency-accounts.js';
import { Exemptions } from './exemptions.js';

const BASELINES = [
  { value: 'all', label: 'Every check', says: 'All that this platform knows how to judge.' },
  {
    value: 'cis',
    label: 'CIS benchmark',
    says: 'The checks that the CIS Microsoft 365 Foundations Benchmark has too.',
  },
  {
    value: 'scuba',
    label: 'CISA SCuBA',
    says: 'The baseline of the United States’ cyber defence agency for Microsoft Entra ID.',
  },
  { value: 'own', label: 'A selection of your own', says: 'The checks that you choose below.' },
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
      <Title order={2} mb={4} id="standard">
        Standard
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        What your organisation holds the tenant to. Saving evaluates the newest revision anew; what was found
        before stays in the history of each check.
      </Text>
      <Stack gap="lg">
        <Baseline {...parts} />
        <EmergencyAccounts
          accounts={draft.breakGlassAccounts}
          onChange={(breakGlassAccounts) => {
            edit({ breakGlassAccounts });
          }}
          connectionId={connectionId}
          isReadOnly={isReadOnly}
        />
        {save.error !== null && <ProblemAlert problem={problemOfError(save.error)} />}
        <div>
          <GuardedButton
            loading={save.isPending}
            unavailable={whyNot(draft, standard)}
            onClick={() => {
              save.mutate();
            }}
          >
            Save and evaluate
          </GuardedButton>
        </div>
        <LastChange standard={standard} />
      </Stack>
    </Paper>
  );
}

function LastChange({ standard: { changedAt, changedBy } }: { readonly standard: Standard }) {
  return (
    <Text size="sm" c="dimmed">
      {changedAt === null ? (
        'Nobody has chosen a standard yet; every check counts.'
      ) : (
        <>
          Changed by {changedBy} on <When at={changedAt} />.
        </>
      )}
    </Text>
  );
}

/** Why there is nothing to save; undefined when there is. */
function whyNot(draft: Standard, standard: Standard): string | undefined {
  if (draft.baseline === 'own' && draft.checks.length === 0) return 'Choose at least one check first.';
  const of = ({ baseline, checks, breakGlassAccounts }: Standard): string =>
    JSON.stringify([baseline, checks, breakGlassAccounts]);
  return of(draft) === of(standard) ? 'Nothing has changed.' : undefined;
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
          {BASELINES.map(({ value, label, says }) => (
            <Radio key={value} value={value} label={label} description={says} disabled={isReadOnly} />
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
