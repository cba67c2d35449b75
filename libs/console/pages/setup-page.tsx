import { Alert, Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type SyntheticEvent } from 'react';
import { ApiError, call, withQuery } from '../api/http.js';

const PASSWORD_LENGTH_MIN = 12;

/** The page behind the one-time link by which the first owner sets the platform up. */
export function SetupPage() {
  const { token } = useSearch({ from: '/setup' });
  const [failure, setFailure] = useState<string>();
  const navigate = useNavigate();
  const submit = async (event: SyntheticEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    try {
      await call(
        'POST',
        withQuery('/setup', { token }),
        Object.fromEntries(new FormData(event.currentTarget)),
      );
      await navigate({ to: '/sign-in' });
    } catch (error) {
      setFailure(error instanceof ApiError ? error.problem.title : String(error));
    }
  };
  return (
    <main className="sign-in-page">
      <Paper w="100%" maw={420} p="xl" shadow="sm">
        <form
          onSubmit={(event) => {
            void submit(event);
          }}
        >
          <Stack gap="md">
            <Title order={1}>Set up your organisation</Title>
            <Text size="sm" c="dimmed">
              You become its first owner. This link works once.
            </Text>
            {failure !== undefined && (
              <Alert color="red" role="alert">
                {failure}
              </Alert>
            )}
            <TextInput label="Organisation" name="organization" required autoFocus />
            <TextInput label="Your email" name="email" type="email" autoComplete="username" required />
            <PasswordInput
              label="Password"
              description={`At least ${PASSWORD_LENGTH_MIN} characters`}
              name="password"
              minLength={PASSWORD_LENGTH_MIN}
              autoComplete="new-password"
              required
            />
            <Button type="submit">Create the owner</Button>
          </Stack>
        </form>
      </Paper>
    </main>
  );
}
