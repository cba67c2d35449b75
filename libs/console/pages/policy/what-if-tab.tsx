import { Button, Paper, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { BASE, call } from '../../api/http.js';
import type { GraphObject, WhatIfAnswer } from '../../api/policy-types.js';
import { listPage } from '../../api/queries.js';
import { ProblemAlert, problemOfError } from '../../design/problem-alert.js';
import { AccountPicker } from './account-picker.js';
import { Choice } from './choice.js';
import { WhatIfAnswerView } from './what-if-answer.js';
import { CLIENTS, EMPTY_FORM, PLATFORMS, requestOf, RISKS, type SignInForm } from './what-if-request.js';

const ROUTE = '/app/policy/$connectionId/what-if';
const APPLICATIONS_MAX = 1_000;

type Edit = (change: Partial<SignInForm>) => void;

/** What would happen to a sign-in, policy by policy. */
export function WhatIfTab() {
  const { connectionId } = useParams({ from: ROUTE });
  const { user } = useSearch({ from: ROUTE });
  const [form, setForm] = useState<SignInForm>({ ...EMPTY_FORM, userId: user });
  const ask = useMutation({
    mutationFn: () =>
      call<WhatIfAnswer>('POST', `${BASE}/connections/${connectionId}/what-if`, requestOf(form)),
  });
  const edit: Edit = (change) => {
    setForm((now) => ({ ...now, ...change }));
  };
  return (
    <Stack gap="md">
      <Paper
        component="form"
        aria-labelledby="sign-in"
        onSubmit={(event) => {
          event.preventDefault();
          if (form.userId !== undefined) ask.mutate();
        }}
      >
        <Title order={2} mb={4} id="sign-in">
          The sign-in
        </Title>
        <Text size="sm" c="dimmed" mb="md">
          What you leave empty counts as unknown; policies that need it are then shown as not decided.
        </Text>
        <Fields form={form} edit={edit} connectionId={connectionId} />
        <Button type="submit" mt="md" loading={ask.isPending} disabled={form.userId === undefined}>
          What would happen?
        </Button>
        {form.userId === undefined && (
          <Text size="sm" c="dimmed" mt="xs">
            Choose an account first.
          </Text>
        )}
      </Paper>
      <div aria-live="polite">
        {ask.error !== null && <ProblemAlert problem={problemOfError(ask.error)} />}
        {ask.data !== undefined && <WhatIfAnswerView answer={ask.data} connectionId={connectionId} />}
      </div>
    </Stack>
  );
}

interface FieldsProps {
  readonly form: SignInForm;
  readonly edit: Edit;
  readonly connectionId: string;
}

function Fields({ form, edit, connectionId }: FieldsProps) {
  const choice = (label: string, name: keyof SignInForm, data: Parameters<typeof Choice>[0]['data']) => (
    <Choice
      label={label}
      data={data}
      value={form[name]}
      onChange={(value) => {
        edit({ [name]: value });
      }}
    />
  );
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
      <AccountPicker
        label="Account"
        connectionId={connectionId}
        value={form.userId}
        onChange={(userId) => {
          edit({ userId });
        }}
      />
      {choice('Application', 'applicationId', useApplications(connectionId))}
      {choice('Client', 'clientAppType', CLIENTS)}
      {choice('Platform', 'devicePlatform', PLATFORMS)}
      <TextInput
        label="Country"
        placeholder="Two letters, such as DE"
        maxLength={2}
        value={form.country}
        onChange={(event) => {
          edit({ country: event.currentTarget.value });
        }}
      />
      <TextInput
        label="IP address"
        placeholder="IPv4 or IPv6"
        value={form.ipAddress}
        onChange={(event) => {
          edit({ ipAddress: event.currentTarget.value });
        }}
      />
      {choice('Sign-in risk', 'signInRiskLevel', RISKS)}
      {choice('User risk', 'userRiskLevel', RISKS)}
    </SimpleGrid>
  );
}

/** Applications of the tenant by their application id, each once. */
function useApplications(
  connectionId: string,
): readonly { readonly value: string; readonly label: string }[] {
  const path = `${BASE}/connections/${connectionId}/service-principals?limit=${APPLICATIONS_MAX}`;
  const found = useQuery({ queryKey: ['list', path, 'picker'], queryFn: () => listPage<GraphObject>(path) });
  const names = new Map(
    (found.data?.items ?? []).flatMap(({ appId, displayName }) =>
      typeof appId === 'string' ? [[appId, displayName ?? appId] as const] : [],
    ),
  );
  return [...names].map(([value, label]) => ({ value, label }));
}
