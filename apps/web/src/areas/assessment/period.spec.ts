import { verifyCommand } from './period';

it.each([
  ['month', '2026-09-01', '2026-09'],
  ['quarter', '2026-07-01', '2026Q3'],
  ['quarter', '2026-10-01', '2026Q4'],
  ['year', '2026-01-01', '2026'],
] as const)('names a %s from %s as duban assess verify reads it: %s', (kind, start, period) =>
  expect(verifyCommand({ kind, start })).toBe(`npm run duban -- assess verify ${period}`),
);
