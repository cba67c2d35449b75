import { Alert, Button, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useState, type SyntheticEvent } from 'react';
import { ApiError } from '../api/http.js';
import { signIn } from '../app/session.js';
import { BrandMark } from '../design/brand.js';

/** Email and password, and on to where one wanted to go. */
export function SignInPage() {
  const { submit, busy, failure } = useSignIn();
  useEffect(() => {
    document.title = 'Sign in · Compliance platform';
  }, []);
  return (
    <main className="sign-in-page">
      <Paper w="100%" maw={400} p="xl" shadow="sm">
        <form
          onSubmit={(event) => {
            void submit(event);
          }}
        >
          <Stack gap="md">
            <Group gap="sm">
              <BrandMark />
              <Text fw={600}>Compliance platform</Text>
            </Group>
            <Title order={1}>Sign in</Title>
            {failure !== undefined && (
              <Alert color="red" role="alert">
                {failure}
              </Alert>
            )}
            <TextInput
              label="Email"
              name="email"
              type="email"
              autoComplete="username"
              required
              withAsterisk={false}
              autoFocus
            />
            <PasswordInput
              label="Password"
              name="password"
              autoComplete="current-password"
              required
              withAsterisk={false}
            />
            <Button type="submit" loading={busy} fullWidth mt="xs">
              Sign in
            </Button>
          </Stack>
        </form>
      </Paper>
    </main>
  );
}

function useSignIn() {
  const { next } = useSearch({ from: '/sign-in' });
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const queries = useQueryClient();
  const router = useRouter();
  const submit = async (event: SyntheticEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(undefined);
    try {
      await signIn(queries, field(form, 'email'), field(form, 'password'));
      router.history.push(next ?? '/');
    } catch (error) {
      setFailure(wordsOf(error));
      setBusy(false);
    }
  };
  return { submit, busy, failure };
}

function field(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

function wordsOf(error: unknown): string {
  if (error instanceof ApiError && (error.status === 401 || error.status === 400))
    return 'Email or password is wrong.';
  if (error instanceof ApiError && error.status === 429)
    return 'Too many attempts. Wait a minute, then try again.';
  return error instanceof ApiError ? `${error.problem.title} ${error.problem.remedy ?? ''}` : String(error);
}
