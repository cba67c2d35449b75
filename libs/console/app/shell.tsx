import { AppShell, Burger, Group, NavLink, ScrollArea, Text } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { BrandMark } from '../design/brand.js';
import { NAVIGATION, type NavigationEntry } from './navigation.js';
import { useMe } from './session.js';
import { UserMenu } from './user-menu.js';

/** Frame of every page behind the sign-in: who and where you are, and where you can go. */
export function Shell() {
  const [opened, { toggle, close }] = useDisclosure(false);
  useHotkeys([['/', focusSearch]]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 244, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <a href="#content" className="skip-link">
        Skip to content
      </a>
      <AppShell.Header>
        <Header opened={opened} toggle={toggle} />
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label="Main">
        <ScrollArea type="auto">
          <Navigation onChoose={close} />
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main className="app-main" id="content" tabIndex={-1}>
        <div className="page">
          <Outlet />
        </div>
      </AppShell.Main>
    </AppShell>
  );
}

function Header({ opened, toggle }: { readonly opened: boolean; readonly toggle: () => void }) {
  const { organization } = useMe();
  return (
    <Group h="100%" px="md" justify="space-between" wrap="nowrap">
      <Group gap="sm" wrap="nowrap">
        <Burger
          opened={opened}
          onClick={toggle}
          hiddenFrom="sm"
          size="sm"
          aria-label={opened ? 'Close the navigation' : 'Open the navigation'}
          aria-expanded={opened}
        />
        <BrandMark />
        <Text fw={620} truncate>
          {organization.name}
        </Text>
      </Group>
      <UserMenu />
    </Group>
  );
}

function Navigation({ onChoose }: { readonly onChoose: () => void }) {
  const { pathname } = useLocation();
  return NAVIGATION.map(({ section, entries }) => (
    <div key={section}>
      <Text size="xs" fw={600} c="dimmed" px="sm" mt="md" mb={6} id={`section-${section}`}>
        {section}
      </Text>
      {entries.map((entry) => (
        <NavLink
          key={entry.to}
          component={Link}
          to={entry.to}
          label={entry.label}
          active={isActive(entry, pathname)}
          aria-current={isActive(entry, pathname) ? 'page' : undefined}
          leftSection={<entry.icon size={17} aria-hidden />}
          onClick={onChoose}
          mb={2}
        />
      ))}
    </div>
  ));
}

function isActive({ below }: NavigationEntry, pathname: string): boolean {
  return below === '' ? pathname === '/' : pathname.startsWith(below);
}

function focusSearch(): void {
  document.querySelector<HTMLInputElement>('input[type="search"]')?.focus();
}
