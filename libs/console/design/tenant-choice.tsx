import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { connectionsQuery } from '../api/queries.js';

interface TenantChoiceProps {
  readonly connectionId: string;
  readonly onChange: (connectionId: string) => void;
}

/** Which tenant an area shows; nothing where there is one only. */
export function TenantChoice({ connectionId, onChange }: TenantChoiceProps) {
  const connections = useQuery(connectionsQuery).data ?? [];
  if (connections.length < 2) return null;
  return (
    <Select
      aria-label="Tenant"
      size="xs"
      value={connectionId}
      allowDeselect={false}
      data={connections.map(({ id, displayName, tenantId }) => ({
        value: id,
        label: displayName ?? tenantId ?? id,
      }))}
      onChange={(id) => {
        if (id !== null) onChange(id);
      }}
    />
  );
}
