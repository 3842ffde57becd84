import type { WebConfig } from '#config';
import type { PublicSettings } from '#contract';

export const PUBLIC_SETTINGS = Symbol('public settings');

/** The people's side of this api: what it tells the pages, where they lie built, and who may frame them. */
export interface Site {
  settings: PublicSettings;
  /** Null, or a folder that does not exist: only the api is served. */
  pagesDir: string | null;
  embedOrigins: readonly string[];
}

export const siteOf = (web: WebConfig, pagesDir: string): Site => ({
  settings: {
    hostedBy: web.hostedBy,
    recordNumber: web.recordNumber,
    complaints: web.complaints,
    map: web.mapTiles === null ? null : { tiles: web.mapTiles, attribution: web.mapAttribution },
    pwa: web.pwa,
    ssoName: web.ssoName || null,
  },
  pagesDir,
  embedOrigins: web.embedOrigins,
});

export const PLAIN_SITE: Site = {
  settings: { hostedBy: '', recordNumber: '', complaints: '', map: null, pwa: false, ssoName: null },
  pagesDir: null,
  embedOrigins: [],
};
