import { Badge, Group as Row, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { groupQuery, revisionsQuery } from '../../api/queries.js';
import type { Completeness, Group, Provenance, Related } from '../../api/types.js';
import { compact } from '../../app/search/page-search.js';
import { AnchorLink } from '../../design/links.js';
import { Loaded } from '../../design/loaded.js';
import { PageHeader } from '../../design/page-header.js';
import { When } from '../../design/time.js';
import { Value } from './account-columns.js';
import { AsOf } from './as-of.js';
import { PastNotice } from './directory-frame.js';
import { groupType } from './group-columns.js';
import { GroupMembers } from './group-members.js';
import { NestedGroups } from './nested-groups.js';
import { ProvenanceLine } from '../../design/provenance-line.js';
import { RelatedLink } from './related-link.js';

const REVISIONS_MAX = 100;
const ROUTE = '/app/directory/$connectionId/groups/$objectId';

/** One group: what it is, who owns it, who is in it, and which groups are nested in it. */
export function GroupPage() {
  const { connectionId, objectId } = useParams({ from: ROUTE });
  const { asOf } = useSearch({ from: ROUTE });
  const group = useQuery(groupQuery(connectionId, objectId, asOf));
  const navigate = useNavigate({ from: '/directory/$connectionId/groups/$objectId' });
  const data = group.data?.group;
  return (
    <>
      <PageHeader
        title={data === undefined ? 'Group' : (data.displayName ?? data.id)}
        description={data?.description}
        badge={data !== undefined && <Badge variant="default">{groupType(data)}</Badge>}
        trail={[
          <AnchorLink
            key="groups"
            to="/directory/$connectionId/groups"
            params={{ connectionId }}
            search={compact({ asOf })}
          >
            Groups
          </AnchorLink>,
        ]}
        actions={
          <AsOf
            connectionId={connectionId}
            asOf={asOf}
            onChange={(at) => {
              void navigate({ search: compact({ asOf: at }) });
            }}
          />
        }
      />
      <PastNotice asOf={asOf} />
      <Loaded query={group}>{(found) => <Details found={found} />}</Loaded>
    </>
  );
}

interface DetailsProps {
  readonly found: { readonly group: Group; readonly owners: readonly Related[] } & Provenance;
}

function Details({ found }: DetailsProps) {
  const { connectionId, objectId } = useParams({ from: ROUTE });
  const { asOf } = useSearch({ from: ROUTE });
  const { group, owners } = found;
  const place = { connectionId, objectId, asOf };
  return (
    <Stack gap="md">
      <ProvenanceLine provenance={found} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Facts group={group} />
        <Owners owners={owners} revision={found.revision} connectionId={connectionId} asOf={asOf} />
      </SimpleGrid>
      <NestedGroups key={`${objectId}-${asOf ?? ''}`} {...place} name={group.displayName ?? group.id} />
      <GroupMembers {...place} />
    </Stack>
  );
}

function Facts({ group }: { readonly group: Group }) {
  return (
    <Paper component="section" aria-labelledby="facts">
      <Title order={2} mb="md" id="facts">
        About
      </Title>
      <dl className="facts">
        <dt>Type</dt>
        <dd>{groupType(group)}</dd>
        <dt>Visibility</dt>
        <dd>
          <Value value={group.visibility} />
        </dd>
        <dt>Can hold directory roles</dt>
        <dd>{group.isAssignableToRole === true ? 'Yes' : 'No'}</dd>
        <dt>Email</dt>
        <dd>
          <Value value={group.mail} />
        </dd>
        <dt>Membership rule</dt>
        <dd className="mono">
          <Value value={group.membershipRule} />
        </dd>
        <dt>Created</dt>
        <dd>
          <When at={group.createdDateTime} />
        </dd>
        <dt>Object ID</dt>
        <dd className="mono">{group.id}</dd>
      </dl>
    </Paper>
  );
}

interface OwnersProps {
  readonly owners: readonly Related[];
  readonly revision: number;
  readonly connectionId: string;
  readonly asOf: string | undefined;
}

function Owners({ owners, revision, connectionId, asOf }: OwnersProps) {
  const revisions = useQuery(revisionsQuery(connectionId, REVISIONS_MAX)).data ?? [];
  const read = revisions.find((known) => known.revision === revision)?.completeness['ownerships'];
  return (
    <Paper component="section" aria-labelledby="owners">
      <Title order={2} mb="md" id="owners">
        Owners
      </Title>
      {owners.length === 0 && <Text size="sm">{absence(read)}</Text>}
      <Stack gap="xs">
        {owners.map((owner) => (
          <Row key={owner.id} gap="xs">
            <RelatedLink related={owner} connectionId={connectionId} asOf={asOf} />
            <Text size="sm" c="dimmed">
              {owner.userPrincipalName}
            </Text>
          </Row>
        ))}
      </Stack>
    </Paper>
  );
}

/** Why no owner is shown: only a complete reading says that there is none. */
function absence(read: Completeness | undefined): string {
  return read === 'complete'
    ? 'Nobody owns this group.'
    : 'The owners of this group are not known in this revision.';
}
