import { Badge, Group, Paper, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { licencesQuery } from '../../api/access-queries.js';
import type { Account } from '../../api/types.js';
import { words } from '../../design/format.js';

interface AccountLicencesProps {
  readonly account: Account;
  readonly connectionId: string;
  readonly asOf: string | undefined;
}

/** Licences of an account, by Microsoft's names. */
export function AccountLicences({ account, connectionId, asOf }: AccountLicencesProps) {
  const tenant = useQuery(licencesQuery(connectionId, asOf));
  const names = new Map(
    (tenant.data?.subscribedSkus ?? []).flatMap(({ skuId, skuPartNumber }) =>
      skuId === undefined || skuPartNumber === undefined ? [] : [[skuId, skuPartNumber] as const],
    ),
  );
  const ids = skuIdsOf(account['assignedLicenses']);
  return (
    <Paper component="section" aria-labelledby="licences">
      <Title order={2} mb="md" id="licences">
        Licences
      </Title>
      {ids.length === 0 ? (
        <Text size="sm">This account has no licence.</Text>
      ) : (
        <Group gap="xs">
          {ids.map((id) => (
            <Badge key={id} color="gray" size="lg" title={id}>
              {nameOf(names.get(id)) ?? id}
            </Badge>
          ))}
        </Group>
      )}
    </Paper>
  );
}

/** `AAD_PREMIUM_P2` becomes `AAD Premium P2`; what is short stays as it is. */
function nameOf(part: string | undefined): string | undefined {
  return part
    ?.split('_')
    .map((word) => (word.length <= ABBREVIATION_MAX ? word : words(word.toLowerCase())))
    .join(' ');
}

const ABBREVIATION_MAX = 4;

function skuIdsOf(licences: unknown): readonly string[] {
  if (!Array.isArray(licences)) return [];
  return licences.flatMap((licence: unknown) => {
    const id = (licence as { readonly skuId?: unknown } | null)?.skuId;
    return typeof id === 'string' ? [id] : [];
  });
}
