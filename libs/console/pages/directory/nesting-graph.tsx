import { compact } from '../../app/search/page-search.js';
import { PlainLink } from '../../design/links.js';
import type { Nesting, NestingNode } from './read-nesting.js';

const NODE = { width: 176, height: 36 };
const GAP = { x: 52, y: 20 };
const MARGIN = 8;
const NAME_MAX = 23;

interface NestingGraphProps {
  readonly nesting: Nesting;
  readonly connectionId: string;
  readonly asOf: string | undefined;
}

interface Placed extends NestingNode {
  readonly x: number;
  readonly y: number;
}

/** Nested groups from left to right: a line leads from a group to the groups that are its members. */
export function NestingGraph({ nesting, connectionId, asOf }: NestingGraphProps) {
  const placed = place(nesting.nodes);
  const at = new Map(placed.map((node) => [node.id, node]));
  const width = Math.max(...placed.map(({ x }) => x)) + NODE.width + MARGIN;
  const goesBack = nesting.edges.some(
    ({ from, to }) => (at.get(to)?.depth ?? 0) <= (at.get(from)?.depth ?? 0),
  );
  const height = Math.max(...placed.map(({ y }) => y)) + NODE.height + (goesBack ? 2 * GAP.y : MARGIN);
  return (
    <div
      style={{ overflow: 'auto', maxHeight: 460 }}
      tabIndex={0}
      role="region"
      aria-label="Graph of nested groups"
    >
      <svg width={width} height={height} role="group" aria-label="Groups nested in this group">
        {nesting.edges.map(({ from, to }) => (
          <Edge key={`${from} ${to}`} from={at.get(from)} to={at.get(to)} />
        ))}
        {placed.map((node) => (
          <PlainLink
            key={node.id}
            className={`graph-node${node.depth === 0 ? ' root' : ''}`}
            to="/directory/$connectionId/groups/$objectId"
            params={{ connectionId, objectId: node.id }}
            search={compact({ asOf })}
            aria-label={`${node.name}, level ${node.depth}`}
          >
            <rect x={node.x} y={node.y} width={NODE.width} height={NODE.height} rx={8} />
            <text x={node.x + 12} y={node.y + NODE.height / 2 + 4}>
              {shortened(node.name)}
            </text>
          </PlainLink>
        ))}
      </svg>
    </div>
  );
}

function place(nodes: readonly NestingNode[]): readonly Placed[] {
  const rows = new Map<number, number>();
  return nodes.map((node) => {
    const row = rows.get(node.depth) ?? 0;
    rows.set(node.depth, row + 1);
    return {
      ...node,
      x: MARGIN + node.depth * (NODE.width + GAP.x),
      y: MARGIN + row * (NODE.height + GAP.y),
    };
  });
}

/** A line to a group on a later level, or a dashed one back to a group that was drawn before. */
function Edge({ from, to }: { readonly from: Placed | undefined; readonly to: Placed | undefined }) {
  if (from === undefined || to === undefined) return null;
  if (to.depth > from.depth) return <path className="graph-edge" d={forth(from, to)} />;
  return <path className="graph-edge back" d={back(from, to)} />;
}

function forth(from: Placed, to: Placed): string {
  const [x1, y1] = [from.x + NODE.width, from.y + NODE.height / 2];
  const [x2, y2] = [to.x, to.y + NODE.height / 2];
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}

function back(from: Placed, to: Placed): string {
  const [x1, y1] = [from.x + NODE.width / 2, from.y + NODE.height];
  const [x2, y2] = [to.x + NODE.width / 2, to.y + NODE.height];
  const below = Math.max(y1, y2) + GAP.y * 2;
  return `M${x1} ${y1} C${x1} ${below} ${x2} ${below} ${x2} ${y2}`;
}

function shortened(name: string): string {
  return name.length > NAME_MAX ? `${name.slice(0, NAME_MAX - 1)}…` : name;
}
