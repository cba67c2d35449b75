import { Paper, Progress, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { figuresQuery } from '../../api/access-queries.js';
import type { Figures } from '../../api/access-types.js';
import { Fact } from '../../design/known.js';
import { PlainLink } from '../../design/links.js';
import { Loaded } from '../../design/loaded.js';
import { Legend } from './legend.js';

type Registration = Extract<Figures['accounts']['mfa'], { readonly kind: 'known' }>['value'];

/** How many of the enabled accounts have registered for MFA. */
export function MfaCard({ connectionId }: { readonly connectionId: string }) {
  const figures = useQuery(figuresQuery(connectionId));
  return (
    <Paper component="section" aria-labelledby="mfa-registration">
      <Title order={2} mb={4} id="mfa-registration">
        MFA registration
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        Of the enabled accounts. Who has registered is not asked for MFA by that alone: policies decide.
      </Text>
      <Loaded query={figures} lines={[100]}>
        {({ accounts }) => (
          <Fact fact={accounts.mfa}>
            {(value) => <Bars registration={value} enabled={accounts.enabled} connectionId={connectionId} />}
          </Fact>
        )}
      </Loaded>
    </Paper>
  );
}

interface BarsProps {
  readonly registration: Registration;
  readonly enabled: number;
  readonly connectionId: string;
}

function Bars({ registration, enabled, connectionId }: BarsProps) {
  const { registered, notRegistered, unknown } = registration;
  const parts = [
    { name: 'Registered', value: registered, color: 'green.7', mfaRegistered: 'true' },
    { name: 'Not registered', value: notRegistered, color: 'red.7', mfaRegistered: 'false' },
    { name: 'Unknown', value: unknown, color: 'gray.5', mfaRegistered: undefined },
  ] as const;
  return (
    <>
      <Progress.Root size="lg" mb="md" aria-hidden>
        {parts.map(({ name, value, color }) => (
          <Progress.Section key={name} value={enabled === 0 ? 0 : (value / enabled) * 100} color={color} />
        ))}
      </Progress.Root>
      <Legend
        lines={parts}
        nameOf={({ name, mfaRegistered }) =>
          mfaRegistered === undefined ? (
            <span>{name}</span>
          ) : (
            <PlainLink
              className="row-link"
              to="/directory/$connectionId/sign-ins"
              params={{ connectionId }}
              search={{ mfaRegistered, accountEnabled: 'true' }}
            >
              {name}
            </PlainLink>
          )
        }
      />
    </>
  );
}
