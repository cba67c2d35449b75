import { Accordion, Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { policyQuery } from '../../api/policy-queries.js';
import type { PolicyVersion } from '../../api/policy-types.js';
import { CopyBlock } from '../../design/copy-field.js';
import { words } from '../../design/format.js';
import { AnchorLink } from '../../design/links.js';
import { Loaded } from '../../design/loaded.js';
import { When } from '../../design/time.js';
import { PolicyState } from './policies-tab.js';
import { PartTitle, PolicyPicture } from './policy-picture.js';

const ROUTE = '/app/policy/$connectionId/policies/$policyId';

/** One policy with every version that was seen, and what changed. */
export function PolicyDetailPage() {
  const { connectionId, policyId } = useParams({ from: ROUTE });
  const versions = useQuery(policyQuery(connectionId, policyId));
  return (
    <Stack gap="md">
      <AnchorLink to="/policy/$connectionId/policies" params={{ connectionId }}>
        ‹ All policies
      </AnchorLink>
      <Loaded query={versions}>
        {(found) => {
          const [newest] = found;
          if (newest === undefined) return <Text size="sm">No version of this policy was kept.</Text>;
          return (
            <>
              <Group gap="sm">
                <Title order={2}>{newest.policy.displayName ?? newest.policy.id}</Title>
                <PolicyState policy={newest.policy} />
                {newest.untilRevision !== null && <Badge color="red">Deleted</Badge>}
              </Group>
              <PolicyPicture policy={newest.policy} connectionId={connectionId} />
              <Versions versions={found} connectionId={connectionId} />
            </>
          );
        }}
      </Loaded>
    </Stack>
  );
}

interface VersionsProps {
  readonly versions: readonly PolicyVersion[];
  readonly connectionId: string;
}

function Versions({ versions, connectionId }: VersionsProps) {
  return (
    <Paper component="section" aria-labelledby="policy-versions">
      <PartTitle id="policy-versions">Versions</PartTitle>
      <Accordion variant="separated" order={4}>
        {versions.map((version, index) => (
          <Accordion.Item key={version.sinceRevision} value={String(version.sinceRevision)}>
            <Accordion.Control>
              <Text size="sm">{changesOf(version, index === versions.length - 1)}</Text>
              <Text size="xs" c="dimmed">
                Revision {version.sinceRevision}, seen <When at={version.sinceAt} /> to{' '}
                <When at={version.untilAt} none="now" />
              </Text>
              <Text size="xs" c="dimmed">
                {authorsOf(version.changedBy)}
              </Text>
            </Accordion.Control>
            <Accordion.Panel>
              <Stack gap="sm">
                <PolicyPicture policy={version.policy} connectionId={connectionId} />
                <CopyBlock
                  label={`Policy as Microsoft Graph shows it, revision ${version.sinceRevision}`}
                  value={JSON.stringify(version.policy, null, 2)}
                />
              </Stack>
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Paper>
  );
}

function changesOf({ changed }: PolicyVersion, isFirst: boolean): string {
  if (isFirst) return 'First seen';
  return changed.length === 0 ? 'Nothing differs' : `Changed: ${changed.map(words).join(', ').toLowerCase()}`;
}

const WHY_NOBODY = {
  'audit-log-not-read': 'By whom is not known: the audit log was not read',
  'not-in-audit-log': 'By whom is not known: the audit log that was read does not hold the change',
} as const;

function authorsOf({ events, reason }: PolicyVersion['changedBy']): string {
  if (reason !== null) return WHY_NOBODY[reason];
  const names = events.map(
    ({ actor }) => actor?.name ?? actor?.id ?? 'somebody whom the audit log does not name',
  );
  return `By ${[...new Set(names)].join(', ')}, as the audit log has it`;
}
