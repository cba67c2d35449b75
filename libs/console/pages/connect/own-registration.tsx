import { PasswordInput, Radio, SegmentedControl, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { appRegistration, type RegistrationFormat } from '../../../commands/app-registration.js';
import type { CatalogEntry } from '../../api/types.js';
import { CopyBlock, CopyField } from '../../design/copy-field.js';

/** What is entered before going to Microsoft; empty texts are left out. */
export interface RegistrationInput {
  readonly kind: 'platform' | 'own';
  readonly tenantId: string;
  readonly appId: string;
  readonly appSecret: string;
}

/** The platform's registration, and any tenant. */
export const NO_REGISTRATION: RegistrationInput = {
  kind: 'platform',
  tenantId: '',
  appId: '',
  appSecret: '',
};

interface OwnRegistrationProps {
  readonly entry: CatalogEntry;
  readonly value: RegistrationInput;
  readonly onChange: (value: RegistrationInput) => void;
}

/** The platform's app registration, or one of the tenant's own with what it takes to create it. */
export function OwnRegistration({ entry, value, onChange }: OwnRegistrationProps) {
  return (
    <Stack gap="md">
      <Radio.Group
        aria-label="App registration"
        value={value.kind}
        onChange={(kind) => {
          onChange(kind === 'own' ? { ...value, kind } : { ...NO_REGISTRATION, tenantId: value.tenantId });
        }}
      >
        <Stack gap="xs">
          <Radio
            value="platform"
            label="The platform’s app registration"
            description="Nothing to prepare; the administrator accepts Microsoft’s consent page."
          />
          <Radio
            value="own"
            label="An app registration of your own"
            description="For tenants whose policy asks for it; you create it once and keep its secret."
          />
        </Stack>
      </Radio.Group>
      {value.kind === 'own' && (
        <>
          <CopyField label="Redirect URI to register" value={entry.redirectUri} />
          <Commands entry={entry} />
          <Fields value={value} onChange={onChange} />
        </>
      )}
    </Stack>
  );
}

const FORMATS: readonly { readonly value: RegistrationFormat; readonly label: string }[] = [
  { value: 'az', label: 'Azure CLI' },
  { value: 'graph', label: 'Graph' },
  { value: 'terraform', label: 'Terraform' },
  { value: 'bicep', label: 'Bicep' },
];

function Commands({ entry }: { readonly entry: CatalogEntry }) {
  const [format, setFormat] = useState<RegistrationFormat>('az');
  const label = FORMATS.find(({ value }) => value === format)?.label ?? '';
  return (
    <Stack gap="xs">
      <Text size="sm">
        This creates the registration with exactly the permissions above. Run it where you are signed in as an
        administrator of the tenant.
      </Text>
      <SegmentedControl
        aria-label="Form of the commands"
        data={FORMATS.map((known) => ({ ...known }))}
        value={format}
        onChange={setFormat}
        w="fit-content"
        maw="100%"
      />
      <CopyBlock
        label={`Registration for ${label}`}
        value={appRegistration(format, entry, { redirectUri: entry.redirectUri, multiTenant: false })}
      />
    </Stack>
  );
}

function Fields({ value, onChange }: Omit<OwnRegistrationProps, 'entry'>) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <TextInput
        label="Tenant ID or domain"
        value={value.tenantId}
        onChange={(event) => {
          onChange({ ...value, tenantId: event.currentTarget.value });
        }}
      />
      <TextInput
        label="App ID"
        description={undefined}
        placeholder="Application (client) ID"
        value={value.appId}
        onChange={(event) => {
          onChange({ ...value, appId: event.currentTarget.value });
        }}
      />
      <PasswordInput
        label="App secret"
        placeholder="The secret’s value, not its ID"
        autoComplete="off"
        value={value.appSecret}
        onChange={(event) => {
          onChange({ ...value, appSecret: event.currentTarget.value });
        }}
      />
    </SimpleGrid>
  );
}
