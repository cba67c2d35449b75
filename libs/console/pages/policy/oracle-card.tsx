import { Paper, Stack, Text, Title } from '@mantine/core';
import type { Dispute, Evaluation } from '../../api/policy-types.js';
import { count, words } from '../../design/format.js';
import { AnchorLink } from '../../design/links.js';

interface OracleCardProps {
  readonly evaluation: Evaluation;
  readonly connectionId: string;
}

/** Whether Microsoft's own What If comes to the same answers, on a sample. */
export function OracleCard({ evaluation, connectionId }: OracleCardProps) {
  const { oracle } = evaluation;
  return (
    <Paper component="section" aria-labelledby="oracle">
      <Title order={2} mb="md" id="oracle">
        Compared with Microsoft’s own What If
      </Title>
      <Stack gap="xs">
        <Text size="sm">{sentenceOf(oracle)}</Text>
        {typeof oracle?.reason === 'string' && (
          <Text size="sm">Not all could be asked: {words(oracle.reason).toLowerCase()}.</Text>
        )}
        {oracle?.disputed.map((dispute) => (
          <DisputeLine
            key={`${dispute.name}-${dispute.accountId}`}
            dispute={dispute}
            connectionId={connectionId}
          />
        ))}
        <Text size="xs" c="dimmed">
          For each revision, a few sign-ins are evaluated here and by Microsoft. Disagreements are shown,
          never hidden.
        </Text>
      </Stack>
    </Paper>
  );
}

function sentenceOf(oracle: Evaluation['oracle']): string {
  if (oracle === null) return 'Microsoft has not been asked yet for this revision.';
  if (oracle.asked === 0) return 'No sign-in was compared.';
  const { asked, disputed } = oracle;
  if (disputed.length === 0) return `Both agree on all ${count(asked)} sign-ins that were compared.`;
  return `They disagree on ${count(disputed.length)} of ${count(asked)} sign-ins that were compared.`;
}

function DisputeLine({
  dispute,
  connectionId,
}: {
  readonly dispute: Dispute;
  readonly connectionId: string;
}) {
  return (
    <Text size="sm" component="div">
      {dispute.name}:{' '}
      {dispute.disagreements.map(({ policyId, plugin, graphReasons }) => (
        <span key={policyId}>
          <AnchorLink to="/policy/$connectionId/policies/$policyId" params={{ connectionId, policyId }}>
            this policy
          </AnchorLink>{' '}
          {plugin
            ? `applies here, not at Microsoft (${words(graphReasons)})`
            : 'applies at Microsoft, not here'}
          .{' '}
        </span>
      ))}
    </Text>
  );
}
