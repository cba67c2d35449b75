import { Alert, Badge, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { CircleHelp, KeyRound, ShieldAlert, ShieldX } from 'lucide-react';
import type { WhatIfAnswer } from '../../api/policy-types.js';
import { words } from '../../design/format.js';
import { AnchorLink } from '../../design/links.js';
import { PolicyState } from './policies-tab.js';
import { controlName } from './policy-words.js';

interface WhatIfAnswerViewProps {
  readonly answer: WhatIfAnswer;
  readonly connectionId: string;
}

const DECISIONS = {
  allow: { title: 'The sign-in is let in without any control', color: 'red', icon: ShieldAlert },
  block: { title: 'The sign-in is blocked', color: 'green', icon: ShieldX },
  controls_required: { title: 'The sign-in has to satisfy controls', color: 'brand', icon: KeyRound },
} as const;

const OPEN = {
  title: 'Nothing that is certain stops the sign-in; policies that are on are not decided',
  color: 'yellow',
  icon: CircleHelp,
} as const;

/** Whether a policy that is on, and of which it is not known whether it applies, could still stop what is let in. */
function mayStillChange({ decision, value, indeterminate }: WhatIfAnswer): boolean {
  const open = new Set(indeterminate.map(({ id }) => id));
  return decision === 'allow' && value.some(({ id, state }) => open.has(id) && state === 'enabled');
}

/** The decision, what is still open, and every policy with its reason. */
export function WhatIfAnswerView({ answer, connectionId }: WhatIfAnswerViewProps) {
  const { decision, requiredControls, indeterminate } = answer;
  const { title, color, icon: Icon } = mayStillChange(answer) ? OPEN : DECISIONS[decision];
  return (
    <Stack gap="md">
      <Alert color={color} icon={<Icon aria-hidden />} title={title} role="note">
        <Text size="sm">
          {requiredControls.length > 0 && `Asked for: ${requiredControls.map(controlName).join(', ')}. `}
          By the policies that are on, as of revision {answer.revision}.{notCollectedOf(answer)}
        </Text>
      </Alert>
      {indeterminate.length > 0 && (
        <Alert color="yellow" icon={<CircleHelp aria-hidden />} title="Not decided" role="note">
          <Text size="sm">
            Of {indeterminate.length === 1 ? 'one policy' : `${indeterminate.length} policies`} it is not
            known whether they apply; the decision leaves them out. The table says what is missing.
          </Text>
        </Alert>
      )}
      <Policies answer={answer} connectionId={connectionId} />
    </Stack>
  );
}

function Policies({ answer, connectionId }: WhatIfAnswerViewProps) {
  return (
    <Paper component="section" aria-labelledby="policy-by-policy">
      <Title order={2} mb="sm" id="policy-by-policy">
        Policy by policy
      </Title>
      <Table.ScrollContainer minWidth={640}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Policy</Table.Th>
              <Table.Th>State</Table.Th>
              <Table.Th>Applies</Table.Th>
              <Table.Th>Why, and what it asks for</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sorted(answer).map((policy) => (
              <Table.Tr key={policy.id}>
                <Table.Td>
                  <AnchorLink
                    to="/policy/$connectionId/policies/$policyId"
                    params={{ connectionId, policyId: policy.id }}
                  >
                    {policy.displayName ?? policy.id}
                  </AnchorLink>
                </Table.Td>
                <Table.Td>
                  <PolicyState policy={policy} />
                </Table.Td>
                <Table.Td>
                  <Applies answer={answer} policy={policy} />
                </Table.Td>
                <Table.Td>{reasonOf(answer, policy)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}

type Analysed = WhatIfAnswer['value'][number];

function sorted(answer: WhatIfAnswer): readonly Analysed[] {
  const open = new Set(answer.indeterminate.map(({ id }) => id));
  const rank = ({ id, policyApplies }: Analysed): number => (policyApplies ? 0 : open.has(id) ? 1 : 2);
  return [...answer.value].sort((left, right) => rank(left) - rank(right));
}

function Applies({ answer, policy }: { readonly answer: WhatIfAnswer; readonly policy: Analysed }) {
  if (policy.policyApplies) return <Badge color="green">Yes</Badge>;
  const isOpen = answer.indeterminate.some(({ id }) => id === policy.id);
  return isOpen ? <Badge color="yellow">Unknown</Badge> : <Badge color="gray">No</Badge>;
}

const REASONS: Readonly<Record<string, string>> = {
  notSet: 'It matches the sign-in',
  notEnoughInformation: 'Not enough is known of the sign-in',
  policyNotEnabled: 'The policy is off',
  users: 'The account is not included, or is excluded',
  application: 'The application is not included, or is excluded',
};

function reasonOf(answer: WhatIfAnswer, { id, policyApplies, analysisReasons }: Analysed): string {
  const requirement = answer.requirements.find(({ policyId }) => policyId === id);
  if (policyApplies) {
    if (requirement === undefined) return 'It matches the sign-in; nothing more is asked for.';
    const joined = requirement.operator === 'OR' ? ' or ' : ' and ';
    return `It matches the sign-in and asks for ${requirement.controls.map(controlName).join(joined)}.`;
  }
  const open = answer.indeterminate.find((policy) => policy.id === id);
  if (open !== undefined) {
    const missing = [...open.missing.map((name) => words(name).toLowerCase()), ...open.unknown];
    return `Missing: ${missing.join(', ')}.`;
  }
  const reasons = analysisReasons.split(',').filter((reason) => reason !== '');
  return `${reasons.map((reason) => REASONS[reason] ?? `Does not match: ${words(reason).toLowerCase()}`).join('; ')}.`;
}

function notCollectedOf({ notCollected = {} }: WhatIfAnswer): string {
  const missing = Object.entries(notCollected);
  if (missing.length === 0) return '';
  const named = missing.map(
    ([name, reason]) => `${words(name).toLowerCase()} (${words(reason).toLowerCase()})`,
  );
  return ` Not collected, and so not taken into account: ${named.join(', ')}.`;
}
