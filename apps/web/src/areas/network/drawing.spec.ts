import { drawingOf } from './drawing';

const unit = (id: string, kind: string, parentId: string | null, suretyFor: string[] = []) => ({
  id,
  kind,
  parentId,
  suretyFor,
});

it('draws the chain down and sureties across, and puts no unit upon another', () => {
  const units = [
    unit('d', 'district', null),
    unit('s1', 'street', 'd'),
    unit('s2', 'township', 'd'),
    unit('c1', 'community', 's1'),
    unit('c2', 'community', 's1'),
    ...Array.from({ length: 8 }, (_, index) => unit(`b${index}`, 'department', 'd', index === 0 ? ['c2', 'gone'] : [])),
  ];
  const { nodes, lines, height } = drawingOf(units);
  expect(nodes).toHaveLength(units.length);
  expect(lines.map(({ key }) => key).sort()).toEqual(['b0~c2', 'd>s1', 'd>s2', 's1>c1', 's1>c2']);
  const overlap = nodes.some((one, index) =>
    nodes
      .slice(index + 1)
      .some(
        (other) =>
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      ),
  );
  expect(overlap).toBe(false);
  expect(Math.max(...nodes.map(({ y, height: tall }) => y + tall))).toBeLessThanOrEqual(height);
});

it('draws nothing of nothing', () => expect(drawingOf([]).nodes).toEqual([]));
