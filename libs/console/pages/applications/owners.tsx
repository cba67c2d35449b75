import { Stack } from '@mantine/core';
import type { Ownership } from '../../api/access-types.js';
import { ObjectName } from '../policy/object-name.js';
import { PrincipalName } from './principal-name.js';

interface OwnersProps {
  readonly owners: readonly Ownership[];
  /** Whether all owners were read. */
  readonly isKnown: boolean;
  readonly connectionId: string;
}

/** Who owns an application; only a complete reading says that nobody does. */
export function Owners({ owners, isKnown, connectionId }: OwnersProps) {
  const ids = owners.flatMap(({ ownerId, type }) => (ownerId === undefined ? [] : [{ ownerId, type }]));
  if (ids.length === 0) return <>{isKnown ? 'Nobody' : 'Unknown: the owners were not read completely'}</>;
  return (
    <Stack gap="xs">
      {ids.map(({ ownerId, type }) => (
        <span key={ownerId}>
          {type === 'user' ? (
            <ObjectName kind="user" id={ownerId} connectionId={connectionId} />
          ) : (
            <PrincipalName id={ownerId} connectionId={connectionId} />
          )}
        </span>
      ))}
    </Stack>
  );
}
