import { ActionIcon, Code, CopyButton, Group, Input, Paper, Tooltip } from '@mantine/core';
import { Check, Copy } from 'lucide-react';

/** A value to be copied, with its name. */
export function CopyField({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <Input.Wrapper label={label} labelElement="div">
      <Paper p={6} pl="sm" radius="md" bg="var(--mantine-color-default-hover)">
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <span className="mono" style={{ overflowWrap: 'anywhere' }}>
            {value}
          </span>
          <CopyAction label={label} value={value} />
        </Group>
      </Paper>
    </Input.Wrapper>
  );
}

/** Commands or a document to be copied as a whole. */
export function CopyBlock({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <Paper p={0} radius="md" pos="relative">
      <div style={{ position: 'absolute', top: 6, right: 6, zIndex: 1 }}>
        <CopyAction label={label} value={value} />
      </div>
      <Code
        block
        tabIndex={0}
        aria-label={label}
        role="region"
        mah={320}
        style={{ overflow: 'auto' }}
        pr={48}
      >
        {value}
      </Code>
    </Paper>
  );
}

function CopyAction({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <CopyButton value={value} timeout={2_000}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : 'Copy'}>
          <ActionIcon
            variant="default"
            aria-label={copied ? 'Copied' : `Copy: ${label}`}
            onClick={copy}
            aria-live="polite"
          >
            {copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}
