import { Group, Progress, Stack, Text } from '@mantine/core';
import {
  CircleCheck,
  CircleDashed,
  CircleMinus,
  CircleX,
  LoaderCircle,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import { isOpen } from '../../api/queries.js';
import type { Run, RunStep } from '../../api/types.js';
import { RunBadge } from '../../design/badges.js';
import { count, duration, words } from '../../design/format.js';
import { ProblemFacts } from '../../design/problem-alert.js';
import { resourceName } from '../../design/resource-name.js';

const NAMES: Readonly<Record<string, string>> = {
  read: 'read',
  watermark: 'note the starting point',
  crawl: 'read all',
  close: 'find what is gone',
  follow: 'catch up with changes',
  prove: 'prove completeness',
  reread: 'read again what changed',
};

const MARKS: Readonly<Record<RunStep['state'], { readonly icon: LucideIcon; readonly label: string }>> = {
  pending: { icon: CircleDashed, label: 'Waiting' },
  running: { icon: LoaderCircle, label: 'Running' },
  complete: { icon: CircleCheck, label: 'Complete' },
  partial: { icon: TriangleAlert, label: 'Partial' },
  refused: { icon: CircleX, label: 'Not permitted' },
  skipped: { icon: CircleMinus, label: 'Skipped' },
};

/** Progress of a run as a whole and of each of its steps, with an estimate of what remains. */
export function RunProgress({ run }: { readonly run: Run }) {
  return (
    <Stack gap="md">
      <Whole run={run} />
      <Stack gap={0} role="list" aria-label="Steps">
        {run.steps.map((step) => (
          <StepRow key={`${step.resource}-${step.name}`} step={step} />
        ))}
      </Stack>
    </Stack>
  );
}

function Whole({ run }: { readonly run: Run }) {
  const done = run.steps.filter(({ state }) => state !== 'pending' && state !== 'running').length;
  const share = run.steps.length === 0 ? 0 : Math.round((100 * done) / run.steps.length);
  return (
    <div>
      <Group justify="space-between" mb={6}>
        <Group gap="sm">
          <RunBadge state={run.state} />
          <Text size="sm" c="dimmed">
            {done} of {run.steps.length} steps
          </Text>
        </Group>
        <Text size="sm" c="dimmed" aria-live="polite">
          {remaining(run)}
        </Text>
      </Group>
      <Progress
        value={isOpen(run) ? share : 100}
        animated={run.state === 'running'}
        aria-label="Progress of the sync"
        color={isOpen(run) || run.state === 'succeeded' ? 'brand' : 'yellow'}
      />
    </div>
  );
}

function remaining(run: Run): string {
  if (run.state === 'queued') return 'Starting…';
  if (!isOpen(run)) return '';
  return run.remainingMs === null ? 'Estimating…' : `About ${duration(run.remainingMs)} left`;
}

function StepRow({ step }: { readonly step: RunStep }) {
  const { icon: Icon, label } = MARKS[step.state];
  const share = shareOf(step);
  return (
    <Stack
      role="listitem"
      gap={4}
      py={8}
      style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}
    >
      <Group justify="space-between" wrap="nowrap">
        <Group gap="sm" wrap="nowrap">
          <Icon size={16} role="img" aria-label={label} />
          <Text size="sm">
            {resourceName(step.resource)}: {NAMES[step.name] ?? words(step.name)}
          </Text>
        </Group>
        <Text size="sm" c="dimmed" className="numeric">
          {amount(step)}
        </Text>
      </Group>
      {step.state === 'running' && share !== undefined && (
        <Progress size="sm" value={share} aria-label={`Progress of ${resourceName(step.resource)}`} />
      )}
      {step.problem !== null && (
        <div style={{ paddingLeft: 28 }}>
          <Text size="sm" fw={550}>
            {step.problem.title}
          </Text>
          <ProblemFacts problem={step.problem} />
        </div>
      )}
    </Stack>
  );
}

function shareOf({ objects, expected }: RunStep): number | undefined {
  return expected === null || expected === 0
    ? undefined
    : Math.min(100, Math.round((100 * objects) / expected));
}

function amount({ state, objects, expected }: RunStep): string {
  if (state === 'pending') return '';
  if (expected !== null && state === 'running') return `${count(objects)} of about ${count(expected)}`;
  return objects === 0 ? '' : count(objects);
}
