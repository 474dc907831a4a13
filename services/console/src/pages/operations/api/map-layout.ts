import type { Call } from './jaeger';

export interface Node {
  name: string;
  x: number;
  y: number;
}
export interface Edge extends Call {
  from: Node;
  to: Node;
}

export const boxWidth = 150;
export const boxHeight = 40;
const gapX = 90;
const gapY = 26;
const besideX = 40;

/** How far each service stands from where people come in; what nobody calls stands first. Calls that go round are not followed twice. */
function layersOf(names: readonly string[], calls: readonly Call[]): Map<string, number> {
  const called = new Set(calls.map(({ child }) => child));
  const first = names.includes('gateway') ? ['gateway'] : names.filter((name) => !called.has(name)).slice(0, 1);
  const layers = new Map<string, number>((first.length > 0 ? first : names.slice(0, 1)).map((name) => [name, 0]));
  const queue = [...layers.keys()];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    for (const { child } of calls.filter(({ parent }) => parent === name)) {
      if (layers.has(child)) continue;
      layers.set(child, (layers.get(name) ?? 0) + 1);
      queue.push(child);
    }
  }
  for (const name of names) if (!layers.has(name)) layers.set(name, 0);
  return layers;
}

/** Places services in columns by their distance from the entrance. Sizes in the picture's own units. */
export function layoutOf(calls: readonly Call[]): { nodes: Node[]; edges: Edge[]; width: number; height: number } {
  const names = [...new Set(calls.flatMap(({ parent, child }) => [parent, child]))].sort();
  const layers = layersOf(names, calls);
  const columns = new Map<number, string[]>();
  for (const name of names) columns.set(layers.get(name) ?? 0, [...(columns.get(layers.get(name) ?? 0) ?? []), name]);
  const most = Math.max(1, ...[...columns.values()].map(({ length }) => length));
  const height = most * (boxHeight + gapY) + gapY;
  const nodes = [...columns].flatMap(([layer, members]) =>
    members.map((name, at): Node => {
      const free = height - members.length * (boxHeight + gapY);
      return { name, x: layer * (boxWidth + gapX) + 10, y: free / 2 + gapY / 2 + at * (boxHeight + gapY) };
    }),
  );
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const edges = calls.flatMap((call): Edge[] => {
    const [from, to] = [byName.get(call.parent), byName.get(call.child)];
    return from && to ? [{ ...call, from, to }] : [];
  });
  // Beside the last column there is room for what its services send each other.
  return { nodes, edges, width: columns.size * (boxWidth + gapX) - gapX + 20 + besideX, height };
}
