import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Known, UnknownReason } from '../api/access-types.js';

const REASONS: Readonly<Record<UnknownReason, string>> = {
  'permission-not-granted': 'the permission to read it was not granted',
  'licence-missing': 'the tenant has no licence with the report',
  'hidden-membership': 'a group hides its members',
  'report-lag': 'Microsoft’s report does not mention it yet',
  'not-synced-yet': 'no sync has read it to the end yet',
  'not-reported': 'Microsoft does not tell',
};

/** Why a fact is not known, in words. */
export function unknownInWords(reason: UnknownReason): string {
  return `Unknown: ${REASONS[reason]}`;
}

interface FactProps<Value> {
  readonly fact: Known<Value>;
  readonly children: (value: Value) => ReactNode;
}

/** A fact, or why it is not known. */
export function Fact<Value>({ fact, children }: FactProps<Value>) {
  if (fact.kind === 'known') return <>{children(fact.value)}</>;
  return (
    <Text span size="sm" c="dimmed">
      {unknownInWords(fact.reason)}
    </Text>
  );
}

/** Yes, no, or why it is not known. */
export function YesNo({ fact }: { readonly fact: Known<boolean> }) {
  return <Fact fact={fact}>{(value) => (value ? 'Yes' : 'No')}</Fact>;
}
