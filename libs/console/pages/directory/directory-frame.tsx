import { Alert, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { History } from 'lucide-react';
import type { ReactNode } from 'react';
import { compact } from '../../app/search/page-search.js';
import { dateTime } from '../../design/format.js';
import { PageHeader } from '../../design/page-header.js';
import { SectionTabs } from '../../design/section-tabs.js';
import { TenantChoice } from '../../design/tenant-choice.js';
import { AsOf } from './as-of.js';

const SECTIONS = [
  { value: 'accounts', label: 'Accounts', to: '/directory/$connectionId/accounts' },
  { value: 'groups', label: 'Groups', to: '/directory/$connectionId/groups' },
  { value: 'sign-ins', label: 'Sign-in and MFA', to: '/directory/$connectionId/sign-ins' },
] as const;

type Section = (typeof SECTIONS)[number]['value'];

interface DirectoryFrameProps {
  readonly connectionId: string;
  readonly section: Section;
  readonly asOf: string | undefined;
  readonly onAsOf: (asOf: string | undefined) => void;
  readonly children: ReactNode;
}

/** Heading of the directory's lists: which tenant, which list, which moment. */
export function DirectoryFrame({ connectionId, section, asOf, onAsOf, children }: DirectoryFrameProps) {
  const navigate = useNavigate();
  const show = (chosen: string | null, of: string, at: string | undefined): void => {
    const to = SECTIONS.find(({ value }) => value === chosen)?.to;
    if (to !== undefined) void navigate({ to, params: { connectionId: of }, search: compact({ asOf: at }) });
  };
  return (
    <>
      <PageHeader
        title="Directory"
        description="Who and what your tenant holds, now or at any time since the first sync."
        actions={
          <>
            <TenantChoice
              connectionId={connectionId}
              onChange={(id) => {
                show(section, id, undefined);
              }}
            />
            <AsOf connectionId={connectionId} asOf={asOf} onChange={onAsOf} />
          </>
        }
      />
      <SectionTabs
        label="Lists of the directory"
        tabs={SECTIONS}
        active={section}
        onChoose={({ value }) => {
          show(value, connectionId, asOf);
        }}
      />
      <PastNotice asOf={asOf} />
      {children}
    </>
  );
}

/** Reminds that the past is shown. */
export function PastNotice({ asOf }: { readonly asOf: string | undefined }) {
  if (asOf === undefined) return null;
  const when = /^\d+$/.test(asOf) ? `revision ${asOf}` : dateTime(asOf);
  return (
    <Alert color="brand" icon={<History aria-hidden />} mb="md" py="xs">
      <Text size="sm">
        You are looking at the past: as of {when}. Changes between two syncs are not visible.
      </Text>
    </Alert>
  );
}
