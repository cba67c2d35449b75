import { Badge, type MantineColor } from '@mantine/core';
import {
  CircleCheck,
  CircleDashed,
  CircleX,
  Hand,
  LoaderCircle,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import type { Completeness, Connection, RunState } from '../api/types.js';

interface Look {
  readonly label: string;
  readonly colour: MantineColor;
  readonly icon: LucideIcon;
}

const HEALTH: Readonly<Record<Connection['health']['status'], Look>> = {
  healthy: { label: 'Healthy', colour: 'green', icon: CircleCheck },
  needs_attention: { label: 'Needs Attention', colour: 'red', icon: TriangleAlert },
  checking: { label: 'Checking', colour: 'gray', icon: LoaderCircle },
};

const RUNS: Readonly<Record<RunState, Look>> = {
  queued: { label: 'Queued', colour: 'gray', icon: CircleDashed },
  running: { label: 'Running', colour: 'brand', icon: LoaderCircle },
  undoing: { label: 'Undoing', colour: 'gray', icon: LoaderCircle },
  held: { label: 'Waiting for a decision', colour: 'yellow', icon: Hand },
  succeeded: { label: 'Succeeded', colour: 'green', icon: CircleCheck },
  partial: { label: 'Partly read', colour: 'yellow', icon: TriangleAlert },
  failed: { label: 'Failed', colour: 'red', icon: CircleX },
  cancelled: { label: 'Cancelled', colour: 'gray', icon: CircleX },
  discarded: { label: 'Discarded', colour: 'gray', icon: CircleX },
  superseded: { label: 'Superseded', colour: 'gray', icon: CircleDashed },
};

const COMPLETENESS: Readonly<Record<Completeness, Look>> = {
  complete: { label: 'Complete', colour: 'green', icon: CircleCheck },
  partial: { label: 'Partial', colour: 'yellow', icon: TriangleAlert },
  refused: { label: 'Not permitted', colour: 'gray', icon: CircleX },
  'not-read': { label: 'Not read', colour: 'gray', icon: CircleDashed },
};

function LookBadge({ look: { label, colour, icon: Icon } }: { readonly look: Look }) {
  return (
    <Badge color={colour} leftSection={<Icon size={12} aria-hidden />}>
      {label}
    </Badge>
  );
}

/** Healthy, Needs Attention or Checking; Disconnected when it is. */
export function HealthBadge({ connection }: { readonly connection: Connection }) {
  if (connection.status === 'disconnected')
    return <LookBadge look={{ label: 'Disconnected', colour: 'gray', icon: CircleDashed }} />;
  return <LookBadge look={HEALTH[connection.health.status]} />;
}

/** Where a run stands. */
export function RunBadge({ state }: { readonly state: RunState }) {
  return <LookBadge look={RUNS[state]} />;
}

/** How far something was read. */
export function CompletenessBadge({ completeness }: { readonly completeness: Completeness }) {
  return <LookBadge look={COMPLETENESS[completeness]} />;
}
