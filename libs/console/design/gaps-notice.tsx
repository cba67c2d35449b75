import { Alert, Text } from '@mantine/core';
import { CircleHelp } from 'lucide-react';
import type { Gap } from '../api/access-types.js';
import { resourceName } from './resource-name.js';

/** Says what a list could not take into account; nothing where nothing is missing. */
export function GapsNotice({ gaps }: { readonly gaps: readonly Gap[] | undefined }) {
  if (gaps === undefined || gaps.length === 0) return null;
  return (
    <Alert
      color="yellow"
      icon={<CircleHelp aria-hidden />}
      title="Some of it is not known"
      role="note"
      mb="sm"
    >
      <Text size="sm">
        {gaps
          .map(({ resource, completeness }) => `${resourceName(resource)}: ${MEANINGS[completeness]}`)
          .join('; ')}
        . What depends on it can be missing here.
      </Text>
    </Alert>
  );
}

const MEANINGS: Readonly<Record<Gap['completeness'], string>> = {
  complete: 'complete',
  partial: 'read in part',
  refused: 'not permitted by Microsoft',
  'not-read': 'not read',
};
