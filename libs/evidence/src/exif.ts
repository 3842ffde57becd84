import ExifReader from 'exifreader';

/** What a camera says of itself; proof of nothing, kept beside the instant of receipt (ruling 13). */
export interface CameraFacts {
  /** Epoch milliseconds. */
  capturedAt: number | null;
  /** WGS 84 degrees. */
  lng: number | null;
  lat: number | null;
}

const NOTHING: CameraFacts = { capturedAt: null, lng: null, lat: null };

/** Chat applications strip EXIF, so its absence or damage is never an error. */
export function cameraFacts(bytes: Buffer): CameraFacts {
  let tags: ExifReader.ExpandedTags;
  try {
    tags = ExifReader.load(bytes, { expanded: true });
  } catch {
    return NOTHING;
  }
  const { exif, gps } = tags;
  const time = text(exif?.DateTimeOriginal) ?? text(exif?.DateTimeDigitized);
  return {
    capturedAt: time ? instant(time, text(exif?.OffsetTimeOriginal) ?? text(exif?.OffsetTime)) : null,
    ...(inRange(gps?.Longitude, 180) && inRange(gps?.Latitude, 90)
      ? { lng: gps!.Longitude!, lat: gps!.Latitude! }
      : { lng: null, lat: null }),
  };
}

const text = (tag: { description?: unknown } | undefined): string | undefined =>
  typeof tag?.description === 'string' && tag.description.trim() !== '' ? tag.description.trim() : undefined;

const inRange = (degrees: number | undefined, limit: number): boolean =>
  degrees !== undefined && Number.isFinite(degrees) && Math.abs(degrees) <= limit;

const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** A camera without an offset is taken to show Beijing time. */
function instant(time: string, offset = '+08:00'): number | null {
  const parts = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}:\d{2})/.exec(time);
  if (!parts) return null;
  const at = Date.parse(
    `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}${/^[+-]\d{2}:\d{2}$/.test(offset) ? offset : '+08:00'}`,
  );
  return at >= EARLIEST && at < LATEST ? at : null;
}
