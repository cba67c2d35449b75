import { Badge, Group, Paper, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { accountCoverageQuery } from '../../api/access-queries.js';
import type { AccountFacts } from '../../api/access-types.js';
import type { Account } from '../../api/types.js';
import { count, words } from '../../design/format.js';
import { Fact, YesNo } from '../../design/known.js';
import { AnchorLink } from '../../design/links.js';
import { problemOfError } from '../../design/problem-alert.js';
import { When } from '../../design/time.js';
import { VERDICT_LOOKS, VerdictBadge } from '../policy/looks.js';

/** Days without a sign-in from which on an account is marked. */
const INACTIVE_DAYS = 90;

interface SignInCardProps {
  readonly facts: AccountFacts;
  readonly account: Account;
}

/** When somebody signed in last, and what is said of their password. */
export function SignInCard({ facts, account }: SignInCardProps) {
  const changedAt = account['lastPasswordChangeDateTime'];
  return (
    <Paper component="section" aria-labelledby="sign-in">
      <Title order={2} mb="md" id="sign-in">
        Sign-in
      </Title>
      <dl className="facts">
        <dt>Last successful sign-in</dt>
        <dd>
          <Fact fact={facts.lastSuccessfulSignInAt}>{(at) => <When at={at} none="Never signed in" />}</Fact>
        </dd>
        <dt>Days without a sign-in</dt>
        <dd>
          <Fact fact={facts.daysInactive}>
            {(days) => (
              <Group gap="xs">
                <span className="numeric">{count(days)}</span>
                {days >= INACTIVE_DAYS && <Badge color="yellow">Inactive</Badge>}
              </Group>
            )}
          </Fact>
        </dd>
        <dt>Password last changed</dt>
        <dd>
          <When at={typeof changedAt === 'string' ? changedAt : undefined} none="Microsoft does not tell" />
        </dd>
        <dt>Password expires</dt>
        <dd>{facts.passwordNeverExpires ? 'Never' : 'As the policy of the tenant says'}</dd>
        {facts.homeDomain !== null && (
          <>
            <dt>Signs in at</dt>
            <dd>{facts.homeDomain}</dd>
          </>
        )}
      </dl>
    </Paper>
  );
}

interface MfaCardProps {
  readonly facts: AccountFacts;
  readonly connectionId: string;
  readonly asOf: string | undefined;
}

/** What somebody has registered, and whether any sign-in gets by without it. */
export function MfaCard({ facts, connectionId, asOf }: MfaCardProps) {
  return (
    <Paper component="section" aria-labelledby="mfa">
      <Title order={2} mb="md" id="mfa">
        Multifactor authentication
      </Title>
      <dl className="facts">
        <dt>Is it enforced?</dt>
        <dd>
          <Enforced connectionId={connectionId} accountId={facts.id} asOf={asOf} />
        </dd>
        <dt>Registered</dt>
        <dd>
          <YesNo fact={facts.mfaRegistered} />
        </dd>
        <dt>Can do it today</dt>
        <dd>
          <YesNo fact={facts.mfaCapable} />
        </dd>
        <dt>Methods</dt>
        <dd>
          <Fact fact={facts.mfaMethods}>
            {(methods) => (methods.length === 0 ? 'None' : methods.map(words).join(', '))}
          </Fact>
        </dd>
        <dt>Resists phishing</dt>
        <dd>
          <YesNo fact={facts.phishingResistant} />
        </dd>
      </dl>
    </Paper>
  );
}

interface EnforcedProps {
  readonly connectionId: string;
  readonly accountId: string;
  readonly asOf: string | undefined;
}

function Enforced({ connectionId, accountId, asOf }: EnforcedProps) {
  const coverage = useQuery({ ...accountCoverageQuery(connectionId, accountId, asOf), retry: false });
  if (coverage.error !== null)
    return (
      <Text span size="sm" c="dimmed">
        Unknown: {problemOfError(coverage.error).title}
      </Text>
    );
  if (coverage.data === undefined) return <span aria-busy="true">…</span>;
  if (coverage.data === null)
    return (
      <Text span size="sm" c="dimmed">
        Unknown: this account was not evaluated
      </Text>
    );
  const { verdict, escape } = coverage.data;
  return (
    <>
      <Group gap="xs">
        <VerdictBadge verdict={verdict} />
        <AnchorLink to="/policy/$connectionId/what-if" params={{ connectionId }} search={{ user: accountId }}>
          What If
        </AnchorLink>
      </Group>
      <Text size="sm" mt={4}>
        {VERDICT_LOOKS[verdict].meaning}
        {escape !== null && ` The smallest sign-in that escapes: ${escape}.`}
      </Text>
    </>
  );
}
