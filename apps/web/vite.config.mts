import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const root = fileURLToPath(new URL('.', import.meta.url));
const outDir = process.env.DUBAN_WEB_OUT ?? fileURLToPath(new URL('../../dist-web', import.meta.url));
const api = process.env.DUBAN_API ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root,
  build: { outDir, emptyOutDir: true, manifest: true, target: 'es2022', chunkSizeWarningLimit: 2_000 },
  server: { proxy: { '/api': api, '/feeds': api, '/open311': api, '^/s/': api } },
  plugins: [installable(), compressed()],
});

/**
 * 装到主屏幕: the api offers these files only where the district wants them, and the pages ask for them themselves. The phone's
 * pages are kept whole; what the api says never is.
 */
function installable(): Plugin[] {
  return VitePWA({
    strategies: 'generateSW',
    injectRegister: false,
    filename: 'sw.js',
    // It lies in public/: the plugin would name it in the page, wanted or not.
    manifest: false,
    workbox: {
      inlineWorkboxRuntime: true,
      sourcemap: false,
      globPatterns: ['index.html', 'seal.svg', 'map/*.geojson', 'assets/*.{js,css}'],
      manifestTransforms: [
        (entries) => ({ manifest: entries.filter(({ url }) => ofThePhone().has(url)), warnings: [] }),
      ],
      navigateFallback: '/index.html',
      navigateFallbackAllowlist: [/^\/m(\/|$)/],
      cleanupOutdatedCaches: true,
      clientsClaim: true,
      skipWaiting: true,
      runtimeCaching: [
        {
          urlPattern: ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'),
          handler: 'CacheFirst',
          options: { cacheName: 'assets', expiration: { maxEntries: 80 } },
        },
      ],
    },
  });
}

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}

const ON_THE_PHONE = /^index[.]html$|PhoneShell[.]tsx$|areas\/street\/|i18n\/[\w-]+\/(app|words|street)[.]json$/;

/** What the first load and the street's pages need, however deep. */
function ofThePhone(): ReadonlySet<string> {
  const chunks = JSON.parse(readFileSync(join(outDir, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  const files = new Set(['index.html', 'seal.svg', 'map/district.geojson']);
  const add = (key: string): void => {
    const { file, imports = [], css = [] } = chunks[key] as Chunk;
    if (files.has(file)) return;
    for (const one of [file, ...css]) files.add(one);
    for (const one of imports) add(one);
  };
  for (const key of Object.keys(chunks)) if (ON_THE_PHONE.test(key)) add(key);
  return files;
}

/** The api sends what lies ready: nothing is compressed while somebody waits. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle() {
      for (const entry of readdirSync(outDir, { recursive: true, withFileTypes: true })) {
        if (entry.isFile() && /[.](js|css|html|svg|json|webmanifest)$/.test(entry.name))
          compress(join(entry.parentPath, entry.name));
      }
    },
  };
}

function compress(file: string): void {
  const content = readFileSync(file);
  if (content.length < 1_024) return;
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
}
