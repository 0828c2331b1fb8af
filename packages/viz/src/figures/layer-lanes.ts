/** A connection of two rows, drawn down a lane. */
interface LaneConnection {
  from: number;
  to: number;
  lane: number;
}

export interface LayerLanes {
  /** The lane of each layer, 0 at the left. */
  lanes: number[];
  connections: LaneConnection[];
  /** Number of lanes. */
  count: number;
}

interface ConnectedLayer {
  name: string;
  inputs?: readonly string[];
}

/**
 * Where the lines between rows run so that no two lie on each other, as logs of version control draw branches: a layer
 * sits in the leftmost lane that leads to it, its next reader goes on in that lane, its other readers get lanes of their own
 * until they are reached. undefined where every layer reads the one before it.
 *
 * Without `inputs` a layer reads the one before it. What a layer reads from a later row (or itself: a layer that is used
 * twice) is left out.
 */
export function layerLanes(layers: readonly ConnectedLayer[]): LayerLanes | undefined {
  const rows = new Map(layers.map(({ name }, row) => [name, row]));
  const connections = layers.flatMap((layer, to) =>
    inputRows(layer, to, rows)
      .filter((from) => from < to)
      .map((from): LaneConnection => ({ from, to, lane: 0 })),
  );
  const chain = connections.every(({ from, to }) => to === from + 1);
  if (chain && connections.length === layers.length - 1) return undefined;

  const busy: boolean[] = [];
  const freeLane = () => {
    const lane = busy.indexOf(false);
    return lane === -1 ? busy.length : lane;
  };
  const lanes = layers.map((_, row) => {
    const incoming = connections.filter(({ to }) => to === row).map(({ lane }) => lane);
    incoming.forEach((lane) => (busy[lane] = false));
    const own = incoming.length > 0 ? Math.min(...incoming) : freeLane();
    // Ascending, as they were made row by row: the next reader comes first.
    const outgoing = connections.filter(({ from }) => from === row);
    outgoing.forEach((connection, i) => {
      connection.lane = i === 0 ? own : freeLane();
      busy[connection.lane] = true;
    });
    if (outgoing.length === 0) busy[own] = false;
    return own;
  });
  return { lanes, connections, count: Math.max(...lanes, ...connections.map(({ lane }) => lane)) + 1 };
}

function inputRows({ name, inputs }: ConnectedLayer, row: number, rows: Map<string, number>): number[] {
  if (inputs === undefined) return row === 0 ? [] : [row - 1];
  return inputs.map((input) => {
    const from = rows.get(input);
    if (from === undefined)
      throw new Error(`invalid input of layer '${name}': ${input} (expected the name of a layer)`);
    return from;
  });
}
