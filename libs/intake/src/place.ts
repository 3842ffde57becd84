import type { IntakeUnit } from './context';
import type { Directory } from './directory';
import { plain } from './normalise';
import { type Warning, quoted, warning } from './notes';

export interface DraftPlace {
  streetId: string | null;
  communityId: string | null;
  pointName: string | null;
  /** Degrees, as the list gives them. */
  lng: number | null;
  lat: number | null;
}

/** What the place columns of one row say: names tightened, the point as typed, coordinates raw. */
export interface WrittenPlace {
  street: string;
  community: string;
  point: string;
  lng: string;
  lat: string;
}

export interface ReadPlace {
  place: DraftPlace;
  missing: string[];
  warnings: Warning[];
}

const CHINA = { lng: [73, 136], lat: [3, 54] } as const;

/** Resolves street and community, splitting a path name wherever one was written. */
export function readPlace(written: WrittenPlace, directory: Directory): ReadPlace {
  const street = streetOf(written, directory);
  const community = communityOf(written, street, directory);
  const pointName = pointOf(written, directory) || null;
  const { lng, lat, warnings } = readCoordinates(written.lng, written.lat);
  const missing = Object.entries({ street, community, pointName, coordinates: lng }).flatMap(([field, value]) =>
    value === null ? [field] : [],
  );
  return {
    place: { streetId: street?.id ?? null, communityId: community?.id ?? null, pointName, lng, lat },
    missing,
    warnings: [...doubts(written, street, community, directory), ...warnings],
  };
}

function streetOf(written: WrittenPlace, directory: Directory): IntakeUnit | null {
  if (written.street) return directory.street(written.street) ?? directory.split(written.street).street;
  return (
    directory.unit(directory.community(written.community, null)?.parentId) ??
    directory.split(written.community).street ??
    directory.split(written.point).street
  );
}

function communityOf(written: WrittenPlace, street: IntakeUnit | null, directory: Directory): IntakeUnit | null {
  const named = written.community ? directory.community(written.community, street) : null;
  const texts = [written.community, written.street, ...(written.community ? [] : [written.point])];
  const split = texts.map((text) => directory.split(text).community);
  const fits = (unit: IntakeUnit | null) => unit && (!street || unit.parentId === street.id);
  return named ?? split.find(fits) ?? null;
}

function pointOf(written: WrittenPlace, directory: Directory): string {
  const inPath = !written.street && !written.community;
  if (written.point) return (inPath && directory.split(written.point).rest) || written.point;
  return [written.community, written.street].map((text) => restOfPath(text, directory)).find(Boolean) ?? '';
}

function restOfPath(text: string, directory: Directory): string {
  const path = directory.split(text);
  return path.street || path.community ? path.rest : '';
}

function doubts(
  written: WrittenPlace,
  street: IntakeUnit | null,
  community: IntakeUnit | null,
  directory: Directory,
): Warning[] {
  const found: Warning[] = [];
  if (written.street && !street) found.push(unknownPlace(written.street));
  if (written.community && !community) {
    const elsewhere = directory.unit(directory.community(written.community, null)?.parentId);
    found.push(elsewhere && street ? conflict(written.community, street, elsewhere) : unknownPlace(written.community));
  }
  if (street && isPath(written, directory)) {
    found.push(
      warning(
        'path_split',
        `地名已拆分为 ${street.name} / ${community?.name ?? '(社区待补)'}`,
        `The path name was split into ${street.name} / ${community?.name ?? '(community missing)'}`,
      ),
    );
  }
  return found;
}

function isPath(written: WrittenPlace, directory: Directory): boolean {
  if (written.street) return directory.street(written.street) === null;
  if (written.community) return directory.community(written.community, null) === null;
  return written.point !== '';
}

const unknownPlace = (name: string): Warning =>
  warning(
    'place_unknown',
    `没有“${quoted(name)}”这个街道(乡镇)或社区(村)，请补选`,
    `No street or community is called "${quoted(name)}": choose one`,
  );

const conflict = (name: string, street: IntakeUnit, other: IntakeUnit): Warning =>
  warning(
    'place_conflict',
    `“${quoted(name)}”不在${street.name}，而在${other.name}，请核对`,
    `"${quoted(name)}" is not in ${street.name} but in ${other.name}: check it`,
  );

function readCoordinates(
  lngText: string,
  latText: string,
): { lng: number | null; lat: number | null; warnings: Warning[] } {
  const none = { lng: null, lat: null };
  if (plain(lngText) === '' && plain(latText) === '') return { ...none, warnings: [] };
  const [lng, lat] = [degrees(lngText), degrees(latText)];
  if (within(lng, CHINA.lng) && within(lat, CHINA.lat)) return { lng, lat, warnings: [] };
  if (within(lng, CHINA.lat) && within(lat, CHINA.lng)) {
    const swapped = warning(
      'coordinates_swapped',
      '经度和纬度写反了，已对调',
      'Longitude and latitude were swapped; put right',
    );
    return { lng: lat, lat: lng, warnings: [swapped] };
  }
  const unreadable = warning(
    'coordinates_unreadable',
    `坐标“${quoted(lngText)}, ${quoted(latText)}”无法识别，请在地图上重选`,
    `The coordinates "${quoted(lngText)}, ${quoted(latText)}" cannot be read: choose the point on the map`,
  );
  return { ...none, warnings: [unreadable] };
}

const degrees = (text: string): number =>
  Number(/^\d{1,3}(?:\.\d+)?$/.exec(plain(text.slice(0, 32)).replace(/°$/, ''))?.[0] ?? NaN);

const within = (value: number, [least, most]: readonly [number, number]): boolean => value >= least && value <= most;
