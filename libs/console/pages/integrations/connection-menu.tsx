import { Button, Group, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  Activity,
  ChevronDown,
  History,
  KeyRound,
  RefreshCw,
  Settings,
  Stethoscope,
  Unplug,
} from 'lucide-react';
import type { Connection } from '../../api/types.js';
import { useRefusal } from '../../app/session.js';
import { GuardedButton } from '../../design/guarded-button.js';
import { MenuLink } from '../../design/links.js';
import { DisconnectDialog } from '../connection/disconnect-dialog.js';
import { useCheckHealth, useSyncNow } from '../connection/use-connection-actions.js';

/** What can be done with a connected tenant. */
export function ConnectionMenu({ connection }: { readonly connection: Connection }) {
  const [ending, dialog] = useDisclosure(false);
  const sync = useSyncNow(connection.id);
  return (
    <Group gap="xs">
      <GuardedButton
        size="xs"
        variant="default"
        leftSection={<RefreshCw size={14} aria-hidden />}
        loading={sync.isPending}
        onClick={() => {
          sync.mutate();
        }}
      >
        Sync now
      </GuardedButton>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <Button size="xs" variant="default" rightSection={<ChevronDown size={14} aria-hidden />}>
            Manage
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Pages connectionId={connection.id} />
          <Menu.Divider />
          <Actions connection={connection} onDisconnect={dialog.open} />
        </Menu.Dropdown>
      </Menu>
      <DisconnectDialog connection={connection} opened={ending} onClose={dialog.close} />
    </Group>
  );
}

const PAGES = [
  { to: '/organization-settings/integrations/$connectionId/settings', label: 'Configure', icon: Settings },
  {
    to: '/organization-settings/integrations/$connectionId/permissions',
    label: 'Permissions',
    icon: KeyRound,
  },
  { to: '/organization-settings/integrations/$connectionId/runs', label: 'Run history', icon: History },
  { to: '/organization-settings/integrations/$connectionId/activity', label: 'Activity log', icon: Activity },
] as const;

function Pages({ connectionId }: { readonly connectionId: string }) {
  return PAGES.map(({ to, label, icon: Icon }) => (
    <MenuLink key={to} to={to} params={{ connectionId }} leftSection={<Icon size={15} aria-hidden />}>
      {label}
    </MenuLink>
  ));
}

function Actions(props: { readonly connection: Connection; readonly onDisconnect: () => void }) {
  const refusal = useRefusal('manage');
  const check = useCheckHealth(props.connection.id);
  return (
    <>
      <Menu.Item
        leftSection={<Stethoscope size={15} aria-hidden />}
        disabled={refusal !== undefined}
        onClick={() => {
          check.mutate();
        }}
      >
        Health check
      </Menu.Item>
      <Menu.Item
        color="red"
        leftSection={<Unplug size={15} aria-hidden />}
        disabled={refusal !== undefined}
        onClick={props.onDisconnect}
      >
        Disconnect
      </Menu.Item>
      {refusal !== undefined && <Menu.Label maw={210}>{refusal}</Menu.Label>}
    </>
  );
}
