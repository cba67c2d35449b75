import { Group, Stack, Text } from '@mantine/core';
import type { Provenance } from '../api/types.js';
import { CompletenessBadge } from './badges.js';
import { interval } from './format.js';
import { ProblemAlert } from './problem-alert.js';

const MEANINGS: Readonly<Record<Provenance['completeness'], string>> = {
  complete: 'Nothing is missing.',
  partial: 'The last sync read this only in part; what you see is its last complete state.',
  refused: 'Microsoft does not permit this to be read; what is missing is unknown, not empty.',
  'not-read': 'This was not read in the revision; what is missing is unknown, not empty.',
};

/** Which revision is shown, when it was read and how completely. */
export function ProvenanceLine({ provenance }: { readonly provenance: Provenance }) {
  const { revision, readFrom, readTo, completeness, problem } = provenance;
  return (
    <Stack gap="sm" mb="sm">
      <Group gap="sm">
        <CompletenessBadge completeness={completeness} />
        <Text size="sm" c="dimmed">
          Revision {revision}, read <time dateTime={readTo}>{interval(readFrom, readTo)}</time>.{' '}
          {MEANINGS[completeness]}
        </Text>
      </Group>
      {problem !== undefined && <ProblemAlert problem={problem} tone="notice" />}
    </Stack>
  );
}
