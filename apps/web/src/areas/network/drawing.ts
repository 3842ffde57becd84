/** As much of a unit as its place in the drawing needs. */
interface Drawn {
  id: string;
  kind: string;
  parentId: string | null;
  suretyFor: readonly string[];
}

export interface Placed<Unit> {
  unit: Unit;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Line {
  key: string;
  /** 包保 across, the chain of 区/街道/社区 down. */
  kind: 'down' | 'surety';
  from: string;
  to: string;
  path: string;
}

export interface Drawing<Unit> {
  width: number;
  height: number;
  nodes: Placed<Unit>[];
  lines: Line[];
  /** Where the band of departments begins. */
  departmentsAt: number;
}

export const WIDTH = 1000;
const GAP = 14;
const HEAD = { width: 220, height: 46, y: 16 };
const STREET = { y: 116, height: 42 };
const LEAF = { height: 34, step: 44, first: 180 };
const DEPARTMENT = { columns: 6, height: 38, step: 50, above: 92 };

/** 纵向 above, 横向 below: the district, its streets with their communities in columns, departments in a band. */
export function drawingOf<Unit extends Drawn>(units: readonly Unit[]): Drawing<Unit> {
  const head = units.find(({ parentId }) => parentId === null);
  const below = (id: string) => units.filter(({ parentId }) => parentId === id);
  const first = head ? below(head.id) : [];
  const streets = first.filter(({ kind }) => kind === 'street' || kind === 'township');
  const departments = first.filter(({ kind }) => kind !== 'street' && kind !== 'township');
  const nodes: Placed<Unit>[] = [];
  if (head) nodes.push({ unit: head, x: (WIDTH - HEAD.width) / 2, ...HEAD });
  const column = (WIDTH + GAP) / Math.max(1, streets.length) - GAP;
  let bottom = STREET.y + STREET.height;
  for (const [index, street] of streets.entries()) {
    const x = index * (column + GAP);
    nodes.push({ unit: street, x, y: STREET.y, width: column, height: STREET.height });
    for (const [row, leaf] of below(street.id).entries()) {
      const y = LEAF.first + row * LEAF.step;
      nodes.push({ unit: leaf, x: x + 20, y, width: column - 20, height: LEAF.height });
      bottom = Math.max(bottom, y + LEAF.height);
    }
  }
  const departmentsAt = bottom + DEPARTMENT.above;
  const cell = (WIDTH + GAP) / DEPARTMENT.columns - GAP;
  for (const [index, unit] of departments.entries()) {
    const [row, place] = [Math.floor(index / DEPARTMENT.columns), index % DEPARTMENT.columns];
    nodes.push({
      unit,
      x: place * (cell + GAP),
      y: departmentsAt + row * DEPARTMENT.step,
      width: cell,
      height: DEPARTMENT.height,
    });
  }
  const rows = Math.ceil(departments.length / DEPARTMENT.columns);
  return {
    width: WIDTH,
    height: departmentsAt + rows * DEPARTMENT.step + 8,
    nodes,
    lines: linesOf(nodes),
    departmentsAt,
  };
}

function linesOf<Unit extends Drawn>(nodes: readonly Placed<Unit>[]): Line[] {
  const at = new Map(nodes.map((node) => [node.unit.id, node]));
  return nodes.flatMap((node): Line[] => {
    const { id, parentId, kind, suretyFor } = node.unit;
    const parent = parentId === null ? undefined : at.get(parentId);
    const down =
      parent && kind !== 'department' && kind !== 'section'
        ? [{ key: `${parentId}>${id}`, kind: 'down' as const, from: parentId!, to: id, path: elbow(parent, node) }]
        : [];
    const across = suretyFor.flatMap((area): Line[] => {
      const target = at.get(area);
      return target ? [{ key: `${id}~${area}`, kind: 'surety', from: id, to: area, path: curve(node, target) }] : [];
    });
    return [...down, ...across];
  });
}

type Box = Pick<Placed<unknown>, 'x' | 'y' | 'width' | 'height'>;

/** Down from the middle, or along the left edge for what stands in the parent's own column. */
function elbow(parent: Box, child: Box): string {
  if (child.x === parent.x + 20) {
    const middle = child.y + child.height / 2;
    return `M${parent.x + 9} ${parent.y + parent.height}V${middle}H${child.x}`;
  }
  const half = (parent.y + parent.height + child.y) / 2;
  return `M${parent.x + parent.width / 2} ${parent.y + parent.height}V${half}H${child.x + child.width / 2}V${child.y}`;
}

function curve(from: Box, to: Box): string {
  const [x1, y1, x2, y2] = [from.x + from.width / 2, from.y, to.x + to.width, to.y + to.height / 2];
  return `M${x1} ${y1}C${x1} ${y1 - 60} ${x2 + 10} ${y2 + 60} ${x2} ${y2}`;
}
