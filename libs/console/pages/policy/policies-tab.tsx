import { Badge, Group, Paper, Stack, Title, type MantineColor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ShieldOff } from 'lucide-react';
import { policiesQuery } from '../../api/policy-queries.js';
import type { GraphObject } from '../../api/policy-types.js';
import { EmptyState } from '../../design/empty-state.js';
import { words } from '../../design/format.js';
import { PlainLink } from '../../design/links.js';
import { Loaded } from '../../design/loaded.js';
import { ProvenanceLine } from '../../design/provenance-line.js';
import { PolicyPicture } from './policy-picture.js';

const STATES: Readonly<Record<string, { readonly label: string; readonly color: MantineColor }>> = {
  enabled: { label: 'On', color: 'green' },
  enabledForReportingButNotEnforced: { label: 'Report-only', color: 'orange' },
  disabled: { label: 'Off', color: 'gray' },
};

/** Whether a policy is on. */
export function PolicyState({ policy }: { readonly policy: GraphObject }) {
  const state = typeof policy['state'] === 'string' ? policy['state'] : 'unknown';
  const { label, color } = STATES[state] ?? { label: words(state), color: 'gray' };
  return <Badge color={color}>{label}</Badge>;
}

/** The Conditional Access policies of the tenant, each in plain words. */
export function PoliciesTab() {
  const { connectionId } = useParams({ from: '/app/policy/$connectionId/policies' });
  const policies = useQuery(policiesQuery(connectionId));
  return (
    <Loaded query={policies} lines={[160, 160, 160]}>
      {(found) => (
        <Stack gap="md">
          <ProvenanceLine provenance={found} />
          {found.items.length === 0 && <Nothing isKnown={found.completeness === 'complete'} />}
          {found.items.map((policy) => (
            <Paper key={policy.id} p="md" component="article" aria-label={policy.displayName ?? policy.id}>
              <Group justify="space-between" mb="sm">
                <Title order={2}>
                  <PlainLink
                    className="row-link"
                    to="/policy/$connectionId/policies/$policyId"
                    params={{ connectionId, policyId: policy.id }}
                  >
                    {policy.displayName ?? policy.id}
                  </PlainLink>
                </Title>
                <PolicyState policy={policy} />
              </Group>
              <PolicyPicture policy={policy} connectionId={connectionId} />
            </Paper>
          ))}
        </Stack>
      )}
    </Loaded>
  );
}

function Nothing({ isKnown }: { readonly isKnown: boolean }) {
  return (
    <EmptyState
      icon={ShieldOff}
      title={isKnown ? 'The tenant has no Conditional Access policy' : 'The policies are not known'}
    >
      {isKnown
        ? 'What protects sign-ins is then security defaults or per-user MFA, if they are on.'
        : 'They could not be read in this revision; that is not the same as having none.'}
    </EmptyState>
  );
}
