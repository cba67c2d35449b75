import { Anchor, Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';

interface PageHeaderProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly badge?: ReactNode;
  readonly actions?: ReactNode;
  readonly trail?: readonly ReactNode[];
}

/** Title of a page with what it is for and what can be done; names the browser's tab too. */
export function PageHeader({ title, description, badge, actions, trail = [] }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · Compliance platform`;
  }, [title]);
  return (
    <Stack gap={6} mb="lg">
      {trail.length > 0 && (
        <Breadcrumbs separator="›" fz="sm" component="nav" aria-label="Breadcrumb">
          {trail}
        </Breadcrumbs>
      )}
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4} maw="46rem">
          <Group gap="sm">
            <Title order={1}>{title}</Title>
            {badge}
          </Group>
          {description !== undefined && (
            <Text c="dimmed" size="sm" component="div">
              {description}
            </Text>
          )}
        </Stack>
        {actions !== undefined && <Group gap="sm">{actions}</Group>}
      </Group>
    </Stack>
  );
}

/** An address outside of this platform; opens in a tab of its own. */
export function OutsideLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Anchor href={href} target="_blank" rel="noreferrer" size="sm">
      {children}
    </Anchor>
  );
}
