import { Group, List, Paper, SegmentedControl, Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { compact } from '../../app/search/page-search.js';
import { AnchorLink } from '../../design/links.js';
import { ProblemAlert, problemOfError } from '../../design/problem-alert.js';
import { NestingGraph } from './nesting-graph.js';
import { readNesting, type Nesting } from './read-nesting.js';

interface NestedGroupsProps {
  readonly connectionId: string;
  readonly objectId: string;
  readonly asOf: string | undefined;
  readonly name: string;
}

const VIEWS = [
  { value: 'graph', label: 'Graph' },
  { value: 'list', label: 'List' },
] as const;

/** Groups nested in a group, as a graph or as a list that says the same. */
export function NestedGroups(props: NestedGroupsProps) {
  const { connectionId, objectId, asOf, name } = props;
  const [view, setView] = useState<(typeof VIEWS)[number]['value']>('graph');
  const nesting = useQuery({
    queryKey: ['connections', connectionId, 'nesting', objectId, asOf],
    queryFn: () => readNesting(connectionId, { id: objectId, name }, asOf),
  });
  return (
    <Paper component="section" aria-labelledby="nested">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="nested">
          Nested groups
        </Title>
        {(nesting.data?.nodes.length ?? 0) > 1 && (
          <SegmentedControl
            size="xs"
            aria-label="Graph or list"
            data={VIEWS.map((known) => ({ ...known }))}
            value={view}
            onChange={setView}
          />
        )}
      </Group>
      {nesting.isPending && <Skeleton height={80} />}
      {nesting.error !== null && <ProblemAlert problem={problemOfError(nesting.error)} />}
      {nesting.data !== undefined && <View nesting={nesting.data} view={view} {...props} />}
    </Paper>
  );
}

interface ViewProps extends NestedGroupsProps {
  readonly nesting: Nesting;
  readonly view: 'graph' | 'list';
}

function View({ nesting, view, connectionId, asOf, objectId }: ViewProps) {
  if (nesting.nodes.length === 1) return <Text size="sm">No group is nested in this one.</Text>;
  return (
    <>
      {view === 'graph' ? (
        <NestingGraph nesting={nesting} connectionId={connectionId} asOf={asOf} />
      ) : (
        <NestingList nesting={nesting} parent={objectId} connectionId={connectionId} asOf={asOf} above={[]} />
      )}
      {nesting.cut && (
        <Text size="sm" c="dimmed" mt="sm">
          There are more nested groups than can be drawn; open a group to go on from there.
        </Text>
      )}
    </>
  );
}

interface NestingListProps {
  readonly nesting: Nesting;
  readonly parent: string;
  readonly connectionId: string;
  readonly asOf: string | undefined;
  /** Groups on the way here; a group that contains itself ends there. */
  readonly above: readonly string[];
}

function NestingList({ nesting, parent, connectionId, asOf, above }: NestingListProps) {
  const children = nesting.edges.filter(({ from }) => from === parent);
  if (children.length === 0) return null;
  return (
    <List size="sm" withPadding={above.length > 0}>
      {children.map(({ to }) => (
        <List.Item key={to}>
          <AnchorLink
            to="/directory/$connectionId/groups/$objectId"
            params={{ connectionId, objectId: to }}
            search={compact({ asOf })}
          >
            {nesting.nodes.find(({ id }) => id === to)?.name ?? to}
          </AnchorLink>
          {above.includes(to) || to === parent ? (
            ' (contains itself)'
          ) : (
            <NestingList
              nesting={nesting}
              parent={to}
              connectionId={connectionId}
              asOf={asOf}
              above={[...above, parent]}
            />
          )}
        </List.Item>
      ))}
    </List>
  );
}
