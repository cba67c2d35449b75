import { Tabs } from '@mantine/core';

interface SectionTabsProps<Tab extends { readonly value: string; readonly label: string }> {
  /** What the tabs are sections of, for those who do not see them. */
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly active: string;
  readonly onChoose: (tab: Tab) => void;
}

/** Sections of a page, each with an address of its own. */
export function SectionTabs<Tab extends { readonly value: string; readonly label: string }>({
  label,
  tabs,
  active,
  onChoose,
}: SectionTabsProps<Tab>) {
  return (
    <Tabs
      value={active}
      mb="lg"
      onChange={(value) => {
        const tab = tabs.find((known) => known.value === value);
        if (tab !== undefined) onChoose(tab);
      }}
    >
      <Tabs.List aria-label={label}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.value} value={tab.value}>
            {tab.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}
