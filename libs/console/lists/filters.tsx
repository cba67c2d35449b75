import { Group, Select, Switch } from '@mantine/core';
import type { ActiveFilter } from './list-tools.js';
import { TypedFilter } from './typed-filter.js';

/** What an address holds of a list: filters and columns by name; undefined takes one out. */
export type ListSearch = Readonly<Record<string, string | undefined>>;

/** Changes what an address holds of a list. */
export type Go = (change: ListSearch) => void;

/** A value that can be chosen, and how it is named. */
export interface FilterOption {
  readonly value: string;
  readonly label: string;
}

/** One filter of a list, kept in the address under its name. */
export type Filter = {
  readonly name: string;
  readonly label: string;
  /** How it reads once it is set; `Label: value` when absent. */
  readonly says?: (value: string) => string;
} & (
  | { readonly kind: 'text'; readonly placeholder: string }
  | { readonly kind: 'choice'; readonly options: readonly FilterOption[]; readonly widthPx?: number }
  /** Set to `true`, or left out. */
  | { readonly kind: 'switch' }
);

interface FilterBarProps {
  readonly filters: readonly Filter[];
  readonly search: ListSearch;
  readonly go: Go;
}

/** The filters of a list, each with what it is set to. */
export function FilterBar({ filters, search, go }: FilterBarProps) {
  return (
    <Group gap="xs" align="flex-end" role="group" aria-label="Filters of the list">
      {filters.map((filter) => (
        <OneFilter
          key={filter.name}
          filter={filter}
          value={search[filter.name]}
          onChange={(value) => {
            go({ [filter.name]: value });
          }}
        />
      ))}
    </Group>
  );
}

const CHOICE_WIDTH_PX = 140;

interface OneFilterProps {
  readonly filter: Filter;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

function OneFilter({ filter, value, onChange }: OneFilterProps) {
  const { kind, label } = filter;
  switch (kind) {
    case 'text':
      return <TypedFilter label={label} placeholder={filter.placeholder} value={value} onChange={onChange} />;
    case 'switch':
      return (
        <Switch
          size="sm"
          pb={4}
          label={label}
          checked={value === 'true'}
          onChange={(event) => {
            onChange(event.currentTarget.checked ? 'true' : undefined);
          }}
        />
      );
    case 'choice':
      return (
        <Select
          size="xs"
          label={label}
          placeholder="Any"
          clearable
          searchable={filter.options.length > SEARCHABLE_FROM}
          clearButtonProps={{ 'aria-label': `Any ${label.toLowerCase()}` }}
          w={filter.widthPx ?? CHOICE_WIDTH_PX}
          comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
          data={[...filter.options]}
          value={value ?? null}
          onChange={(chosen) => {
            onChange(chosen ?? undefined);
          }}
        />
      );
  }
}

/** Options from which on they are searched rather than looked through. */
const SEARCHABLE_FROM = 8;

/** The filters that are set, each with a way to take it off. */
export function activeFilters(
  filters: readonly Filter[],
  search: ListSearch,
  go: Go,
): readonly ActiveFilter[] {
  return filters.flatMap((filter) => {
    const value = search[filter.name];
    if (value === undefined) return [];
    const onRemove = (): void => {
      go({ [filter.name]: undefined });
    };
    return [{ label: labelOf(filter, value), onRemove }];
  });
}

function labelOf(filter: Filter, value: string): string {
  if (filter.says !== undefined) return filter.says(value);
  switch (filter.kind) {
    case 'text':
      return `${filter.label}: ${value}`;
    case 'switch':
      return filter.label;
    case 'choice':
      return `${filter.label}: ${filter.options.find((option) => option.value === value)?.label ?? value}`;
  }
}

/** The filters of an address for the API; columns are the console's own business. */
export function filtersOf(filters: readonly Filter[], search: ListSearch): ListSearch {
  return Object.fromEntries(filters.map(({ name }) => [name, search[name]]));
}

/** How a filter on the beginning of a name reads. */
export const beginsWith = (label: string) => (value: string) => `${label} begins with “${value}”`;
