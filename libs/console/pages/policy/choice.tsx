import { Select } from '@mantine/core';

interface ChoiceProps {
  readonly label: string;
  readonly data: readonly { readonly value: string; readonly label: string }[];
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** One of a list, or unknown. */
export function Choice({ label, data, value, onChange }: ChoiceProps) {
  return (
    <Select
      label={label}
      placeholder="Unknown"
      clearable
      searchable
      clearButtonProps={{ 'aria-label': `${label} unknown` }}
      data={[...data]}
      value={value ?? null}
      onChange={(chosen) => {
        onChange(chosen ?? undefined);
      }}
    />
  );
}
