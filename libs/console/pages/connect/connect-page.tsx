import { Alert, Group, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ArrowRight, Info } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { catalogQuery } from '../../api/queries.js';
import type { CatalogEntry } from '../../api/types.js';
import { compact } from '../../app/search/page-search.js';
import { GuardedButton } from '../../design/guarded-button.js';
import { AnchorLink } from '../../design/links.js';
import { Loaded } from '../../design/loaded.js';
import { PageHeader } from '../../design/page-header.js';
import { OwnRegistration, NO_REGISTRATION, type RegistrationInput } from './own-registration.js';
import { PermissionTable } from './permission-table.js';
import { useConnect } from './use-connect.js';

const ENTRY_ID = 'azure-entra-id';

/** A short guide, and the way to Microsoft. */
export function ConnectPage() {
  const catalog = useQuery(catalogQuery);
  return (
    <>
      <PageHeader
        title="Connect Azure Entra ID"
        trail={[
          <AnchorLink key="integrations" to="/organization-settings/integrations">
            Integrations
          </AnchorLink>,
          <Text key="here" size="sm" c="dimmed">
            Connect
          </Text>,
        ]}
        description="Takes about two minutes. You sign in at Microsoft, look at what is asked for, and come back here."
      />
      <Loaded query={catalog}>
        {(entries) => {
          const entry = entries.find(({ id }) => id === ENTRY_ID);
          return entry === undefined ? null : <Guide entry={entry} />;
        }}
      </Loaded>
    </>
  );
}

function Guide({ entry }: { readonly entry: CatalogEntry }) {
  const [own, setOwn] = useState<RegistrationInput>(NO_REGISTRATION);
  const { start, busy, failure } = useConnect();
  const soon = entry.state === 'coming_soon';
  return (
    <Stack gap="md">
      {soon && (
        <Alert icon={<Info aria-hidden />} color="yellow" title="This integration is coming soon">
          An administrator of your organisation can make it available under Admin › Availability.
        </Alert>
      )}
      <Step number={1} title="Ask the right person">
        <Text size="sm">
          Whoever signs in must be a <strong>Global Administrator</strong> or{' '}
          <strong>Privileged Role Administrator</strong> of the Entra tenant. If that is somebody else, let
          them connect in a browser in which they are signed in to this platform.
        </Text>
      </Step>
      <Step number={2} title="Look at what is asked for">
        <Text size="sm" mb="sm">
          Everything is read-only; nothing in your tenant is ever changed. Permissions marked as optional add
          facts, and their absence is shown as “not permitted”, never as “none”.
        </Text>
        <PermissionTable permissions={entry.permissions} />
      </Step>
      <Step number={3} title="Choose the app registration">
        <OwnRegistration entry={entry} value={own} onChange={setOwn} />
      </Step>
      {failure}
      <Group justify="flex-end">
        <GuardedButton
          size="md"
          loading={busy}
          rightSection={<ArrowRight size={17} aria-hidden />}
          unavailable={soon ? 'The integration is not available yet.' : undefined}
          onClick={() => {
            start(inputOf(own));
          }}
        >
          Continue to Microsoft
        </GuardedButton>
      </Group>
    </Stack>
  );
}

function inputOf({ tenantId, appId, appSecret }: RegistrationInput) {
  const given = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());
  return compact({ tenantId: given(tenantId), appId: given(appId), appSecret: given(appSecret) });
}

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly children: ReactNode;
}

function Step({ number, title, children }: StepProps) {
  return (
    <Paper component="section" aria-labelledby={`step-${number}`}>
      <Group gap="sm" mb="sm">
        <ThemeIcon radius="xl" variant="light" size={28} aria-hidden>
          <Text fw={600} size="sm">
            {number}
          </Text>
        </ThemeIcon>
        <Title order={2} id={`step-${number}`}>
          {title}
        </Title>
      </Group>
      {children}
    </Paper>
  );
}
