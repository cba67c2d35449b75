import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Search } from 'lucide-react';
import { useState } from 'react';

const TYPING_MS = 250;

interface TypedFilterProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** A filter that is applied a moment after typing stops. */
export function TypedFilter({ label, placeholder, value, onChange }: TypedFilterProps) {
  const [typed, setTyped] = useState(value ?? '');
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setTyped(value ?? '');
  }
  const apply = useDebouncedCallback((text: string) => {
    onChange(text === '' ? undefined : text);
  }, TYPING_MS);
  return (
    <TextInput
      size="xs"
      type="search"
      label={label}
      placeholder={placeholder}
      leftSection={<Search size={14} aria-hidden />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        apply(event.currentTarget.value);
      }}
    />
  );
}
