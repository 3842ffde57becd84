import type { Schemas } from '../../../api/queries';

type Lamp = NonNullable<Schemas['FindingMap']['features'][number]['properties']['lamp']>;

/** Each lamp has a shape of its own: a triangle is late, bars are suspended, a disc runs, a ring has no clock, a tick is ended. */
const SHAPES: Record<Lamp, string> = {
  overdue:
    '<path d="M12 3L1.5 21h21z" fill="#a8201a"/><path d="M12 9.5v5M12 17.4v.3" stroke="#fff" stroke-width="2.2"/>',
  running: '<circle cx="12" cy="12" r="8.5" fill="#1b6b3a"/>',
  suspended:
    '<rect x="4" y="4" width="16" height="16" rx="2" fill="#4d596a"/><path d="M9.5 8v8M14.5 8v8" stroke="#fff" stroke-width="2.2"/>',
  none: '<circle cx="12" cy="12" r="7.5" fill="#fff" stroke="#1d4f91" stroke-width="3"/>',
  ended:
    '<circle cx="12" cy="12" r="8.5" fill="#fff" stroke="#4d596a" stroke-width="1.6"/><path d="M8 12.3l2.8 2.8L16 9.4" fill="none" stroke="#4d596a" stroke-width="2"/>',
};

const svg = (size: number, inner: string): string =>
  `<svg viewBox="0 0 24 24" width="${size}" height="${size}" aria-hidden="true">${inner}</svg>`;

interface Marked {
  lamp: Lamp;
  findings?: number;
  overdue?: number;
}

/** A sign for one, a number for several with a triangle where any is late. */
export function markOf({ lamp, findings = 1, overdue = 0 }: Marked): { html: string; iconSize: [number, number] } {
  if (findings === 1) return { html: svg(24, SHAPES[lamp]), iconSize: [24, 24] };
  const late = overdue > 0 ? `<i>${svg(13, SHAPES.overdue)}</i>` : '';
  return { html: `<b>${findings}</b>${late}`, iconSize: [34, 34] };
}
