import type { FindingMap } from '#contract';
import type { FindingRow, MapSpot } from '#persistence';
import { writtenOrNull } from '../http/written';

type Feature = FindingMap['features'][number];

export function featureOf({ lng, lat, findings, overdue, red, row }: MapSpot): Feature {
  return {
    type: 'Feature',
    ...(row && { id: row.id }),
    geometry: { type: 'Point', coordinates: [lng, lat] },
    properties: { findings, overdue, red, ...(row && shown(row)) },
  };
}

const shown = (row: FindingRow): Partial<Feature['properties']> => ({
  number: row.number,
  description: row.description,
  status: row.status,
  stage: row.stage,
  lamp: lampOf(row),
  colour: row.colour,
  dueAt: writtenOrNull(row.dueAt),
});

function lampOf({ terminal, suspended, overdue, dueAt }: FindingRow): Feature['properties']['lamp'] {
  if (terminal) return 'ended';
  if (suspended) return 'suspended';
  if (overdue) return 'overdue';
  return dueAt === null ? 'none' : 'running';
}
