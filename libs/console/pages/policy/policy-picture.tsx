import { Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { AppWindow, KeyRound, SlidersHorizontal, Users, type LucideIcon } from 'lucide-react';
import type { GraphObject } from '../../api/policy-types.js';
import { ObjectNames } from './object-names.js';
import { policyInWords, type Phrase } from './policy-words.js';

/** Names that one statement shows; the rest is counted. */
const NAMES_SHOWN = 6;

interface PolicyPictureProps {
  readonly policy: GraphObject;
  readonly connectionId: string;
}

/** A policy as who, what, when and what it demands, in plain words. */
export function PolicyPicture({ policy, connectionId }: PolicyPictureProps) {
  const { who, what, when, grant } = policyInWords(policy);
  const place = { connectionId };
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
      <Box title="Who" icon={Users} phrases={who} none="Nobody" {...place} />
      <Box title="What" icon={AppWindow} phrases={what} none="Nothing" {...place} />
      <Box title="When" icon={SlidersHorizontal} phrases={when} none="Always" {...place} />
      <Box title="Then" icon={KeyRound} phrases={grant} none="Nothing is required" {...place} />
    </SimpleGrid>
  );
}

interface BoxProps {
  readonly title: string;
  readonly icon: LucideIcon;
  readonly phrases: readonly Phrase[];
  readonly none: string;
  readonly connectionId: string;
}

function Box({ title, icon: Icon, phrases, none, connectionId }: BoxProps) {
  return (
    <Paper p="sm" radius="md" bg="var(--mantine-color-default-hover)">
      <Stack gap={4}>
        <Text size="xs" fw={600} c="dimmed" component="div">
          <Icon size={13} aria-hidden /> {title}
        </Text>
        {phrases.length === 0 && <Text size="sm">{none}</Text>}
        {phrases.map((phrase, index) => (
          <PhraseLine key={`${phrase.lead}-${index}`} phrase={phrase} connectionId={connectionId} />
        ))}
      </Stack>
    </Paper>
  );
}

function PhraseLine({ phrase, connectionId }: { readonly phrase: Phrase; readonly connectionId: string }) {
  const { lead, refs } = phrase;
  return (
    <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
      {lead} <ObjectNames refs={refs} connectionId={connectionId} max={NAMES_SHOWN} rest="more" />
    </Text>
  );
}

/** Heading of the parts of a page about one policy. */
export function PartTitle({ id, children }: { readonly id: string; readonly children: string }) {
  return (
    <Title order={3} mb="sm" id={id}>
      {children}
    </Title>
  );
}
