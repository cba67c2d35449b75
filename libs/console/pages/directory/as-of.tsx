import { Button, Group, NavLink, Popover, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { revisionsQuery } from '../../api/queries.js';
import { count, dateTime } from '../../design/format.js';

const REVISIONS_SHOWN = 30;

interface AsOfProps {
  readonly connectionId: string;
  readonly asOf: string | undefined;
  readonly onChange: (asOf: string | undefined) => void;
}

/** The moment that pages of the directory are about: now, any time before, or a revision. */
export function AsOf({ connectionId, asOf, onChange }: AsOfProps) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const choose = (at: string | undefined): void => {
    onChange(at);
    close();
  };
  return (
    <Popover opened={opened} onChange={toggle} position="bottom-end" width={320} trapFocus shadow="md">
      <Popover.Target>
        <Button
          variant={asOf === undefined ? 'default' : 'light'}
          size="xs"
          leftSection={<CalendarClock size={15} aria-hidden />}
          onClick={toggle}
        >
          As of {labelOf(asOf)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Choice connectionId={connectionId} asOf={asOf} onChoose={choose} />
      </Popover.Dropdown>
    </Popover>
  );
}

interface ChoiceProps {
  readonly connectionId: string;
  readonly asOf: string | undefined;
  readonly onChoose: (asOf: string | undefined) => void;
}

function Choice({ connectionId, asOf, onChoose }: ChoiceProps) {
  const [typed, setTyped] = useState(() => localOf(asOf));
  const revisions = useQuery(revisionsQuery(connectionId, REVISIONS_SHOWN)).data ?? [];
  return (
    <Stack gap="sm">
      <TextInput
        type="datetime-local"
        label="Date and time"
        description={`In your time zone, ${Intl.DateTimeFormat().resolvedOptions().timeZone}`}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
        }}
      />
      <Group gap="xs">
        <Button
          size="xs"
          disabled={typed === ''}
          onClick={() => {
            onChoose(new Date(typed).toISOString());
          }}
        >
          Show
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={asOf === undefined}
          onClick={() => {
            onChoose(undefined);
          }}
        >
          Back to now
        </Button>
      </Group>
      {revisions.length > 0 && (
        <div>
          <Text size="xs" fw={600} c="dimmed" mb={4}>
            Or a published revision
          </Text>
          <ScrollArea.Autosize mah={220} type="auto">
            {revisions.map(({ revision, readTo, counts }) => (
              <NavLink
                key={revision}
                component="button"
                active={asOf === String(revision)}
                label={`Revision ${revision} · ${dateTime(readTo)}`}
                description={`${count(counts['accounts'] ?? 0)} accounts, ${count(counts['groups'] ?? 0)} groups`}
                onClick={() => {
                  onChoose(String(revision));
                }}
              />
            ))}
          </ScrollArea.Autosize>
        </div>
      )}
    </Stack>
  );
}

function labelOf(asOf: string | undefined): string {
  if (asOf === undefined) return 'now';
  return /^\d+$/.test(asOf) ? `revision ${asOf}` : dateTime(asOf);
}

/** An instant in the form of a local date and time field. */
function localOf(asOf: string | undefined): string {
  const at = asOf === undefined || /^\d+$/.test(asOf) ? new Date() : new Date(asOf);
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
