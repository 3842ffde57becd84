import type { HelmetOptions } from 'helmet';
import type { Site } from './site';

/**
 * What a page of ours may load, and who may frame it. Styles may be written inline: the desk's components make theirs as they
 * are shown. A district's own network may speak plain HTTP: whoever stands in front and speaks TLS adds the upgrade there.
 */
export function contentPolicy({ settings: { map }, embedOrigins }: Site): HelmetOptions {
  return {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:', ...(map ? [tileHost(map.tiles)] : [])],
        styleSrc: ["'self'", "'unsafe-inline'"],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'", 'blob:'],
        frameAncestors: embedOrigins.length > 0 ? ["'self'", ...embedOrigins] : ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
    // The older header knows no list; where there is one, frame-ancestors alone speaks.
    xFrameOptions: embedOrigins.length > 0 ? false : { action: 'deny' },
  };
}

/** A label such as `t{s}` stands for several hosts; a policy knows only whole labels. */
const tileHost = (tiles: string): string => {
  const [, scheme = '', labels = ''] = /^(https?:\/\/)([^/]+)/.exec(tiles) ?? [];
  return scheme + labels.replace(/^[^.]*\{\w+\}[^.]*/, '*');
};
