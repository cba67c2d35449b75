import { Pill, Stack, Text } from '@mantine/core';
import { AccountPicker } from './account-picker.js';
import { ObjectName } from './object-name.js';

interface EmergencyAccountsProps {
  readonly accounts: readonly string[];
  readonly onChange: (accounts: readonly string[]) => void;
  readonly connectionId: string;
  readonly isReadOnly: boolean;
}

/** Accounts that policies leave out on purpose; read only for who may not change the standard. */
export function EmergencyAccounts({ accounts, onChange, connectionId, isReadOnly }: EmergencyAccountsProps) {
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        Emergency accounts (break glass)
      </Text>
      <Text size="sm" c="dimmed">
        Accounts that policies leave out on purpose, so that nobody is locked out. Checks then expect exactly
        these to be left out, and no others.
      </Text>
      {accounts.length === 0 && <Text size="sm">None is named.</Text>}
      <Pill.Group role="list" aria-label="Emergency accounts">
        {accounts.map((id) => (
          <Pill
            key={id}
            role="listitem"
            size="md"
            withRemoveButton={!isReadOnly}
            onRemove={() => {
              onChange(accounts.filter((known) => known !== id));
            }}
            removeButtonProps={{
              'aria-label': 'No longer an emergency account',
              tabIndex: 0,
              'aria-hidden': false,
            }}
          >
            <ObjectName kind="user" id={id} connectionId={connectionId} />
          </Pill>
        ))}
      </Pill.Group>
      {!isReadOnly && (
        <AccountPicker
          label="Add an emergency account"
          connectionId={connectionId}
          value={undefined}
          onChange={(id) => {
            if (id !== undefined) onChange([...new Set([...accounts, id])]);
          }}
        />
      )}
    </Stack>
  );
}
