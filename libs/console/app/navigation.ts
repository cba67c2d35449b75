import {
  AppWindow,
  Boxes,
  KeyRound,
  LayoutDashboard,
  Settings2,
  ShieldCheck,
  Users,
  type LucideIcon,
} from 'lucide-react';

/** One entry of the navigation. */
export interface NavigationEntry {
  readonly label: string;
  readonly to:
    | '/'
    | '/directory'
    | '/policy'
    | '/privileged'
    | '/applications'
    | '/organization-settings/integrations'
    | '/admin/availability';
  readonly icon: LucideIcon;
  /** Addresses below which the entry counts as chosen. */
  readonly below: string;
}

/** Sections of the navigation, in the order in which they are shown; new areas add an entry here. */
export const NAVIGATION: readonly {
  readonly section: string;
  readonly entries: readonly NavigationEntry[];
}[] = [
  {
    section: 'Evidence',
    entries: [
      { label: 'Overview', to: '/', icon: LayoutDashboard, below: '' },
      { label: 'Directory', to: '/directory', icon: Users, below: '/directory' },
      { label: 'Authentication policy', to: '/policy', icon: ShieldCheck, below: '/policy' },
      { label: 'Privileged access', to: '/privileged', icon: KeyRound, below: '/privileged' },
      { label: 'Applications', to: '/applications', icon: AppWindow, below: '/applications' },
    ],
  },
  {
    section: 'Organization Settings',
    entries: [
      {
        label: 'Integrations',
        to: '/organization-settings/integrations',
        icon: Boxes,
        below: '/organization-settings/integrations',
      },
    ],
  },
  {
    section: 'Admin',
    entries: [{ label: 'Availability', to: '/admin/availability', icon: Settings2, below: '/admin' }],
  },
];
