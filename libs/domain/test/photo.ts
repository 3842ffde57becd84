import type { EvidenceRef } from '#domain';

/** A photo known by its name alone. */
export const photo = (name: string, role: EvidenceRef['role'] = 'before', defect = 1): EvidenceRef => ({
  sha256: name,
  role,
  defect,
  capturedAt: null,
  lng: null,
  lat: null,
  dhash: null,
  flags: [],
  capture: 'camera',
});
